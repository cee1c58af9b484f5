package dev.sluice.socket.conversation;

import dev.sluice.config.BindSettings.SeverityOutput;
import dev.sluice.socket.command.Reply;
import dev.sluice.socket.line.Command;
import java.util.Optional;
import java.util.function.Consumer;

/** Who understands the commands of a connection. Confined to its event loop. */
public interface Interpreter {
    /** Runs a command; {@code then} gets its reply, at once or later, on the event loop. */
    void run(Command command, Optional<String> payload, Consumer<Reply> then);

    /**
     * Begins a command before those begun earlier have been answered, where that makes no difference to any of them: changes, which the
     * door does and answers in order. Empty, with nothing begun, for all others.
     */
    default Optional<Begun> beginEarly(Command command, Optional<String> payload) {
        return Optional.empty();
    }

    /** Has done what was begun early since the last time: once for many. */
    default void attend() {}

    /** Whether there may be another line behind the present one, as far as is known before it has run. */
    default boolean staysForMore() {
        return false;
    }

    /** A command that has begun; its reply is asked for once. */
    interface Begun {
        /** {@code then} gets the reply, at once or later, on the event loop. */
        void await(Consumer<Reply> then);
    }

    /** The commands of a line have run; returns whether there may be another line. */
    boolean lineDone();

    /** Whether the connection ends now, whatever else came. */
    boolean isOver();

    /** What is written behind the reply of each command; empty for nothing. */
    String behindCommand();

    /** What is written behind the last reply of a line; empty for nothing. */
    String behindLine();

    /** Whether the client is asked for the rest of a payload. */
    boolean isPrompting();

    /** How messages show their severity. */
    SeverityOutput severity();

    /** Has the connection end once the reply to the command under way is written. */
    void endAfterReply();
}
