package dev.sluice.operation.process;

import dev.sluice.operation.Context;
import dev.sluice.operation.Cursor;
import dev.sluice.operation.Outcome;
import dev.sluice.operation.Reason;
import dev.sluice.operation.Severity;
import dev.sluice.state.ProcessState;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Handles operations on the process. */
final class ProcessHandlers {
    private ProcessHandlers() {}

    static Outcome info(ShowInfo operation, Context context) {
        return Outcome.value(context.state());
    }

    static Outcome version(ShowVersion operation, Context context) {
        return Outcome.done(Severity.INFO, context.state().process().identity().version());
    }

    static Outcome environment(ShowEnvironment operation, Context context) {
        Map<String, String> all = context.host().environment();
        if (operation.name().isEmpty()) {
            return new Outcome.Rows(Cursor.of(all.entrySet().stream()
                    .map(entry -> new Variable(entry.getKey(), entry.getValue()))
                    .toList()));
        }
        @Nullable String value = all.get(operation.name());
        return value == null
                ? Outcome.refused(Reason.VARIABLE_NOT_FOUND, "Variable not found")
                : new Outcome.Rows(Cursor.of(List.of(new Variable(operation.name(), value))));
    }

    static Outcome adminSockets(ShowAdminSockets operation, Context context) {
        return new Outcome.Rows(Cursor.of(context.host().adminSockets()));
    }

    static Outcome maxconn(SetGlobalMaxconn operation, Context context) {
        return operation.maxconn().then(asked -> {
            ProcessState process = context.state().process();
            int limit = asked == 0 ? process.hardMaxconn() : asked;
            if (limit > process.hardMaxconn()) {
                return Outcome.refused(Reason.VALUE_OUT_OF_RANGE, "Value out of range.");
            }
            context.changing();
            process.maxconn(limit);
            context.dataPlane().limitsChanged();
            context.changed("maxconn of the process is " + limit);
            return Outcome.OK;
        });
    }

    static Outcome rateLimit(SetRateLimit operation, Context context) {
        return operation.limit().then(limit -> {
            context.changing();
            ProcessState process = context.state().process();
            switch (limit.kind()) {
                case CONNECTIONS -> process.connectionRateLimit(limit.perSecond());
                case SESSIONS -> process.sessionRateLimit(limit.perSecond());
                case SSL_SESSIONS -> process.sslRateLimit(limit.perSecond());
                case COMPRESSION -> process.compressionRateLimit(limit.perSecond());
            }
            context.dataPlane().limitsChanged();
            context.changed("limit of " + limit.kind() + " is " + limit.perSecond() + " a second");
            return Outcome.OK;
        });
    }
}
