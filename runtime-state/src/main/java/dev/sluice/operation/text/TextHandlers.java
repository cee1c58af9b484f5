package dev.sluice.operation.text;

import dev.sluice.operation.Context;
import dev.sluice.operation.Operation;
import dev.sluice.operation.Outcome;
import dev.sluice.operation.Reason;
import dev.sluice.operation.Severity;

/** Handles what the text surface does not do itself. */
final class TextHandlers {
    /** A key has 32 bits. */
    private static final long KEY_MAX = 0xFFFF_FFFFL;

    private TextHandlers() {}

    /** Only the connection can do it: the text surface does, and lets nothing of it get here. */
    static Outcome ofTheConnection(Operation operation, Context context) {
        return Outcome.refused(Reason.NOT_SUPPORTED, "This concerns a text connection: " + operation);
    }

    static Outcome level(ShowLevel operation, Context context) {
        return Outcome.done(Severity.INFO, context.caller().level().word());
    }

    static Outcome echo(Echo operation, Context context) {
        return Outcome.done(Severity.INFO, operation.text());
    }

    static Outcome anonKey(SetAnonGlobalKey operation, Context context) {
        if (operation.key() < 0 || operation.key() > KEY_MAX) {
            return Outcome.refused(Reason.VALUE_OUT_OF_RANGE, "Value out of range (0 to 4294967295 expected).");
        }
        context.changing();
        context.state().process().anonKey(operation.key());
        context.changed("names are hidden with another key");
        return Outcome.OK;
    }
}
