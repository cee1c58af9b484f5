package dev.sluice.proxy.http;

import dev.sluice.config.BindSpec;
import dev.sluice.config.Configuration;
import dev.sluice.config.ListenAddress;
import dev.sluice.config.ProxySpec;
import dev.sluice.config.ServerSpec;
import dev.sluice.config.keyword.BuiltInKeywords;
import dev.sluice.config.parse.ConfigurationParser;
import dev.sluice.config.parse.Environment;
import dev.sluice.config.parse.Keywords;
import dev.sluice.config.parse.ParseOptions;
import dev.sluice.config.parse.ParseResult;
import dev.sluice.config.parse.Source;
import dev.sluice.proxy.ProxyCore;
import dev.sluice.state.Backend;
import dev.sluice.state.CheckReports;
import dev.sluice.state.CheckResult;
import dev.sluice.state.Clock;
import dev.sluice.state.Frontend;
import dev.sluice.state.InternalService;
import dev.sluice.state.Listener;
import dev.sluice.state.ProcessState;
import dev.sluice.state.Proxy;
import dev.sluice.state.RuntimeState;
import dev.sluice.state.Server;
import dev.sluice.state.ServerStates;
import dev.sluice.state.Topology;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The data plane from configuration text to listening socket, without the rest of the program. */
final class TestProxy implements AutoCloseable {
    final RuntimeState state;
    final ServerStates states;
    final ProxyCore core;
    private final List<Listener> listeners = new ArrayList<>();

    TestProxy(String text, Map<String, InternalService> services, int workerCount) throws Exception {
        Configuration configuration = parse(text);
        ProcessState process =
                new ProcessState(new ProcessState.Identity("HAProxy", "3.5", "2026/01/01", 1, workerCount, 0, 0));
        process.hardMaxconn(10_000);
        state = new RuntimeState(process);
        state.configuration(configuration);
        core = new ProxyCore(new ProxyCore.Wiring(state, Clock.SYSTEM, new Nobody(), services, "haproxy", 1));
        states = new ServerStates(core, Clock.SYSTEM);
        state.topology(topology(configuration));
        for (Listener listener : listeners) {
            core.bind(listener).toCompletableFuture().get(5, TimeUnit.SECONDS).ifPresent(error -> {
                throw new IllegalStateException(error);
            });
            core.resume(listener).toCompletableFuture().get(5, TimeUnit.SECONDS);
        }
    }

    static TestProxy of(String text) throws Exception {
        return new TestProxy(text, Map.of(), 1);
    }

    private static Configuration parse(String text) {
        ParseResult result = new ConfigurationParser(Keywords.of(BuiltInKeywords.all()))
                .parse(List.of(new Source("test.cfg", text)), Environment.of(Map.of()), ParseOptions.DEFAULT);
        return result.usable().orElseThrow(() -> new IllegalStateException(result.toString()));
    }

    private Topology topology(Configuration configuration) {
        List<Proxy> proxies = new ArrayList<>();
        int id = 2;
        for (ProxySpec spec : configuration.proxies()) {
            if (spec.kind().isFrontend()) {
                proxies.add(frontend(spec, id));
            }
            if (spec.kind().isBackend()) {
                proxies.add(backend(spec, id));
            }
            id++;
        }
        states.publish();
        return new Topology(proxies);
    }

    private Frontend frontend(ProxySpec spec, int id) {
        Frontend frontend = new Frontend(spec, id);
        frontend.maxconn(1000);
        List<Listener> of = new ArrayList<>();
        for (BindSpec bind : spec.binds()) {
            for (ListenAddress address : bind.addresses()) {
                of.add(new Listener(frontend, bind, address, of.size() + 1, "sock-" + (of.size() + 1)));
            }
        }
        frontend.listeners(of);
        listeners.addAll(of);
        return frontend;
    }

    private Backend backend(ProxySpec spec, int id) {
        Backend backend = new Backend(spec, id);
        List<Server> servers = new ArrayList<>();
        for (ServerSpec line : spec.servers()) {
            servers.add(new Server(backend, line, servers.size() + 1));
        }
        backend.servers(servers);
        servers.forEach(states::added);
        states.touched(backend);
        return backend;
    }

    int port() {
        String bound = listeners.get(0).boundAddress();
        return Integer.parseInt(bound.substring(bound.lastIndexOf(':') + 1));
    }

    Backend backend(String name) {
        return state.topology().backend(name).orElseThrow();
    }

    Server server(String backend, String name) {
        return backend(backend).servers().stream()
                .filter(server -> server.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    Frontend frontend(String name) {
        return state.topology().frontend(name).orElseThrow();
    }

    /** Publishes what was changed and waits until every worker has seen it, as a command does before its reply. */
    void publish() throws Exception {
        states.publish();
        core.barrier().toCompletableFuture().get(5, TimeUnit.SECONDS);
    }

    @Override
    public void close() throws Exception {
        for (Listener listener : listeners) {
            core.close(listener).toCompletableFuture().get(5, TimeUnit.SECONDS);
        }
        core.close();
    }

    /** Hears of no checks. */
    private static final class Nobody implements CheckReports {
        @Override
        public void health(Server server, CheckResult result) {}

        @Override
        public void agent(Server server, CheckResult result, @Nullable String line) {}
    }
}
