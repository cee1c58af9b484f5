package dev.sluice.state;

import dev.sluice.config.Balance;
import dev.sluice.config.Location;
import dev.sluice.config.ProxySettings;
import dev.sluice.config.ProxySpec;
import dev.sluice.config.ServerAddress;
import dev.sluice.config.ServerSettings;
import dev.sluice.config.ServerSpec;
import dev.sluice.config.Settings;
import dev.sluice.proxy.balance.Balancers;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A backend with servers, changed as the control thread would. */
public final class TestBackend {
    private final Backend backend;
    private final List<Server> servers = new ArrayList<>();
    private final ServerStates states = new ServerStates(dataPlane(), Clock.SYSTEM);
    private Consumer<Server> serverListener = server -> {};
    private Runnable viewListener = () -> {};

    public TestBackend(Settings settings) {
        backend = new Backend(
                new ProxySpec("app", ProxySpec.Kind.BACKEND, Location.INTERNAL, settings, List.of(), List.of()), 1);
    }

    /** A backend that balances as {@code algorithm} says over servers with these weights. */
    public static TestBackend balancing(Balance.Algorithm algorithm, int... weights) {
        TestBackend made = new TestBackend(Settings.builder()
                .set(ProxySettings.BALANCE, new Balance(algorithm, List.of()))
                .build());
        for (int weight : weights) {
            made.add(Settings.builder().set(ServerSettings.WEIGHT, weight).build());
        }
        made.publish();
        return made;
    }

    public Server add(Settings settings) {
        return add(settings, new ServerAddress(ServerAddress.Family.IPV4, "127.0.0.1", 1, false));
    }

    public Server add(Settings settings, ServerAddress address) {
        int id = servers.size() + 1;
        Server server = new Server(backend, new ServerSpec("s" + id, address, Location.INTERNAL, settings), id);
        servers.add(server);
        backend.servers(servers);
        states.added(server);
        return server;
    }

    /** Switches a server's health check on, as its line asks. */
    public void check(Server server) {
        server.health()
                .configure(
                        true,
                        server.settings().get(ServerSettings.RISE),
                        server.settings().get(ServerSettings.FALL));
        server.health().enabled(true);
        server.health().health(server.health().rise());
    }

    /** Switches a server's agent check on. */
    public void agent(Server server) {
        server.agent().configure(true, 1, 1);
        server.agent().enabled(true);
    }

    public void pauseCheck(Server server, boolean on) {
        server.health().paused(on);
    }

    public void health(Server server, int value) {
        server.health().health(value);
    }

    public Backend backend() {
        return backend;
    }

    public List<Server> servers() {
        return servers;
    }

    public Server server(int index) {
        return servers.get(index);
    }

    public ServerStates states() {
        return states;
    }

    public void publish() {
        states.publish();
    }

    public void throttle(Server server, int steps) {
        server.throttleSteps(steps);
    }

    public void onChange(Consumer<Server> server, Runnable view) {
        serverListener = server;
        viewListener = view;
    }

    private DataPlane dataPlane() {
        return (DataPlane) Proxy.newProxyInstance(
                DataPlane.class.getClassLoader(),
                new Class<?>[] {DataPlane.class},
                (self, method, arguments) -> called(method.getName(), arguments));
    }

    private @Nullable Object called(String method, Object[] arguments) {
        if (method.equals("balancer")) {
            @SuppressWarnings("unchecked") // As the interface declares.
            List<Candidate> candidates = (List<Candidate>) arguments[1];
            return Balancers.compile((Backend) arguments[0], candidates, (@Nullable Balancer) arguments[2]);
        }
        if (method.equals("serverChanged")) {
            serverListener.accept((Server) arguments[0]);
        } else if (method.equals("backendChanged")) {
            viewListener.run();
        }
        return null;
    }
}
