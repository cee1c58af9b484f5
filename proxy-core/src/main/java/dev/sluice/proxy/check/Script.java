package dev.sluice.proxy.check;

import dev.sluice.config.CheckScript;
import dev.sluice.config.CheckStep;
import dev.sluice.proxy.sample.Expression;
import dev.sluice.proxy.sample.LogFormat;
import dev.sluice.proxy.sample.SampleType;
import dev.sluice.proxy.sample.VariableTarget;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The steps of a check, ready to run. Immutable.
 *
 * @param kind what they are
 * @param steps what is done, in order
 * @param disableOn404 whether 404 stops balancing to the server without taking it down
 * @param sendsState whether requests tell the server how it is
 * @param uniqueId what numbers checks; null for nothing
 */
record Script(
        CheckScript.Kind kind,
        List<Step> steps,
        boolean disableOn404,
        boolean sendsState,
        @Nullable LogFormat uniqueId) {
    /** One step. */
    sealed interface Step {
        /** Its place as HAProxy counts; 0 where nobody wrote it. */
        int number();

        /** What it is for. */
        String comment();
    }

    /** Connects. */
    record Connect(
            int number, CheckStep.Connect to, @Nullable Expression port) implements Step {
        @Override
        public String comment() {
            return to.comment();
        }

        /** The port as the line says it, 0 for the server's. */
        int numericPort() {
            return port == null && !to.port().isEmpty() ? Integer.parseInt(to.port()) : 0;
        }
    }

    /** Sends bytes. */
    @SuppressWarnings("ArrayRecordComponent") // Never compared.
    record Send(
            int number,
            String comment,
            byte[] literal,
            @Nullable LogFormat format,
            boolean hex) implements Step {
        /** What goes out now. */
        byte[] bytes(CheckContext context) {
            if (format == null) {
                return literal;
            }
            byte[] made = context.bytes(format);
            return hex ? Bytes.ofHex(made) : made;
        }
    }

    /** Sends a request. */
    record Ask(int number, String comment, Question question) implements Step {}

    /** Waits for an answer. */
    record Listen(int number, Expectation expectation) implements Step {
        @Override
        public String comment() {
            return expectation.comment();
        }
    }

    /** Waits for a message of a protocol. */
    record Hear(int number, String comment, CheckStep.Dialect dialect) implements Step {}

    /** Sets a variable, or forgets it. */
    record Assign(
            int number,
            String comment,
            VariableTarget target,
            @Nullable Expression expression,
            @Nullable LogFormat format)
            implements Step {
        /** Does it. */
        void run(CheckContext context) {
            if (format != null) {
                var sample = context.sample();
                byte[] text = context.bytes(format);
                sample.clear();
                sample.text(text);
                boolean unused = target.set(context, sample);
            } else if (expression != null) {
                var sample = context.sample();
                if (expression.evaluate(context, sample)) {
                    boolean unused = target.set(context, sample);
                }
            } else {
                target.unset(context);
            }
        }
    }

    /** The number that an expression comes to; -1 for none. */
    static int number(@Nullable Expression expression, CheckContext context) {
        if (expression == null) {
            return -1;
        }
        var sample = context.sample();
        boolean there = expression.evaluate(context, sample, SampleType.SINT);
        return there && sample.number() >= 0 && sample.number() <= Integer.MAX_VALUE ? (int) sample.number() : -1;
    }
}
