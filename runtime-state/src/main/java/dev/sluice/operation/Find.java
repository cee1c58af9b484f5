package dev.sluice.operation;

import dev.sluice.config.ProxySettings;
import dev.sluice.config.ProxySpec;
import dev.sluice.config.ServerSettings;
import dev.sluice.operation.server.ServerRef;
import dev.sluice.state.Backend;
import dev.sluice.state.Frontend;
import dev.sluice.state.Proxy;
import dev.sluice.state.Server;
import java.util.Optional;

/** Looks for what operations name, and refuses in HAProxy's words. */
public final class Find {
    private Find() {}

    /** A server that something is to be done with; nothing is with those of a proxy that is disabled or shut down. */
    public static Checked<Server> server(Context context, ServerRef reference) {
        return anyServer(context, reference)
                .and(server -> isDisabled(context, server.backend())
                        ? Checked.refused(Reason.PROXY_DISABLED, "Proxy is disabled.")
                        : Checked.of(server));
    }

    private static boolean isDisabled(Context context, Backend backend) {
        return backend.settings().get(ProxySettings.DISABLED)
                || context.state()
                        .topology()
                        .sameSection(backend)
                        .filter(frontend -> frontend.status() == Frontend.Status.STOP)
                        .isPresent();
    }

    /** A server that is only looked at. */
    public static Checked<Server> anyServer(Context context, ServerRef reference) {
        if (reference.server().isEmpty()) {
            return Checked.refused(Reason.MISSING_ARGUMENT, "Require 'backend/server'.");
        }
        return backend(context, reference.backend())
                .and(backend -> named(backend, reference.server())
                        .map(Checked::of)
                        .orElseGet(() -> Checked.refused(Reason.SERVER_NOT_FOUND, "No such server.")));
    }

    /** A backend. */
    public static Checked<Backend> backend(Context context, String reference) {
        return backend(context, reference, "No such backend.");
    }

    /** A backend, refused in other words than usual. */
    public static Checked<Backend> backend(Context context, String reference, String refusal) {
        return context.state()
                .topology()
                .backend(reference)
                .map(Checked::of)
                .orElseGet(() -> Checked.refused(Reason.BACKEND_NOT_FOUND, refusal));
    }

    /** A backend that has to be named. */
    public static Checked<Backend> namedBackend(Context context, String reference) {
        return reference.isEmpty()
                ? Checked.refused(Reason.MISSING_ARGUMENT, "A backend name is expected.")
                : backend(context, reference);
    }

    /** A frontend. */
    public static Checked<Frontend> frontend(Context context, String reference) {
        return context.state()
                .topology()
                .frontend(reference)
                .map(Checked::of)
                .orElseGet(() -> Checked.refused(Reason.FRONTEND_NOT_FOUND, "No such frontend."));
    }

    /** A frontend that has to be named. */
    public static Checked<Frontend> namedFrontend(Context context, String reference) {
        return reference.isEmpty()
                ? Checked.refused(Reason.MISSING_ARGUMENT, "A frontend name is expected.")
                : frontend(context, reference);
    }

    /** What has a name already, in HAProxy's words for it. */
    public static Optional<String> nameHolder(Context context, String name) {
        return context.state().topology().proxies().stream()
                .filter(proxy -> proxy.name().equals(name))
                .findFirst()
                .map(proxy -> (proxy.spec().kind() == ProxySpec.Kind.LISTEN
                                ? "proxy"
                                : proxy.spec().kind().word())
                        + " " + proxy.name());
    }

    /** What has a guid already, in HAProxy's words for it; nothing has the empty one. */
    public static Optional<String> guidHolder(Context context, String guid) {
        if (guid.isEmpty()) {
            return Optional.empty();
        }
        for (Proxy proxy : context.state().topology().proxies()) {
            if (proxy.settings().get(ProxySettings.GUID).equals(guid)) {
                return Optional.of(proxy.spec().kind().word() + " " + proxy.name());
            }
        }
        return context.state().topology().backends().stream()
                .flatMap(backend -> backend.servers().stream())
                .filter(server -> server.settings().get(ServerSettings.GUID).equals(guid))
                .map(server -> "server " + server)
                .findFirst();
    }

    private static Optional<Server> named(Backend backend, String reference) {
        if (!reference.startsWith("#")) {
            return backend.server(reference);
        }
        int id = Numbers.atoi(reference.substring(1));
        return backend.servers().stream().filter(server -> server.id() == id).findFirst();
    }
}
