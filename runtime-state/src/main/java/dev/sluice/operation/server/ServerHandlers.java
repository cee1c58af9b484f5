package dev.sluice.operation.server;

import dev.sluice.config.ServerAddress;
import dev.sluice.config.ServerSettings;
import dev.sluice.operation.Context;
import dev.sluice.operation.Cursor;
import dev.sluice.operation.Find;
import dev.sluice.operation.Outcome;
import dev.sluice.operation.Reason;
import dev.sluice.operation.Severity;
import dev.sluice.state.Backend;
import dev.sluice.state.OperationalState;
import dev.sluice.state.Server;
import dev.sluice.state.ServerStates;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** Handles operations on servers. */
final class ServerHandlers {
    private static final String USAGE = "usage: set server <backend>/<server> addr | agent | agent-addr | agent-port"
            + " | agent-send | check-addr | check-port | fqdn | health | name | ssl | state | weight";

    private static final String UNMAPPABLE = "can't change <port> to port map because it is incompatible with current"
            + " health check port configuration (use 'port' statement from the 'server' directive).";

    private ServerHandlers() {}

    static Outcome disable(DisableServer operation, Context context) {
        return Find.server(context, operation.server()).then(server -> maint(context, server));
    }

    static Outcome enable(EnableServer operation, Context context) {
        return Find.server(context, operation.server()).then(server -> ready(context, server));
    }

    static Outcome state(SetServerState operation, Context context) {
        return Find.server(context, operation.server())
                .then(server -> operation.state().then(wanted -> switch (wanted) {
                    case READY -> ready(context, server);
                    case DRAIN -> drain(context, server);
                    case MAINT -> maint(context, server);
                }));
    }

    private static Outcome maint(Context context, Server server) {
        if (context.servers().maint(server)) {
            context.changed("server " + server + " put into maintenance");
        }
        context.barrier();
        return Outcome.OK;
    }

    private static Outcome drain(Context context, Server server) {
        if (context.servers().drain(server)) {
            context.changed("server " + server + " drains");
        }
        context.barrier();
        return Outcome.OK;
    }

    private static Outcome ready(Context context, Server server) {
        if (context.servers().ready(server)) {
            context.changed("server " + server + " ready");
        }
        return Outcome.OK;
    }

    static Outcome weight(SetServerWeight operation, Context context) {
        return Find.server(context, operation.server())
                .then(server -> operation.weight().then(argument -> weight(context, server, argument)));
    }

    private static Outcome weight(Context context, Server server, WeightArgument argument) {
        int weight = argument.of(server.initialWeight());
        Optional<Outcome> refusal = weightRefusal(server, weight);
        if (refusal.isPresent()) {
            return refusal.get();
        }
        if (weight != server.weight()) {
            context.servers().weight(server, weight);
            context.changed("server " + server + " has weight " + weight);
        }
        return Outcome.OK;
    }

    /** Why a server cannot have this weight. */
    static Optional<Outcome> weightRefusal(Server server, int weight) {
        boolean possible = ServerStates.isDynamic(server.backend()) || weight == 0 || weight == server.initialWeight();
        return possible
                ? Optional.empty()
                : Optional.of(Outcome.refused(
                        Reason.STATIC_ALGORITHM,
                        "Backend is using a static LB algorithm and only accepts weights '0%' and '100%'."));
    }

    static Outcome getWeight(GetWeight operation, Context context) {
        return Find.anyServer(context, operation.server())
                .then(server -> Outcome.value(new WeightInfo(server.weight(), server.initialWeight())));
    }

    static Outcome health(SetServerHealth operation, Context context) {
        return Find.server(context, operation.server()).then(server -> {
            if (server.tracked() != null) {
                return Outcome.refused(Reason.TRACKING_SERVER, "cannot change health on a tracking server.");
            }
            return operation.health().then(word -> {
                context.servers()
                        .setHealth(
                                server,
                                switch (word) {
                                    case UP -> OperationalState.RUNNING;
                                    case STOPPING -> OperationalState.STOPPING;
                                    case DOWN -> OperationalState.STOPPED;
                                });
                context.changed("server " + server + " said to be " + word);
                context.barrier();
                return Outcome.OK;
            });
        });
    }

