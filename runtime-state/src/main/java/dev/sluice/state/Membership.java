package dev.sluice.state;

import dev.sluice.config.ProxySettings;
import dev.sluice.config.ProxySpec;
import dev.sluice.config.ServerSettings;
import dev.sluice.config.ServerSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Adds servers and backends to the live ones, and takes them out, one at a time. What may be is for the caller to decide. */
@ControlThread
public final class Membership {
    /** HAProxy itself has the first number. */
    private static final int FIRST_PROXY = 2;

    private final RuntimeState state;
    private final ServerStates servers;
    private final DataPlane dataPlane;
    private final Clock clock;

    /** Works on the proxies of one process. */
    public Membership(RuntimeState state, ServerStates servers, DataPlane dataPlane, Clock clock) {
        this.state = state;
        this.servers = servers;
        this.dataPlane = dataPlane;
        this.clock = clock;
    }

    /** Adds a server in maintenance, last of its backend, with the least free number where its line says none. */
    public Server addServer(Backend backend, ServerSpec spec, @Nullable Server tracked) {
        int asked = spec.settings().get(ServerSettings.ID);
        Set<Integer> taken = backend.servers().stream().map(Server::id).collect(Collectors.toSet());
        Server server = new Server(backend, spec, asked > 0 ? asked : leastFree(1, taken));
        ServerStart.added(server);
        List<Server> next = new ArrayList<>(backend.servers());
        next.add(server);
        backend.servers(next);
        if (tracked != null) {
            servers.track(server, tracked, true);
        }
        servers.added(server);
        return server;
    }

    /** Takes a server out of its backend. */
    public void removeServer(Server server) {
        Backend backend = server.backend();
        backend.servers(
                backend.servers().stream().filter(other -> other != server).toList());
        server.tracked(null);
        servers.removed(server);
    }

    /** Adds a backend without servers, which no rule chooses before it is published. */
    public Backend addBackend(ProxySpec spec) {
        Set<Integer> taken = state.topology().proxies().stream().map(Proxy::id).collect(Collectors.toSet());
        Backend backend = new Backend(spec, leastFree(FIRST_PROXY, taken));
        backend.dynamic(true);
        backend.lastChangeMillis(clock.millis());
        int configured = spec.settings().get(ProxySettings.FULLCONN);
        // No rule leads there by name, so that a tenth of what may come in is not known.
        backend.fullconn(Math.max(1, configured));
        servers.publish(backend, false);
        List<Proxy> next = new ArrayList<>(state.topology().proxies());
        next.add(backend);
        state.topology(new Topology(next));
        dataPlane.proxyChanged(backend);
        return backend;
    }

    /** Takes a backend out, whose servers are gone. */
    public void removeBackend(Backend backend) {
        servers.enableBackend(backend, false);
        state.topology(new Topology(state.topology().proxies().stream()
                .filter(proxy -> proxy != backend)
                .toList()));
        servers.closed(backend);
        dataPlane.proxyChanged(backend);
    }

    private static int leastFree(int from, Set<Integer> taken) {
        int id = from;
        while (taken.contains(id)) {
            id++;
        }
        return id;
    }
}
