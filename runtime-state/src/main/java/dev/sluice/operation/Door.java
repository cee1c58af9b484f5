package dev.sluice.operation;

import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** Where every operation goes in. Any thread may knock. */
public interface Door {
    /** Whether the caller may do this at all; a surface asks before it looks at arguments. Empty for yes. */
    Optional<Outcome> permits(Declared<?> declared, Caller caller);

    /** Does the operation; the stage completes on the control thread, the caller's own or one that attends. */
    CompletionStage<Outcome> submit(Operation operation, Caller caller);

    /** The same for a caller that asks for several changes and then {@linkplain #attend() attends}: nobody wakes for it before. */
    default CompletionStage<Outcome> enqueue(Operation operation, Caller caller) {
        return submit(operation, caller);
    }

    /** Has what was enqueued done, as a rule on this thread and before this returns; else soon, by whoever is at it already. */
    default void attend() {}

    /** Does a change if {@code condition} holds when its turn comes; a look does not ask. */
    CompletionStage<Outcome> submit(Operation operation, Caller caller, Precondition condition);

    /**
     * Looks whether a change could be done now: the same checks with the same refusals, and nothing is changed. What a change finds out only
     * while it is being made, such as a port that is taken, is not found out.
     */
    CompletionStage<Outcome> check(Operation operation, Caller caller, Precondition condition);

    /** Whether so few changes wait that a caller may ask for several at once without taking the place of others. */
    default boolean hasRoom() {
        return true;
    }

    /** The newest changes, whoever made them. */
    Events events();

    /** The number of the newest change. */
    long revision();
}
