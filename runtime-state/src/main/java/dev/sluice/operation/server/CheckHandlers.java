package dev.sluice.operation.server;

import dev.sluice.operation.Context;
import dev.sluice.operation.Find;
import dev.sluice.operation.Outcome;
import dev.sluice.operation.Reason;
import dev.sluice.state.Server;

/** Switches checks on and off. */
final class CheckHandlers {
    private CheckHandlers() {}

    static Outcome enableHealth(EnableHealth operation, Context context) {
        return Find.server(context, operation.server())
                .then(server -> server.health().isConfigured()
                        ? health(context, server, true)
                        : Outcome.refused(
                                Reason.CHECK_NOT_CONFIGURED,
                                "Health check was not configured on this server, cannot enable."));
    }

    static Outcome disableHealth(DisableHealth operation, Context context) {
        return Find.server(context, operation.server()).then(server -> health(context, server, false));
    }

    private static Outcome health(Context context, Server server, boolean on) {
        if (server.health().isEnabled() != on) {
            context.servers().enableHealth(server, on);
            context.changed("health check of server " + server + (on ? " enabled" : " disabled"));
        }
        return Outcome.OK;
    }

    static Outcome enableAgent(EnableAgent operation, Context context) {
        return Find.server(context, operation.server())
                .then(server -> server.agent().isConfigured()
                        ? agent(context, server, true)
                        : Outcome.refused(
                                Reason.AGENT_NOT_CONFIGURED,
                                "Agent was not configured on this server, cannot enable."));
    }

    static Outcome disableAgent(DisableAgent operation, Context context) {
        return Find.server(context, operation.server()).then(server -> agent(context, server, false));
    }

    private static Outcome agent(Context context, Server server, boolean on) {
        if (server.agent().isEnabled() != on) {
            context.servers().enableAgent(server, on);
            context.changed("agent check of server " + server + (on ? " enabled" : " disabled"));
        }
        return Outcome.OK;
    }
}
