package dev.sluice.operation.process;

import dev.sluice.operation.Context;
import dev.sluice.operation.Outcome;
import dev.sluice.operation.Reason;
import dev.sluice.state.ProcessState;
import java.util.ArrayList;
import java.util.List;

/** Sets several limits of the process at once. */
final class LimitsHandler {
    private LimitsHandler() {}

    static Outcome update(UpdateLimits operation, Context context) {
        ProcessState process = context.state().process();
        Integer asked = operation.maxconn();
        int maxconn = asked == null ? process.maxconn() : asked == 0 ? process.hardMaxconn() : asked;
        if (maxconn > process.hardMaxconn()) {
            return Outcome.refused(Reason.VALUE_OUT_OF_RANGE, "Value out of range.");
        }
        context.changing();
        List<String> changes = new ArrayList<>();
        if (maxconn != process.maxconn()) {
            process.maxconn(maxconn);
            changes.add("maxconn is " + maxconn);
        }
        for (RateLimit rate : operation.rates()) {
            if (rate.perSecond() != current(process, rate.kind())) {
                set(process, rate);
                changes.add("limit of " + rate.kind() + " is " + rate.perSecond() + " a second");
            }
        }
        if (!changes.isEmpty()) {
            context.dataPlane().limitsChanged();
            context.changed("process: " + String.join(", ", changes));
        }
        return Outcome.OK;
    }

    private static int current(ProcessState process, RateLimit.Kind kind) {
        return switch (kind) {
            case CONNECTIONS -> process.connectionRateLimit();
            case SESSIONS -> process.sessionRateLimit();
            case SSL_SESSIONS -> process.sslRateLimit();
            case COMPRESSION -> process.compressionRateLimit();
        };
    }

    private static void set(ProcessState process, RateLimit rate) {
        switch (rate.kind()) {
            case CONNECTIONS -> process.connectionRateLimit(rate.perSecond());
            case SESSIONS -> process.sessionRateLimit(rate.perSecond());
            case SSL_SESSIONS -> process.sslRateLimit(rate.perSecond());
            case COMPRESSION -> process.compressionRateLimit(rate.perSecond());
        }
    }
}
