package dev.sluice.operation;

import dev.sluice.operation.server.ServerRef;
import dev.sluice.state.Backend;
import dev.sluice.state.Server;

/** Looks for what operations name, and refuses in HAProxy's words. */
public final class Find {
    private Find() {}

    /** A server. */
    public static Checked<Server> server(Context context, ServerRef reference) {
        if (reference.server().isEmpty()) {
            return Checked.refused(Reason.MISSING_ARGUMENT, "Require 'backend/server'.");
        }
        return backend(context, reference.backend())
                .and(backend -> backend.servers().stream()
                        .filter(server -> isNamed(server, reference.server()))
                        .findFirst()
                        .map(Checked::of)
                        .orElseGet(() -> Checked.refused(Reason.SERVER_NOT_FOUND, "No such server.")));
    }

    /** A backend. */
    public static Checked<Backend> backend(Context context, String reference) {
        return context.state()
                .topology()
                .backend(reference)
                .map(Checked::of)
                .orElseGet(() -> Checked.refused(Reason.BACKEND_NOT_FOUND, "No such backend."));
    }

    private static boolean isNamed(Server server, String reference) {
        return reference.startsWith("#")
                ? Integer.toString(server.id()).equals(reference.substring(1))
                : server.name().equals(reference);
    }
}
