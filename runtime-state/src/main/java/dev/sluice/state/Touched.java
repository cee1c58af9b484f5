package dev.sluice.state;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What has changed since the last publication. Confined to the control thread. */
final class Touched {
    /** With the servers whose weights are all that has changed; none where anything may have changed. */
    private Map<Backend, List<Server>> backends = new LinkedHashMap<>();

    private final Gathered<Server> servers = new Gathered<>();
    private final Gathered<Server> unstampedServers = new Gathered<>();
    private final Gathered<Proxy> unstampedProxies = new Gathered<>();
    private final Gathered<Server> gone = new Gathered<>();

    void server(Server server) {
        servers.add(server);
        unstampedServers.add(server);
        unstampedProxies.add(server.backend());
    }

    /** No more than the weight of a server, which may be one that balancing chose from before. */
    void weight(Server server) {
        server(server);
        List<Server> reweighed = backends.get(server.backend());
        if (reweighed == null) {
            reweighed = new ArrayList<>(List.of(server));
            backends.put(server.backend(), reweighed);
        } else if (!reweighed.isEmpty()) {
            reweighed.add(server);
        }
    }

    void backend(Backend backend) {
        backends.put(backend, List.of());
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
        ServerStates.Stamped stamped =
                new ServerStates.Stamped(unstampedServers.take(), unstampedProxies.take(), gone.take());
        stamped.servers().forEach(server -> server.revision(revision));
        stamped.proxies().forEach(proxy -> proxy.revision(revision));
        return stamped;
    }

    Map<Backend, List<Server>> takeBackends() {
        if (backends.isEmpty()) {
            return Map.of();
        }
        Map<Backend, List<Server>> taken = backends;
        backends = new LinkedHashMap<>();
        return taken;
    }

    List<Server> takeServers() {
        return servers.take();
    }

    /** Things in the order in which they were first added. Most changes touch one. */
    private static final class Gathered<T> {
        private @Nullable T first;
        /** All of them, once there is more than one. */
        private @Nullable Set<T> several;

        void add(T one) {
            if (several != null) {
                several.add(one);
            } else if (first == null) {
                first = one;
            } else if (first != one) {
                several = new LinkedHashSet<>();
                several.add(first);
                several.add(one);
            }
        }

        void remove(T one) {
            if (several != null) {
                several.remove(one);
            } else if (first == one) {
                first = null;
            }
        }

        List<T> take() {
            T only = first;
            List<T> taken = several != null ? List.copyOf(several) : only != null ? List.of(only) : List.of();
            first = null;
            several = null;
            return taken;
        }
    }
}
