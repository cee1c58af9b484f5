package dev.sluice.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.config.Configuration;
import dev.sluice.config.keyword.BuiltInKeywords;
import dev.sluice.config.parse.ConfigurationParser;
import dev.sluice.config.parse.Environment;
import dev.sluice.config.parse.Keywords;
import dev.sluice.config.parse.ParseOptions;
import dev.sluice.config.parse.ParseResult;
import dev.sluice.config.parse.Source;
import dev.sluice.proxy.action.ActionKeywords;
import dev.sluice.proxy.rule.RuleKeywords;
import dev.sluice.state.Backend;
import dev.sluice.state.CheckReports;
import dev.sluice.state.CheckResult;
import dev.sluice.state.Clock;
import dev.sluice.state.Frontend;
import dev.sluice.state.InternalService;
import dev.sluice.state.ProcessState;
import dev.sluice.state.Reconfiguration;
import dev.sluice.state.RuntimeState;
import dev.sluice.state.Server;
import dev.sluice.state.ServerStates;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** A data plane under a configuration, without the rest of the program: the test's own thread is the control thread. */
public final class Rig implements AutoCloseable {
    private static final CheckReports NO_REPORTS = new CheckReports() {
        @Override
        public void health(Server server, CheckResult result) {}

        @Override
        public void agent(Server server, CheckResult result, @Nullable String line) {}
    };

    public final RuntimeState state;
    public final ProxyCore core;
    public final ServerStates servers;

    private Rig(RuntimeState state, Map<String, InternalService> services) {
        this.state = state;
        this.core = new ProxyCore(new ProxyCore.Wiring(state, Clock.SYSTEM, NO_REPORTS, services, "sluice", 1));
        this.servers = new ServerStates(core, Clock.SYSTEM);
    }

    /** Starts what {@code config} says on one worker. */
    public static Rig start(String config) throws Exception {
        return start(config, 1, Map.of());
    }

    /** Starts what {@code config} says. */
    public static Rig start(String config, int workers, Map<String, InternalService> services) throws Exception {
        return start(parse(config), workers, services);
    }

    /** Starts what {@code configuration} says. */
    public static Rig start(Configuration configuration, int workers, Map<String, InternalService> services)
            throws Exception {
        RuntimeState state = new RuntimeState(new ProcessState(new ProcessState.Identity(
                "HAProxy", "3.5.0", "2026/11/22", 1, workers, Clock.SYSTEM.millis(), Clock.SYSTEM.wallMillis())));
        state.process().hardMaxconn(10_000);
        state.configuration(configuration);
        Rig rig = new Rig(state, services);
        List<String> errors = rig.reload(configuration);
        if (!errors.isEmpty()) {
            rig.close();
            throw new IOException(errors.toString());
        }
        return rig;
    }

    /** What {@code config} says. */
    public static Configuration parse(String config) {
        ParseResult result = new ConfigurationParser(
                        Keywords.of(BuiltInKeywords.ALL, RuleKeywords.ALL, ActionKeywords.ALL))
                .parse(List.of(new Source("test.cfg", config)), Environment.of(Map.of()), ParseOptions.DEFAULT);
        return result.usable()
                .orElseThrow(
                        () -> new IllegalArgumentException(result.diagnostics().toString()));
    }

    /** Applies a configuration; returns what could not be bound. */
    public List<String> reload(Configuration configuration) throws Exception {
        Reconfiguration change = new Reconfiguration(state, servers, core, Clock.SYSTEM, configuration);
        List<String> errors = change.bind().toCompletableFuture().get(5, TimeUnit.SECONDS);
        if (!errors.isEmpty()) {
            change.abandon();
            return errors;
        }
        assertThat(change.apply()).isNotNull();
        servers.publish();
        return change.open().toCompletableFuture().get(5, TimeUnit.SECONDS);
    }

    public Frontend frontend(String name) {
        return state.topology().frontend(name).orElseThrow();
    }

    public Backend backend(String name) {
        return state.topology().backend(name).orElseThrow();
    }

    public Server server(String backend, String name) {
        return backend(backend).servers().stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** The port that the kernel chose for a frontend's first listener. */
    public int port(String frontend) {
        String bound = frontend(frontend).listeners().get(0).boundAddress();
        return Integer.parseInt(bound.substring(bound.lastIndexOf(':') + 1));
    }

    /** A client's connection to a frontend. */
    public Socket connect(String frontend) throws IOException {
        Socket socket = new Socket();
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port(frontend)), 2000);
        socket.setSoTimeout(5000);
        return socket;
    }

    /** Ends a connection before its scope does. */
    public static void hangUp(Socket socket) throws IOException {
        socket.close();
    }

    /** Waits until something holds. */
    public static void await(BooleanSupplier condition) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(5);
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("did not come true within 5 s");
            }
            Thread.sleep(2);
        }
    }

    @Override
    public void close() {
        state.topology().frontends().forEach(frontend -> frontend.listeners().forEach(core::close));
        core.close();
    }
}
