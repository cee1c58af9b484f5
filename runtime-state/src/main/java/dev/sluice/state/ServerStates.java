package dev.sluice.state;

import dev.sluice.config.Balance;
import dev.sluice.config.ProxySettings;
import dev.sluice.config.ServerAddress;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Changes what servers and backends are, and publishes what traffic sees of it. Confined to the control thread. */
@ControlThread
public final class ServerStates {
    private final DataPlane dataPlane;
    private final Clock clock;
    private final Set<Backend> touchedBackends = new LinkedHashSet<>();
    private final Set<Server> touchedServers = new LinkedHashSet<>();
    private final Set<Server> unstampedServers = new LinkedHashSet<>();
    private final Set<Proxy> unstampedProxies = new LinkedHashSet<>();

    /** Works on servers of one process. */
    public ServerStates(DataPlane dataPlane, Clock clock) {
        this.dataPlane = dataPlane;
        this.clock = clock;
    }

    /** Forces a server into maintenance. */
    public boolean maint(Server server) {
        server.adminState(server.adminState() & ~AdminState.FORCED_DRAIN | AdminState.FORCED_MAINT);
        server.operationalState(OperationalState.STOPPED);
        server.lastChangeMillis(clock.millis());
        touched(server);
        return true;
    }

    /** Has a server finish what it has without new clients. */
    public boolean drain(Server server) {
        server.adminState(server.adminState() & ~AdminState.FORCED_MAINT | AdminState.FORCED_DRAIN);
        touched(server);
        return true;
    }

    /** Ends forced maintenance and forced draining. */
    public boolean ready(Server server) {
        server.adminState(
                server.adminState() & ~(AdminState.FORCED_MAINT | AdminState.FORCED_DRAIN | AdminState.CONFIG_MAINT));
        server.operationalState(OperationalState.RUNNING);
        touched(server);
        return true;
    }

    /** Overrides a server's health; not for one that tracks another. */
    public void setHealth(Server server, OperationalState state) {
        server.operationalState(state);
        touched(server);
    }

    /** Overrides what the agent said. */
    public void setAgent(Server server, boolean up) {
        touched(server);
    }

    /** Switches the health check. */
    public void enableHealth(Server server, boolean on) {
        server.health().enabled(on);
        touched(server);
    }

    /** Switches the agent check. */
    public void enableAgent(Server server, boolean on) {
        server.agent().enabled(on);
        touched(server);
    }

    /** Moves a server. */
    public void address(Server server, ServerAddress address) {
        server.address(address);
        touched(server);
    }

    /** Limits a server's concurrent requests. */
    public void maxconn(Server server, int maxconn) {
        server.maxconn(maxconn);
        touched(server);
    }

    /** Opens or closes a backend. */
    public void enableBackend(Backend backend, boolean on) {
        backend.enabled(on);
        touched(backend);
    }

    /** Gives a server a weight. */
    public void weight(Server server, int weight) {
        server.weight(weight);
        touched(server);
    }

    /** Notes that a server has to be published. */
    public void touched(Server server) {
        unstampedServers.add(server);
        touchedServers.add(server);
        touchedBackends.add(server.backend());
    }

    /** Notes that a backend has to be published. */
    public void touched(Backend backend) {
        unstampedProxies.add(backend);
        touchedBackends.add(backend);
    }

    /** Notes that a frontend has changed. */
    public void touched(Frontend frontend) {
        unstampedProxies.add(frontend);
    }

    /** Gives all that was touched since the last time the revision of its change. */
    public void stamp(long revision) {
        unstampedServers.forEach(server -> server.revision(revision));
        unstampedServers.clear();
        unstampedProxies.forEach(proxy -> proxy.revision(revision));
        unstampedProxies.clear();
    }

    /** Publishes the views of all backends that were touched since the last time, once each. */
    public void publish() {
        if (touchedBackends.isEmpty()) {
            return;
        }
        List<Backend> backends = List.copyOf(touchedBackends);
        List<Server> servers = List.copyOf(touchedServers);
        touchedBackends.clear();
        touchedServers.clear();
        for (Backend backend : backends) {
            publish(backend);
        }
        servers.forEach(dataPlane::serverChanged);
        backends.forEach(dataPlane::backendChanged);
    }

    private void publish(Backend backend) {
        BackendView old = backend.view();
        List<Candidate> candidates = candidates(backend);
        Balancer balancer = dataPlane.balancer(backend, candidates, old.balancer());
        backend.view(
                new BackendView(old.generation() + 1, backend.isEnabled(), candidates, backend.servers(), balancer));
    }

    private static List<Candidate> candidates(Backend backend) {
        List<Candidate> primaries = new ArrayList<>();
        List<Candidate> backups = new ArrayList<>();
        for (Server server : backend.servers()) {
            if (isUsable(server)) {
                int weight = server.weight() * 16 * server.throttlePercent() / 100;
                (server.isBackup() ? backups : primaries).add(new Candidate(server, Math.max(1, weight)));
            }
        }
        if (!primaries.isEmpty() || backups.isEmpty()) {
            return primaries;
        }
        return backend.settings().get(ProxySettings.ALLBACKUPS) ? backups : backups.subList(0, 1);
    }

    private static boolean isUsable(Server server) {
        OperationalState state = server.operationalState();
        return server.weight() > 0
                && (server.adminState() & (AdminState.MAINT | AdminState.DRAIN)) == 0
                && (state == OperationalState.RUNNING || state == OperationalState.STARTING);
    }

    /** Whether the backend's algorithm follows changes of weight. */
    public static boolean isDynamic(Backend backend) {
        Balance balance = backend.settings().get(ProxySettings.BALANCE);
        return balance.algorithm().isDynamic();
    }
}
