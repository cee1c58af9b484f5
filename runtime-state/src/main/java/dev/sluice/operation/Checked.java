package dev.sluice.operation;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * An argument that was looked at: its value, or why it is none. An operation carries it as it is, since HAProxy tells of a missing
 * server before it tells of a bad argument.
 *
 * @param value null where refused
 * @param refused null where there is a value
 */
public record Checked<T>(@Nullable T value, Outcome.@Nullable Refused refused) {
    /** A good one. */
    public static <T> Checked<T> of(T value) {
        return new Checked<>(value, null);
    }

    /** A bad one, with HAProxy's words. */
    public static <T> Checked<T> refused(Reason reason, String text) {
        return new Checked<>(null, new Outcome.Refused(reason, Severity.ERROR, text));
    }

    /** A bad one, with words that HAProxy takes for a warning. */
    public static <T> Checked<T> warned(Reason reason, String text) {
        return new Checked<>(null, new Outcome.Refused(reason, Severity.WARNING, text));
    }

    /** What {@code next} makes of the value, or the refusal. */
    public Outcome then(Function<T, Outcome> next) {
        T present = value;
        if (present != null) {
            return next.apply(present);
        }
        return refusal();
    }

    /** What {@code next} makes of the value in its own time, or the refusal at once. */
    public CompletionStage<Outcome> thenCompose(Function<T, CompletionStage<Outcome>> next) {
        T present = value;
        if (present != null) {
            return next.apply(present);
        }
        return CompletableFuture.completedStage(refusal());
    }

    /** The value that {@code next} makes of this one, or the refusal. */
    public <U> Checked<U> and(Function<T, Checked<U>> next) {
        T present = value;
        if (present != null) {
            return next.apply(present);
        }
        return new Checked<>(null, refusal());
    }

    /** The refusal of a bad one. */
    public Outcome.Refused refusal() {
        if (refused == null) {
            throw new IllegalStateException("not refused: " + value);
        }
        return refused;
    }
}
