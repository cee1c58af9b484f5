package dev.sluice.grpc;

import dev.sluice.grpc.v1.BackendState;
import dev.sluice.grpc.v1.FrontendState;
import dev.sluice.grpc.v1.Stats;
import dev.sluice.grpc.v1.StatsKind;
import dev.sluice.state.Backend;
import dev.sluice.state.Check;
import dev.sluice.state.Frontend;
import dev.sluice.state.Listener;
import dev.sluice.state.Proxy;
import dev.sluice.state.Server;
import dev.sluice.state.Subject;
import dev.sluice.stats.FieldValue;
import dev.sluice.stats.StatMoment;
import dev.sluice.stats.StatSubject;

/** Statistics as messages. */
final class StatsMessages {
    private final StatTable table = new StatTable();

    /** What is counted of a subject at a moment. */
    Stats of(Subject subject, StatMoment at) {
        Stats.Builder message = Stats.newBuilder();
        StatSubject row = row(subject, message, at);
        table.all().forEach((field, target) -> {
            FieldValue value = field.value(row, at);
            if (value != null) {
                target.set(message, value);
            }
        });
        return message.build();
    }

    private static StatSubject row(Subject subject, Stats.Builder message, StatMoment at) {
        if (subject instanceof Server server) {
            server(server, message, at);
            return new StatSubject.OfServer(server);
        }
        if (subject instanceof Backend backend) {
            backend(backend, message, at);
            return new StatSubject.OfBackend(backend);
        }
        if (subject instanceof Frontend frontend) {
            proxy(frontend, message)
                    .setKind(StatsKind.STATS_KIND_FRONTEND)
                    .setName(Names.of(frontend))
                    .setFrontendState(ProxyMessages.state(frontend));
            return new StatSubject.OfFrontend(frontend);
        }
        Listener listener = (Listener) subject;
        FrontendState state = ProxyMessages.state(listener.frontend());
        proxy(listener.frontend(), message)
                .setKind(StatsKind.STATS_KIND_LISTENER)
                .setName(Names.of(listener))
                .setId(listener.id())
                .setFrontendState(state);
        return new StatSubject.OfListener(listener);
    }

    private static Stats.Builder proxy(Proxy proxy, Stats.Builder message) {
        return message.setProxyId(proxy.id()).setMode(ProxyMessages.mode(proxy));
    }

    private static void backend(Backend backend, Stats.Builder message, StatMoment at) {
        proxy(backend, message)
                .setKind(StatsKind.STATS_KIND_BACKEND)
                .setName(Names.of(backend))
                .setBackendState(state(backend));
        if (at.legends()) {
            message.setAlgorithm(ProxyMessages.algorithm(backend));
        }
    }

    private static BackendState state(Backend backend) {
        if (!backend.isEnabled()) {
            return BackendState.BACKEND_STATE_DISABLED;
        }
        boolean serves =
                backend.servers().isEmpty() || !backend.view().candidates().isEmpty();
        return serves ? BackendState.BACKEND_STATE_UP : BackendState.BACKEND_STATE_DOWN;
    }

    private static void server(Server server, Stats.Builder message, StatMoment at) {
        proxy(server.backend(), message)
                .setKind(StatsKind.STATS_KIND_SERVER)
                .setName(Names.of(server))
                .setId(server.id())
                .setAdminState(ServerMessages.adminState(server.adminState()))
                .setOperationalState(ServerMessages.of(server.operationalState()));
        if (at.legends()) {
            message.setServerAddress(ServerMessages.of(server.address()));
        }
        Server tracked = server.tracked();
        if (tracked != null) {
            message.setTrackedServer(Names.of(tracked));
        }
        if (isActive(server.health())) {
            message.setCheckStatus(ServerMessages.status(server.health().last().status()));
        }
        if (isActive(server.agent())) {
            message.setAgentStatus(ServerMessages.status(server.agent().last().status()));
        }
    }

    private static boolean isActive(Check check) {
        return check.isEnabled() && !check.isPaused();
    }
}
