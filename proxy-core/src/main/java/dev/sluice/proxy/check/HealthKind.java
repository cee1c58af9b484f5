package dev.sluice.proxy.check;

import dev.sluice.config.CheckScript;
import dev.sluice.config.CheckSpec;
import dev.sluice.config.GlobalSettings;
import dev.sluice.config.ProxySettings;
import dev.sluice.config.ServerSettings;
import dev.sluice.config.Settings;
import dev.sluice.config.TlsSettings;
import dev.sluice.proxy.http.HeaderNames;
import dev.sluice.proxy.preface.Headers;
import dev.sluice.proxy.rule.SniNames;
import dev.sluice.proxy.sample.SampleSite;
import dev.sluice.proxy.sample.Scratch;
import dev.sluice.proxy.worker.Worker;
import dev.sluice.state.Check;
import dev.sluice.state.CheckReports;
import dev.sluice.state.CheckResult;
import dev.sluice.state.OperationalState;
import dev.sluice.state.ProcessState;
import dev.sluice.state.RuntimeState;
import dev.sluice.state.Server;
import dev.sluice.state.tls.ConnectingTls;
import java.io.IOException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Health checks: {@code check}. */
final class HealthKind implements Kind {
    private final RuntimeState state;
    private final SampleSite samples;
    private final Scratch scratch;
    private final Scripts scripts;
    private final Worker worker;
    private final CheckReports reports;
    private final RandomGenerator random;
    /** Starts programs, which takes longer than anything on a loop may. */
    private final Executor starter;

    HealthKind(
            RuntimeState state,
            SampleSite samples,
            Worker worker,
            CheckReports reports,
            RandomGenerator random,
            Executor starter) {
        this.starter = starter;
        this.state = state;
        this.samples = samples;
        this.scratch = samples.scratch();
        this.scripts = new Scripts(state);
        this.worker = worker;
        this.reports = reports;
        this.random = random;
    }

    @Override
    public long intervalMillis(Server server) {
        Settings settings = server.settings();
        Check check = server.health();
        long usual = Math.max(1, settings.get(ServerSettings.INTER));
        if (check.health() >= check.rise() + check.fall() - 1) {
            return usual;
        }
        boolean down = check.health() == 0 && server.operationalState() == OperationalState.STOPPED;
        long other = settings.get(down ? ServerSettings.DOWNINTER : ServerSettings.FASTINTER);
        return other > 0 ? other : usual;
    }

    @Override
    public long hurriedMillis(Server server) {
        long fast = server.settings().get(ServerSettings.FASTINTER);
        boolean down = server.operationalState() == OperationalState.STOPPED;
        return fast > 0 && !down ? fast : intervalMillis(server);
    }

    @Override
    public long shortestMillis(Server server) {
        long shortest = Math.max(1, server.settings().get(ServerSettings.INTER));
        long fast = server.settings().get(ServerSettings.FASTINTER);
        long down = server.settings().get(ServerSettings.DOWNINTER);
        shortest = fast > 0 ? Math.min(fast, shortest) : shortest;
        return down > 0 ? Math.min(down, shortest) : shortest;
    }

    @Override
    public double jitter() {
        return Spread.jitter(state.configuration().global().get(GlobalSettings.SPREAD_CHECKS), random);
    }

    @Override
    public Probe probe(Server server, Probe.Ended ended) {
        long interval = Math.max(1, server.settings().get(ServerSettings.INTER));
        Probe.Limits limits = limits(server, interval, state.process());
        Settings said = Scripts.said(server, state.configuration().global());
        CheckSpec spec = said.get(ProxySettings.CHECK);
        if (said.get(ProxySettings.CHECK_SCRIPT).kind() == CheckScript.Kind.EXTERNAL) {
            return new ExternalProbe(worker, limits, ended, Programs.of(server, state), starter);
        }
        if (said.get(ProxySettings.CHECK_SCRIPT).isNeeded()) {
            return script(server, ended, limits);
        }
        if (!spec.http()) {
            return new Probe(worker, limits, ended);
        }
        int fieldsMax = state.configuration().global().get(GlobalSettings.MAX_HEADERS);
        boolean wasUp = server.operationalState() != OperationalState.STOPPED;
        byte[] request = HttpProbe.request(spec).getBytes(StandardCharsets.ISO_8859_1);
        Settings ofBackend = server.backend().settings();
        HeaderNames.spell(
                ByteBuffer.wrap(request), ofBackend, state.configuration().global());
        return new HttpProbe(worker, limits, ended, spec, request, wasUp, fieldsMax);
    }

