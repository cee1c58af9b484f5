package dev.sluice.socket.command;

import dev.sluice.operation.Cursor;
import dev.sluice.operation.Outcome;
import org.jspecify.annotations.Nullable;

/** Takes out of an outcome what its operation documents. */
public final class Values {
    private Values() {}

    /** The value of an outcome that has one. */
    public static <T> T of(Outcome outcome, Class<T> type) {
        @Nullable Object value = outcome instanceof Outcome.Done done ? done.value() : null;
        if (value == null) {
            throw new IllegalStateException("no value: " + outcome);
        }
        return type.cast(value);
    }

    /** The rows of an outcome that has them. */
    public static <T> Cursor<T> rows(Outcome outcome, Class<T> type) {
        if (outcome instanceof Outcome.Rows rows) {
            return () -> type.cast(rows.rows().next());
        }
        throw new IllegalStateException("no rows: " + outcome);
    }
}
