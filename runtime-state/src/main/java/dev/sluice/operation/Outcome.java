package dev.sluice.operation;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What came of an operation. */
public sealed interface Outcome {
    /** Success without a word. */
    Outcome OK = new Done(Severity.INFO, "", null);

    /** Runs the function of the case it is. */
    <T> T match(Function<Done, T> done, Function<Rows, T> rows, Function<Refused, T> refused);

    /** Success with a message in HAProxy's words. */
    static Outcome done(Severity severity, String text) {
        return new Done(severity, text, null);
    }

    /** Success with a typed value, which each surface renders. */
    static Outcome value(Object value) {
        return new Done(Severity.INFO, "", value);
    }

    /** Refused, in HAProxy's words; nothing has changed. */
    static Outcome refused(Reason reason, String text) {
        return new Refused(reason, Severity.ERROR, text);
    }

    /**
     * It was done.
     *
     * @param severity of the message
     * @param text HAProxy's exact message, empty for its silent success
     * @param value what was asked for, where that is one value; null otherwise
     */
    record Done(Severity severity, String text, @Nullable Object value) implements Outcome {
        @Override
        public <T> T match(Function<Done, T> done, Function<Rows, T> rows, Function<Refused, T> refused) {
            return done.apply(this);
        }
    }

    /**
     * It is a list, pulled as the caller can take it.
     *
     * @param rows typed values, of the type that the operation documents
     */
    record Rows(Cursor<?> rows) implements Outcome {
        @Override
        public <T> T match(Function<Done, T> done, Function<Rows, T> rows, Function<Refused, T> refused) {
            return rows.apply(this);
        }
    }

    /**
     * It was not done and nothing has changed.
     *
     * @param reason for programs
     * @param severity of the message
     * @param text HAProxy's exact message
     * @param detail what programs are told besides, such as the list of diagnostics of a configuration; null for nothing
     */
    record Refused(
            Reason reason,
            Severity severity,
            String text,
            @Nullable Object detail) implements Outcome {
        /** With nothing more to say. */
        public Refused(Reason reason, Severity severity, String text) {
            this(reason, severity, text, null);
        }

        @Override
        public <T> T match(Function<Done, T> done, Function<Rows, T> rows, Function<Refused, T> refused) {
            return refused.apply(this);
        }
    }
}
