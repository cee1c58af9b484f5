package dev.sluice.operation.backend;

import dev.sluice.operation.Context;
import dev.sluice.operation.Cursor;
import dev.sluice.operation.Find;
import dev.sluice.operation.Outcome;
import dev.sluice.state.Backend;

/** Handles operations on backends. */
final class BackendHandlers {
    private BackendHandlers() {}

    static Outcome disable(DisableBackend operation, Context context) {
        return Find.namedBackend(context, operation.backend()).then(backend -> {
            set(context, backend, false);
            context.barrier();
            return Outcome.OK;
        });
    }

    static Outcome enable(EnableBackend operation, Context context) {
        return Find.namedBackend(context, operation.backend()).then(backend -> {
            set(context, backend, true);
            return Outcome.OK;
        });
    }

    private static void set(Context context, Backend backend, boolean on) {
        if (backend.isEnabled() != on) {
            context.servers().enableBackend(backend, on);
            context.changed("backend " + backend + (on ? " enabled" : " disabled"));
        }
    }

    static Outcome show(ShowBackends operation, Context context) {
        return new Outcome.Rows(Cursor.of(context.state().topology().backends()));
    }
}
