package dev.sluice.state;

import dev.sluice.config.BindSettings;
import dev.sluice.config.BindSpec;
import dev.sluice.config.ListenAddress;
import dev.sluice.config.ProxySettings;
import dev.sluice.config.ProxySpec;
import dev.sluice.config.ServerSettings;
import dev.sluice.config.ServerSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Adds servers, backends, frontends and their listeners to the live ones, and takes them out, one at a time. What may be is for the caller to decide. */
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

    /** Makes a server that is in no backend's list yet, with the least free number where its line says none. */
    public static Server makeServer(Backend backend, ServerSpec spec) {
        int asked = spec.settings().get(ServerSettings.ID);
        Set<Integer> taken = backend.servers().stream().map(Server::id).collect(Collectors.toSet());
        return new Server(backend, spec, asked > 0 ? asked : leastFree(1, taken));
    }

    /** Adds a server in maintenance, last of its backend. */
    public void addServer(Server server, @Nullable Server tracked) {
        Backend backend = server.backend();
        ServerStart.added(server);
        List<Server> next = new ArrayList<>(backend.servers());
        next.add(server);
        backend.servers(next);
        if (tracked != null) {
            servers.track(server, tracked, true);
        }
        servers.added(server);
    }

    /** Takes a server out of its backend. */
    public void removeServer(Server server) {
        Backend backend = server.backend();
        backend.servers(
                backend.servers().stream().filter(other -> other != server).toList());
        server.tracked(null);
        servers.removed(server);
        encryption().retire(List.of(), List.of(server));
    }

    /** What encrypts connections, to be made for what is about to be added. */
    public TlsBindings encryption() {
        return new TlsBindings(
                dataPlane, state.configuration().global(), state.tls().content());
    }

    /** Adds a backend without servers, which no rule chooses before it is published. */
    public Backend addBackend(ProxySpec spec) {
        Backend backend = new Backend(spec, proxyId(spec));
        backend.dynamic(true);
        backend.lastChangeMillis(clock.millis());
        int configured = spec.settings().get(ProxySettings.FULLCONN);
        // No rule leads there by name, so that a tenth of what may come in is not known.
        backend.fullconn(configured);
        servers.publish(backend, false);
        add(backend);
        return backend;
    }

    /** Adds a frontend that listens nowhere yet. */
    public Frontend addFrontend(ProxySpec spec) {
        Frontend frontend = new Frontend(spec, proxyId(spec));
        frontend.dynamic(true);
        int asked = spec.settings().get(ProxySettings.MAXCONN);
        frontend.configuredMaxconn(asked > 0 ? asked : state.process().hardMaxconn());
        frontend.maxconn(frontend.configuredMaxconn());
        add(frontend);
        servers.touched(frontend);
        return frontend;
    }

    private int proxyId(ProxySpec spec) {
        Set<Integer> taken = state.topology().proxies().stream().map(Proxy::id).collect(Collectors.toSet());
        int asked = spec.settings().get(ProxySettings.ID);
        if (asked > 0 && !taken.contains(asked)) {
            return asked;
        }
        // The number of one that is gone is given again only while it was the newest.
        int id = leastFree(Math.max(FIRST_PROXY, state.newestProxy()), taken);
        state.newestProxy(id);
        return id;
    }

    private void add(Proxy proxy) {
        List<Proxy> next = new ArrayList<>(state.topology().proxies());
        next.add(proxy);
        state.topology(new Topology(next));
        dataPlane.proxyChanged(proxy);
    }

    /** Listeners for the addresses of a bind line, which the frontend does not have yet: they are to be bound first. */
    public List<Listener> listeners(Frontend frontend, BindSpec spec) {
        Set<Integer> taken = frontend.listeners().stream().map(Listener::id).collect(Collectors.toSet());
        List<Listener> made = new ArrayList<>();
        for (ListenAddress address : spec.addresses()) {
            int asked = made.isEmpty() ? spec.settings().get(BindSettings.ID) : 0;
            int id = asked > 0 && !taken.contains(asked) ? asked : leastFree(1, taken);
            taken.add(id);
            String name = spec.settings().get(BindSettings.NAME);
            Listener listener = new Listener(frontend, spec, address, id, name.isEmpty() ? "sock-" + id : name);
            listener.dynamic(true);
            listener.maxconn(spec.settings().get(BindSettings.MAXCONN));
            made.add(listener);
        }
        return made;
    }

    /** Has a frontend listen there too. */
    public void addListeners(Frontend frontend, List<Listener> bound) {
        List<Listener> next = new ArrayList<>(frontend.listeners());
        next.addAll(bound);
        frontend.listeners(next);
        servers.touched(frontend);
    }

    /** Has a frontend listen there no more; what is established goes on. */
    public CompletionStage<Void> removeListener(Listener listener) {
        Frontend frontend = listener.frontend();
        frontend.listeners(
                frontend.listeners().stream().filter(other -> other != listener).toList());
        servers.touched(frontend);
        encryption().retire(List.of(listener), List.of());
        return dataPlane.close(listener);
    }

    /** Takes a frontend out: its listeners close, clients that carry nothing too, what is established goes on. */
    public CompletionStage<Void> removeFrontend(Frontend frontend) {
        frontend.status(Frontend.Status.STOP);
        List<CompletableFuture<Void>> closing = frontend.listeners().stream()
                .map(listener -> dataPlane.close(listener).toCompletableFuture())
                .toList();
        encryption().retire(frontend.listeners(), List.of());
        state.topology(new Topology(state.topology().proxies().stream()
                .filter(proxy -> proxy != frontend)
                .toList()));
        dataPlane.proxyChanged(frontend);
        var unused = dataPlane.proxyRemoved(frontend);
        return CompletableFuture.allOf(closing.toArray(CompletableFuture[]::new));
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
