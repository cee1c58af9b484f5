package dev.sluice.state;

import dev.sluice.config.ProxySettings;
import dev.sluice.config.ServerSettings;
import dev.sluice.config.ServerSpec;
import dev.sluice.config.Settings;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Brings backends and their servers to a plan. */
final class BackendChanges {
    private final Plan plan;
    private final ServerStates servers;
    private final Clock clock;
    private final boolean keep;
    private int added;
    private int removed;
    private int changed;
    private int kept;
    private int dropped;

    BackendChanges(Plan plan, ServerStates servers, Clock clock, boolean keep) {
        this.plan = plan;
        this.servers = servers;
        this.clock = clock;
        this.keep = keep;
    }

    int added() {
        return added;
    }

    int removed() {
        return removed;
    }

    int changed() {
        return changed;
    }

    int kept() {
        return kept;
    }

    int dropped() {
        return dropped;
    }

    void apply() {
        plan.backends().forEach(this::apply);
        for (Backend backend : plan.removedBackends()) {
            servers.enableBackend(backend, false);
            backend.servers().forEach(this::remove);
            servers.closed(backend);
        }
        track();
        for (Plan.BackendSide side : plan.backends()) {
            for (Plan.ServerStep step : side.servers()) {
                if (step.isNew()) {
                    added++;
                    servers.added(step.server());
                } else {
                    servers.recount(step.server());
                }
            }
        }
    }

    private void apply(Plan.BackendSide side) {
        Backend backend = side.proxy();
        boolean overridden = !side.isNew() && Overrides.of(backend);
        backend.dynamic(backend.isDynamic() && side.spec().equals(backend.spec()));
        backend.spec(side.spec());
        backend.id(side.id());
        if (side.isNew()) {
            backend.lastChangeMillis(clock.millis());
        }
        if (overridden && keep) {
            kept++;
        } else {
            dropped += overridden ? 1 : 0;
            servers.enableBackend(backend, !side.spec().settings().get(ProxySettings.DISABLED));
            servers.publish(backend, !side.spec().settings().get(ProxySettings.UNPUBLISHED));
        }
        side.removed().forEach(this::remove);
        backend.servers(side.servers().stream().map(Plan.ServerStep::server).toList());
        for (Plan.ServerStep step : side.servers()) {
            step.server().id(step.id());
            if (!step.isNew()) {
                update(step.server(), step.spec());
                boolean taken = side.servers().stream()
                        .anyMatch(other -> other != step
                                && other.spec().name().equals(step.server().name()));
                if (Overrides.name(step.server()) && (!keep || taken)) {
                    servers.rename(step.server(), step.spec().name());
                }
            }
        }
        servers.touched(backend);
    }

    private void remove(Server server) {
        removed++;
        server.tracked(null);
        servers.removed(server);
    }

    private void update(Server server, ServerSpec spec) {
        int before = Overrides.of(server);
        boolean weight = keep && Overrides.weight(server);
        boolean maxconn = keep && Overrides.maxconn(server);
        boolean address = keep && Overrides.address(server);
        boolean state = keep && Overrides.state(server);
        boolean health = keep && Overrides.health(server);
        boolean agent = keep && Overrides.agent(server);
        server.dynamic(server.isDynamic() && keep && spec.equals(server.spec()));
        boolean same = server.spec().address().equals(spec.address())
                && server.spec().settings().equals(spec.settings());
        changed += same ? 0 : 1;
        if (keep) {
            kept += before;
        } else {
            dropped += before;
        }
        if (same && (keep || before == 0)) {
            server.spec(spec); // Its line may have moved.
            return;
        }
        servers.uncount(server);
        if (!keep) {
            server.overlay(Settings.EMPTY);
        }
        server.reconfigure(spec);
        if (!weight) {
            server.weight(server.initialWeight());
        }
        if (!maxconn) {
            server.maxconn(spec.settings().get(ServerSettings.MAXCONN));
        }
        if (!address) {
            server.address(spec.address());
        }
        if (!health) {
            server.health().enabled(server.health().isConfigured());
        }
        if (!agent) {
            server.agent().enabled(server.agent().isConfigured());
        }
        if (!state) {
            servers.configuredState(server);
        }
        servers.touched(server);
    }

    /** Ties those that track to those they track. */
    private void track() {
        Map<String, Server> byName = new HashMap<>();
        for (Plan.BackendSide side : plan.backends()) {
            side.servers()
                    .forEach(step ->
                            byName.put(side.proxy().name() + "/" + step.spec().name(), step.server()));
        }
        for (Plan.BackendSide side : plan.backends()) {
            for (Plan.ServerStep step : side.servers()) {
                String asked = step.spec().settings().get(ServerSettings.TRACK);
                String full = asked.indexOf('/') < 0 ? side.proxy().name() + "/" + asked : asked;
                @Nullable Server tracked = asked.isEmpty() ? null : byName.get(full);
                if (step.server().tracked() != tracked) {
                    servers.track(step.server(), tracked, step.isNew());
                }
            }
        }
    }
}
