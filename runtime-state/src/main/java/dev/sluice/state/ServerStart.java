package dev.sluice.state;

import dev.sluice.config.ServerAddress;
import dev.sluice.config.ServerSettings;

/** The states that servers begin in. */
@ControlThread
final class ServerStart {
    private ServerStart() {}

    /** Puts a server into the state that its line asks for; what it was told before is forgotten. */
    static void asConfigured(Server server) {
        Check health = server.health();
        Check agent = server.agent();
        health.enabled(health.isConfigured());
        agent.enabled(agent.isConfigured());
        agent.health(agent.top());
        if (server.settings().get(ServerSettings.DISABLED)) {
            server.adminState(AdminState.FORCED_MAINT | AdminState.CONFIG_MAINT);
            server.operationalState(OperationalState.STOPPED);
            health.paused(true);
            return;
        }
        if (server.address().family() == ServerAddress.Family.NAME) {
            server.adminState(AdminState.RESOLUTION_MAINT);
            server.operationalState(OperationalState.STOPPED);
            health.paused(health.isConfigured());
            return;
        }
        ServerSettings.InitState init = server.settings().get(ServerSettings.INIT_STATE);
        boolean down = init == ServerSettings.InitState.DOWN || init == ServerSettings.InitState.FULLY_DOWN;
        server.operationalState(down ? OperationalState.STOPPED : OperationalState.RUNNING);
        health.health(
                switch (init) {
                    // HAProxy 3.5 begins at 0 where no default-server stands above: up all the same, down at the first
                    // failure.
                    case NONE -> server.settings().get(ServerSettings.DEFAULTED) ? health.rise() : 0;
                    case UP -> health.rise();
                    case FULLY_UP -> health.top();
                    case DOWN -> health.rise() - 1;
                    case FULLY_DOWN -> 0;
                });
    }

    /** Has a server begin as one that was added at run time: in maintenance, and not checked before someone says so. */
    static void added(Server server) {
        server.dynamic(true);
        server.adminState(AdminState.FORCED_MAINT);
        server.operationalState(OperationalState.STOPPED);
        Check health = server.health();
        health.enabled(false);
        health.paused(server.settings().get(ServerSettings.DISABLED));
        health.health(0); // Nothing is known of it, and nothing is asked.
        server.agent().enabled(false);
    }

    /** Has a server start in the state of the one it tracks, and those that track it start so too. */
    static void inherit(Server server) {
        Server from = server.tracked();
        if (from == null) {
            return;
        }
        boolean maint = (from.adminState() & AdminState.MAINT) != 0;
        boolean drain = (from.adminState() & AdminState.DRAIN) != 0;
        server.adminState(server.adminState()
                | (maint ? AdminState.INHERITED_MAINT : 0)
                | (drain ? AdminState.INHERITED_DRAIN : 0));
        if ((server.adminState() & AdminState.MAINT) != 0) {
            server.operationalState(OperationalState.STOPPED);
            server.health().paused(server.health().isConfigured());
            server.health().health(0);
        } else {
            server.operationalState(from.operationalState());
        }
        server.trackers().forEach(ServerStart::inherit);
    }
}
