package dev.sluice.state;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What has changed since the last publication. Confined to the control thread. */
final class Touched {
    private Set<Backend> backends = new LinkedHashSet<>();
    private Set<Server> servers = new LinkedHashSet<>();
    // Made anew rather than cleared: a set that once held all servers of a large configuration is slow to clear for
    // ever.
    private Set<Server> unstampedServers = new LinkedHashSet<>();
    private Set<Proxy> unstampedProxies = new LinkedHashSet<>();
    private Set<Server> gone = new LinkedHashSet<>();

    void server(Server server) {
        servers.add(server);
        unstampedServers.add(server);
        unstampedProxies.add(server.backend());
    }

    void backend(Backend backend) {
        backends.add(backend);
        unstampedProxies.add(backend);
    }

    void frontend(Frontend frontend) {
        unstampedProxies.add(frontend);
    }

    /** A server that is gone is told of no more. */
    void forget(Server server) {
        servers.remove(server);
        unstampedServers.remove(server);
        gone.add(server);
    }

    ServerStates.Stamped stamp(long revision) {
        unstampedServers.forEach(server -> server.revision(revision));
        unstampedProxies.forEach(proxy -> proxy.revision(revision));
        ServerStates.Stamped stamped = new ServerStates.Stamped(
                List.copyOf(unstampedServers), List.copyOf(unstampedProxies), List.copyOf(gone));
        unstampedServers = new LinkedHashSet<>();
        unstampedProxies = new LinkedHashSet<>();
        gone = new LinkedHashSet<>();
        return stamped;
    }

    List<Backend> takeBackends() {
        List<Backend> taken = List.copyOf(backends);
        backends = new LinkedHashSet<>();
        return taken;
    }

    List<Server> takeServers() {
        List<Server> taken = List.copyOf(servers);
        servers = new LinkedHashSet<>();
        return taken;
    }
}
