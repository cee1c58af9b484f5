package dev.sluice.state;

import dev.sluice.config.ProxySettings;
import dev.sluice.config.ServerSettings;
import dev.sluice.config.Settings;

/** What was changed at run time: where a live object differs from its specification. */
public final class Overrides {
    private Overrides() {}

    /** How many runtime changes a server carries. */
    public static int of(Server server) {
        return (weight(server) ? 1 : 0)
                + (maxconn(server) ? 1 : 0)
                + (address(server) ? 1 : 0)
                + (state(server) ? 1 : 0)
                + (health(server) ? 1 : 0)
                + (agent(server) ? 1 : 0)
                + (name(server) ? 1 : 0)
                + (server.overlay().equals(Settings.EMPTY) ? 0 : 1);
    }

    /** The name that its line gives a server; one that was added at run time has no line to go back to. */
    static String configuredName(Server server) {
        return server.isDynamic() ? server.name() : server.spec().name();
    }

    static boolean name(Server server) {
        return !server.name().equals(configuredName(server));
    }

    /** Whether a backend was opened or closed at run time. */
    public static boolean of(Backend backend) {
        return backend.isEnabled() == backend.settings().get(ProxySettings.DISABLED)
                || backend.isPublished() == backend.settings().get(ProxySettings.UNPUBLISHED);
    }

    /** Whether a frontend's state was changed at run time. */
    public static boolean state(Frontend frontend) {
        boolean stopped = frontend.settings().get(ProxySettings.DISABLED);
        return frontend.status() != (stopped ? Frontend.Status.STOP : Frontend.Status.OPEN);
    }

    /** Whether a server has another weight than configured. */
    static boolean weight(Server server) {
        return server.weight() != server.initialWeight();
    }

    static boolean maxconn(Server server) {
        return server.maxconn() != server.settings().get(ServerSettings.MAXCONN);
    }

    static boolean address(Server server) {
        return !server.address().equals(server.spec().address());
    }

    /** Whether an operator or an agent gave it another administrative state than configured. */
    static boolean state(Server server) {
        int forced = server.adminState() & (AdminState.FORCED_MAINT | AdminState.FORCED_DRAIN);
        return forced != (server.settings().get(ServerSettings.DISABLED) ? AdminState.FORCED_MAINT : 0);
    }

    static boolean health(Server server) {
        return server.health().isEnabled() != server.health().isConfigured();
    }

    static boolean agent(Server server) {
        return server.agent().isEnabled() != server.agent().isConfigured();
    }
}
