package dev.sluice.proxy.http;

import dev.sluice.config.Configuration;
import dev.sluice.config.keyword.BuiltInKeywords;
import dev.sluice.config.parse.ConfigurationParser;
import dev.sluice.config.parse.Environment;
import dev.sluice.config.parse.Keywords;
import dev.sluice.config.parse.ParseOptions;
import dev.sluice.config.parse.ParseResult;
import dev.sluice.config.parse.Source;
import dev.sluice.proxy.ProxyCore;
import dev.sluice.proxy.Rehearsal;
import dev.sluice.proxy.action.ActionKeywords;
import dev.sluice.proxy.rule.RuleKeywords;
import dev.sluice.state.Backend;
import dev.sluice.state.CheckReports;
import dev.sluice.state.CheckResult;
import dev.sluice.state.Clock;
import dev.sluice.state.Frontend;
import dev.sluice.state.InternalService;
import dev.sluice.state.Listener;
import dev.sluice.state.ProcessState;
import dev.sluice.state.Reconfiguration;
import dev.sluice.state.RuntimeState;
import dev.sluice.state.Server;
import dev.sluice.state.ServerStates;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The data plane from configuration text to listening socket, without the rest of the program. */
final class TestProxy implements AutoCloseable {
    final RuntimeState state;
    final ServerStates states;
    final ProxyCore core;

    TestProxy(String text, Map<String, InternalService> services, int workers) throws Exception {
        this(text, services, workers, new Nobody());
    }

    TestProxy(String text, Map<String, InternalService> services, int workers, CheckReports reports) throws Exception {
        Configuration configuration = parse(text);
        ProcessState process =
                new ProcessState(new ProcessState.Identity("HAProxy", "3.5", "2026/01/01", 1, workers, 0, 0));
        process.hardMaxconn(10_000);
        state = new RuntimeState(process);
        state.configuration(configuration);
        core = new ProxyCore(new ProxyCore.Wiring(state, Clock.SYSTEM, reports, services, "haproxy", 1));
        states = new ServerStates(core, Clock.SYSTEM);
        Reconfiguration first = new Reconfiguration(state, states, core, Clock.SYSTEM, configuration);
        noErrors(first.bind());
        first.apply();
        states.publish();
        noErrors(first.open());
    }

    static TestProxy of(String text) throws Exception {
        return new TestProxy(text, Map.of(), 1);
    }

    private static void noErrors(CompletionStage<List<String>> step) throws Exception {
        List<String> errors = step.toCompletableFuture().get(5, TimeUnit.SECONDS);
        if (!errors.isEmpty()) {
            throw new IllegalStateException(errors.toString());
        }
    }

    private static Configuration parse(String text) {
        ParseResult result = new ConfigurationParser(
                        Keywords.of(BuiltInKeywords.ALL, RuleKeywords.ALL, ActionKeywords.ALL), new Rehearsal())
                .parse(List.of(new Source("test.cfg", text)), Environment.of(Map.of()), ParseOptions.DEFAULT);
        return result.usable().orElseThrow(() -> new IllegalStateException(result.toString()));
    }

    /** Where the first frontend listens. */
    int port() {
        String bound = state.topology().frontends().get(0).listeners().get(0).boundAddress();
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
    public void close() {
        for (Frontend frontend : state.topology().frontends()) {
            for (Listener listener : frontend.listeners()) {
                core.close(listener).toCompletableFuture().join();
            }
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
