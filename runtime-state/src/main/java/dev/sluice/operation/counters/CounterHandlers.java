package dev.sluice.operation.counters;

import dev.sluice.operation.Context;
import dev.sluice.operation.Find;
import dev.sluice.operation.Outcome;
import dev.sluice.operation.Severity;
import dev.sluice.state.Clearing;

/** Handles operations on counters. */
final class CounterHandlers {
    private CounterHandlers() {}

    static Outcome clearMaxima(ClearCounters operation, Context context) {
        context.changing();
        Clearing.maxima(context.state());
        context.changed("maxima cleared");
        return Outcome.OK;
    }

    static Outcome clearAll(ClearAllCounters operation, Context context) {
        context.changing();
        Clearing.all(context.state());
        context.changed("counters cleared");
        return Outcome.OK;
    }

    static Outcome clearServer(ClearServerCounters operation, Context context) {
        return Find.server(context, operation.server()).then(server -> {
            context.changing();
            Clearing.all(server);
            context.changed("counters of server " + server + " cleared");
            return operation.quietly() ? Outcome.OK : Outcome.done(Severity.NOTICE, "Server counters cleared.");
        });
    }
}
