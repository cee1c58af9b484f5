package dev.sluice.operation.text;

import dev.sluice.operation.Context;
import dev.sluice.operation.Operation;
import dev.sluice.operation.Outcome;
import dev.sluice.operation.Reason;
import dev.sluice.operation.Severity;

/** Handles what the text surface does not do itself. */
final class TextHandlers {
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
}