    private Probe script(Server server, Probe.Ended ended, Probe.Limits limits) {
        Answer answer = new Answer(state.configuration().global().get(GlobalSettings.MAX_HEADERS));
        Script script = scripts.of(server);
        CheckContext context =
                new CheckContext(scratch, worker.clock(), state.process(), server, answer, samples, script.uniqueId());
        Settings global = state.configuration().global();
        return new ScriptProbe(worker, limits, ended, script, new ServerLinks(server, global), answer, context);
    }

    /** Without {@code timeout check} the interval bounds a whole check, with it the connection, and no longer than {@code timeout connect}. */
    static Probe.Limits limits(Server server, long interval, ProcessState process) {
        long answer = server.backend().settings().get(ProxySettings.TIMEOUT_CHECK);
        long connect = server.backend().settings().get(ProxySettings.TIMEOUT_CONNECT);
        long connecting = answer > 0 && connect > 0 ? Math.min(connect, interval) : interval;
        return new Probe.Limits(connecting, answer, process);
    }

    /** Encrypted and announced as requests are, unless checks go elsewhere or the server came while running; or as its line says. */
    @Override
    public void prepare(Server server, Probe probe) {
        asLine(server, probe, true, state.configuration().global());
    }

    /**
     * As the server's line says.
     *
     * @param asked whether nobody wrote a step of their own to connect, so that the request's host may be asked for
     * @param global what holds for the process
     */
    static void asLine(Server server, Probe probe, boolean asked, Settings global) {
        Settings settings = server.settings();
        if (isEncrypted(server)) {
            String said = settings.get(TlsSettings.CHECK_SNI);
            ConnectingTls tls = server.encryption().tls();
            probe.encrypt(
                    tls,
                    said.isEmpty() && asked ? hostOfRequest(server, global) : said,
                    tls == null ? List.of() : tls.plan().checkProtocols());
        }
        probe.begin(Headers.ofCheck(settings, follows(server), global));
        probe.speak(Http2Wish.ofLine(server, global));
    }

    /** Whether the server's line has checks encrypted. */
    static boolean isEncrypted(Server server) {
        return server.settings().get(TlsSettings.CHECK_SSL)
                || server.encryption().isOn() && follows(server);
    }

    private static boolean follows(Server server) {
        Settings settings = server.settings();
        boolean elsewhere = settings.get(ServerSettings.CHECK_PORT) > 0
                || !settings.get(ServerSettings.CHECK_ADDR).isEmpty();
        return !elsewhere && !server.isDynamic();
    }

    /** The host that the check's request names, without its port; empty where it names none, or where it is not to be asked for. */
    private static String hostOfRequest(Server server, Settings global) {
        CheckSpec spec = Scripts.said(server, global).get(ProxySettings.CHECK);
        if (!spec.http() || !server.settings().get(TlsSettings.CHECK_SNI_AUTO)) {
            return "";
        }
        for (Map.Entry<String, String> header : spec.headers()) {
            if (header.getKey().equalsIgnoreCase("host")) {
                return SniNames.withoutPort(header.getValue().trim());
            }
        }
        return "";
    }

    @Override
    public SocketAddress target(Server server) throws IOException {
        return CheckTarget.ofHealth(server);
    }

    @Override
    public void report(Server server, CheckResult result, @Nullable String line) {
        Settings said = Scripts.said(server, state.configuration().global());
        boolean stepped = said.get(ProxySettings.TCP_CHECK)
                && !said.get(ProxySettings.CHECK_SCRIPT).isNeeded();
        reports.health(server, stepped && result.verdict() == CheckResult.Verdict.FAILED ? stepped(result) : result);
    }

    /** To HAProxy a check by {@code option tcp-check} is a list of steps, the connection the first. */
    private static CheckResult stepped(CheckResult result) {
        return new CheckResult(
                result.status(),
                result.verdict(),
                result.httpStatus(),
                result.durationMillis(),
                result.text() + " at initial connection step of tcp-check");
    }
}
