package dev.sluice.operation;

import dev.sluice.config.Level;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * The declaration of an operation: all that a surface needs to know of it.
 *
 * @param type the record that carries its arguments
 * @param name its name in documentation and logs, words with dashes, such as {@code set-server-weight}
 * @param level who may
 * @param effect whether it changes something
 * @param audience who can ask for it
 * @param summary what it does, as a phrase in our own words
 * @param handler who does it
 */
public record Declared<O extends Operation>(
        Class<O> type, String name, Level level, Effect effect, Audience audience, String summary, Handler<O> handler) {
    /** An operation that changes something: its handler runs on the control thread. */
    public static <O extends Operation> Declared<O> change(
            Class<O> type, String name, Level level, String summary, SyncHandler<O> handler) {
        return new Declared<>(type, name, level, Effect.CHANGE, Audience.ALL, summary, new Immediate<>(handler));
    }

    /** A change whose handler has to wait for something, without holding up the control thread. */
    public static <O extends Operation> Declared<O> slowChange(
            Class<O> type, String name, Level level, String summary, Handler<O> handler) {
        return new Declared<>(type, name, level, Effect.CHANGE, Audience.ALL, summary, handler);
    }

    /** An operation that only looks: its handler runs on the caller's thread and must not wait. */
    public static <O extends Operation> Declared<O> look(
            Class<O> type, String name, Level level, String summary, SyncHandler<O> handler) {
        return new Declared<>(type, name, level, Effect.LOOK, Audience.ALL, summary, new Immediate<>(handler));
    }

    /** A look that has to ask the workers. */
    public static <O extends Operation> Declared<O> slowLook(
            Class<O> type, String name, Level level, String summary, Handler<O> handler) {
        return new Declared<>(type, name, level, Effect.LOOK, Audience.ALL, summary, handler);
    }

    /** Whether its handler never waits, so that a caller's next change may follow before this one is answered. */
    public boolean isImmediate() {
        return handler instanceof Immediate;
    }

    /** The same, for the text connection only: it has no RPC. */
    public Declared<O> textOnly() {
        return new Declared<>(type, name, level, effect, Audience.TEXT_ONLY, summary, handler);
    }

    /** The same, for the program itself: neither words nor RPC ask for it. */
    public Declared<O> internal() {
        return new Declared<>(type, name, level, effect, Audience.INTERNAL, summary, handler);
    }

    /** The same, for programs only: words have their own operations for it. */
    public Declared<O> typedOnly() {
        return new Declared<>(type, name, level, effect, Audience.TYPED_ONLY, summary, handler);
    }

    /** Who can ask for an operation. */
    public enum Audience {
        /** Every surface. */
        ALL,
        /** The text connection, since it concerns nothing else. */
        TEXT_ONLY,
        /** Typed calls, which can say in one request what words say in several. */
        TYPED_ONLY,
        /** Signals and the program itself. */
        INTERNAL
    }

    /** Whether an operation changes something. */
    public enum Effect {
        /** Runs on the control thread, in order. */
        CHANGE,
        /** Runs on the caller's thread. */
        LOOK
    }

    /** Does an operation; the stage completes when its effect is there. */
    @FunctionalInterface
    public interface Handler<O extends Operation> {
        /** Validates first and changes last, so that a refusal has changed nothing. */
        CompletionStage<Outcome> handle(O operation, Context context);
    }

    /** Does an operation at once. */
    @FunctionalInterface
    public interface SyncHandler<O extends Operation> {
        /** Validates first and changes last, so that a refusal has changed nothing. */
        Outcome handle(O operation, Context context);
    }

    /** A handler that is done when it returns. */
    private record Immediate<O extends Operation>(SyncHandler<O> handler) implements Handler<O> {
        @Override
        public CompletionStage<Outcome> handle(O operation, Context context) {
            return CompletableFuture.completedStage(handler.handle(operation, context));
        }
    }
}
