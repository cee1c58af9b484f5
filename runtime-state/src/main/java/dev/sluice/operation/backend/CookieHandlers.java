package dev.sluice.operation.backend;

import dev.sluice.operation.Context;
import dev.sluice.operation.Find;
import dev.sluice.operation.Outcome;
import dev.sluice.operation.Reason;

/** Changes how cookies of servers are computed. */
final class CookieHandlers {
    private CookieHandlers() {}

    static Outcome enable(EnableDynamicCookie operation, Context context) {
        return set(operation.backend(), context, true);
    }

    static Outcome disable(DisableDynamicCookie operation, Context context) {
        return set(operation.backend(), context, false);
    }

    private static Outcome set(String name, Context context, boolean on) {
        return Find.namedBackend(context, name).then(backend -> {
            if (backend.cookies().isDynamic() != on) {
                context.servers().touched(backend);
                backend.cookies().dynamic(on);
                context.changed("backend " + backend + " dynamic cookie " + (on ? "enabled" : "disabled"));
            }
            return Outcome.OK;
        });
    }

    static Outcome key(SetDynamicCookieKey operation, Context context) {
        return Find.namedBackend(context, operation.backend()).then(backend -> {
            if (operation.key().isEmpty()) {
                return Outcome.refused(Reason.MISSING_ARGUMENT, "String value expected.");
            }
            if (!backend.cookies().key().equals(operation.key())) {
                context.servers().touched(backend);
                backend.cookies().key(operation.key());
                context.changed("backend " + backend + " dynamic cookie key changed");
            }
            return Outcome.OK;
        });
    }
}