    static Outcome agent(SetServerAgent operation, Context context) {
        return Find.server(context, operation.server()).then(server -> {
            if (!server.agent().isEnabled()) {
                return Outcome.refused(Reason.AGENT_NOT_CONFIGURED, "agent checks are not enabled on this server.");
            }
            return operation.agent().then(word -> {
                context.servers().setAgent(server, word == AgentWord.UP);
                context.changed("agent of server " + server + " said to say " + word);
                context.barrier();
                return Outcome.OK;
            });
        });
    }

    static Outcome address(SetServerAddress operation, Context context) {
        return Find.server(context, operation.server())
                .then(server -> operation.address().then(argument -> address(context, server, argument)));
    }

    private static Outcome address(Context context, Server server, AddressArgument argument) {
        ServerAddress old = server.address();
        AddressArgument.Port port = argument.port();
        boolean unmappable = port != null
                && port.mapped()
                && !old.portMapped()
                && server.health().isEnabled()
                && !hasCheckPort(server);
        if (unmappable) {
            port = null;
        }
        ServerAddress next = new ServerAddress(
                argument.family(),
                argument.host(),
                port == null ? old.port() : port.number(),
                port == null ? old.portMapped() : port.mapped());
        List<String> changes = new ArrayList<>();
        if (!next.host().equals(old.host())) {
            changes.add("IP changed from '" + old.host() + "' to '" + next.host() + "'");
        }
        if (unmappable && !changes.isEmpty()) {
            changes.add(UNMAPPABLE);
        }
        if (next.port() != old.port() || next.portMapped() != old.portMapped()) {
            changes.add("port changed from '" + shown(old) + "' to '" + shown(next) + "'");
        }
        if (changes.isEmpty()) {
            return Outcome.done(Severity.WARNING, "nothing changed");
        }
        context.servers().address(server, next);
        context.changed("server " + server + " is at " + next.display());
        return Outcome.done(Severity.WARNING, String.join(", ", changes) + " by 'stats socket command'");
    }

    private static boolean hasCheckPort(Server server) {
        return server.settings().get(ServerSettings.CHECK_PORT) != 0;
    }

    private static String shown(ServerAddress address) {
        return (address.portMapped() ? "+" : "") + address.port();
    }

    static Outcome unknown(SetServerUnknown operation, Context context) {
        return Find.server(context, operation.server()).then(server -> Outcome.refused(Reason.BAD_ARGUMENT, USAGE));
    }

    static Outcome maxconn(SetServerMaxconn operation, Context context) {
        return Find.server(context, operation.server())
                .then(server -> operation.maxconn().then(maxconn -> {
                    if (maxconn != server.maxconn()) {
                        context.servers().maxconn(server, maxconn);
                        context.changed("server " + server + " has maxconn " + maxconn);
                    }
                    return Outcome.OK;
                }));
    }

    static CompletionStage<Outcome> shutdownSessions(ShutdownServerSessions operation, Context context) {
        return Find.server(context, operation.server()).thenCompose(server -> {
            context.changing();
            return context.dataPlane()
                    .shutdownSessions(server)
                    .thenApplyAsync(
                            count -> {
                                context.changed(count + " sessions of server " + server + " cut");
                                return Outcome.value(new SessionsCut(count));
                            },
                            context.control());
        });
    }

    static Outcome showState(ShowServersState operation, Context context) {
        return show(operation.backend(), context);
    }

    static Outcome showConnections(ShowServersConnections operation, Context context) {
        return show(operation.backend(), context);
    }

    private static Outcome show(String backend, Context context) {
        if (backend.isEmpty()) {
            return new Outcome.Rows(Cursor.of(context.state().topology().backends().stream()
                    .map(Backend::servers)
                    .flatMap(List::stream)
                    .toList()));
        }
        return Find.backend(context, backend, "Can't find backend.")
                .then(found -> new Outcome.Rows(Cursor.of(found.servers())));
    }
}
