package dev.sluice.proxy.check;

import dev.sluice.config.GlobalSettings;
import dev.sluice.config.ServerSettings;
import dev.sluice.proxy.worker.Worker;
import dev.sluice.state.CheckReports;
import dev.sluice.state.CheckResult;
import dev.sluice.state.RuntimeState;
import dev.sluice.state.Server;
import java.io.IOException;
import java.net.SocketAddress;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Agent checks: {@code agent-check}. */
final class AgentKind implements Kind {
    private final RuntimeState state;
    private final Worker worker;
    private final CheckReports reports;
    private final RandomGenerator random;

    AgentKind(RuntimeState state, Worker worker, CheckReports reports, RandomGenerator random) {
        this.state = state;
        this.worker = worker;
        this.reports = reports;
        this.random = random;
    }

    @Override
    public long intervalMillis(Server server) {
        return Math.max(1, server.settings().get(ServerSettings.AGENT_INTER));
    }

    @Override
    public long shortestMillis(Server server) {
        return intervalMillis(server);
    }

    @Override
    public double jitter() {
        return Spread.jitter(state.configuration().global().get(GlobalSettings.SPREAD_CHECKS), random);
    }

    @Override
    public Probe probe(Server server, Probe.Ended ended) {
        String question = server.settings().get(ServerSettings.AGENT_SEND);
        Probe.Limits limits = HealthKind.limits(server, intervalMillis(server), state.process());
        return new AgentProbe(worker, limits, ended, reports, question);
    }

    @Override
    public SocketAddress target(Server server) throws IOException {
        return CheckTarget.ofAgent(server);
    }

    @Override
    public void report(Server server, CheckResult result, @Nullable String line) {
        // An agent that cannot be reached says nothing about its server.
        CheckResult.Verdict verdict = line == null ? CheckResult.Verdict.NEUTRAL : result.verdict();
        reports.agent(
                server,
                new CheckResult(result.status(), verdict, result.httpStatus(), result.durationMillis(), result.text()),
                line);
    }
}
