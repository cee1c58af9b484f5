package dev.sluice.proxy.tcp;

import dev.sluice.config.LogStep;
import dev.sluice.config.ProxySettings;
import dev.sluice.proxy.rule.Program;
import dev.sluice.proxy.rule.TcpRules;
import dev.sluice.proxy.rule.TcpRules.Verdict;
import dev.sluice.proxy.sample.Sample;
import dev.sluice.proxy.session.Admission;
import dev.sluice.proxy.session.ClientPeer;
import dev.sluice.proxy.session.ConnectFailure;
import dev.sluice.proxy.session.Connector;
import dev.sluice.proxy.session.ConnectorOwner;
import dev.sluice.proxy.session.LiveStream;
import dev.sluice.proxy.session.ServerConnection;
import dev.sluice.proxy.session.Shard;
import dev.sluice.proxy.wire.Wire;
import dev.sluice.proxy.worker.Worker;
import dev.sluice.state.Backend;
import dev.sluice.state.Counter;
import dev.sluice.state.Server;
import dev.sluice.state.StreamInfo;
import org.jspecify.annotations.Nullable;

/**
 * A TCP session. Nothing is read from the client before its server is reached, and from neither side while the other has not taken what
 * was read: so a session holds at most one buffer for each direction.
 */
final class TcpSession extends LiveStream implements ConnectorOwner {
    private final Worker worker;
    private final Admission admission;
    private final Connector connector;
    private final Half client;
    private final TcpSessions.Plans plans;
    private final Tally tally;
    private final TcpContext samples;
    private final long startMillis;
    private @Nullable Half server;
    private final Flow flow;
    /** What rules say of the client's bytes; null where nothing is left to say. */
    private @Nullable Inspection inspection;
    /** The same of the server's. */
    private @Nullable Inspection answers;

    private @Nullable Backend backend;
    private boolean over;

    TcpSession(Shard shard, Wire client, Admission admission, TcpSessions.Plans plans, ClientPeer peer) {
        super(shard, admission.frontend());
        this.plans = plans;
        this.worker = shard.worker();
        this.admission = admission;
        this.startMillis = worker.nowMillis();
        this.client = new Half(this, client, startMillis);
        this.connector = new Connector(this, this);
        this.tally = new Tally(shard, admission);
        this.flow = new Flow(this, this.client, tally);
        this.samples = new TcpContext(this, shard, peer, client, admission);
        speaksFor(samples, plans.headers());
    }

    void begin() {
        shard().begin(this);
        client.wire().handler(client);
        shard().log().began(frontend(), client.wire());
        samples.step(LogStep.ACCEPT, tally, "--");
        Peer peer = new Peer(client.wire().remoteAddress());
        connector.pick().source(peer.bytes(), peer.sourceLength());
        Program program = admission.program();
        if (program.contents().isEmpty()) {
            route(program);
        } else {
            inspection = Inspection.ofClient(this, client, samples, program.contents(), tally, plans.http());
            inspect(program);
        }
    }

    /** Runs the rules about what the client has sent, until they need no more of it. */
    private void inspect(Program program) {
        Inspection running = inspection;
        if (running == null) {
            return;
        }
        Verdict verdict = running.run();
        if (verdict == Verdict.WAIT) {
            arm();
        } else {
            inspection = null;
            running.end();
            if (verdict.isSwitch()) {
                becomeHttp(verdict);
            } else if (!isRefused(verdict, "PR", Counter.REQUESTS_DENIED)) {
                route(program);
            }
        }
    }

    /** Runs the rules about what the server has sent; returns whether that goes on to the client. */
    private boolean isPassed(Half from) {
        Inspection running = answers;
        if (running == null) {
            return true;
        }
        Verdict verdict = running.run();
        if (verdict == Verdict.WAIT) {
            return false;
        }
        answers = null;
        running.end();
        if (isRefused(verdict, "PD", Counter.RESPONSES_DENIED)) {
            return false;
        }
        samples.answered(connector.server());
        from.activeMillis = worker.nowMillis();
        return true;
    }

    private boolean isRefused(Verdict verdict, String state, Counter denied) {
        switch (verdict) {
            case REJECT -> end(state, denied);
            case DROP -> {
                client.wire().reset();
                end("PR", denied);
            }
            case CLOSE -> end("--", null);
            case PASS, WAIT, SWITCH, SWITCH_HTTP1, SWITCH_HTTP2 -> {
                return false;
            }
        }
        return true;
    }

    private void route(Program program) {
        Backend target = program.backend(samples);
        if (target == null || target.mode() == ProxySettings.Mode.LOG) {
            end("SC", null);
            return;
        }
        backend = target;
        tally.to(shard().lane(target));
        if (target.mode() == ProxySettings.Mode.HTTP) {
            becomeHttp(Verdict.SWITCH);
            return;
        }
        TcpRules contents = program.contentsOf(target);
        if (isRefused(contents.run(samples, new Sample(), true), "PR", Counter.REQUESTS_DENIED)) {
            return;
        }
        plans.choose(target, samples, connector);
        arm();
        connector.start(target);
    }

    /** Leaves the connection to HTTP, with what came of it so far, which is counted there. */
    private void becomeHttp(Verdict how) {
        if (TcpStreams.staysTcp(admission)) {
            end(backend == null ? "PR" : "RR", null);
            return;
        }
        over = true;
        worker.forget(this);
        shard().end(this);
        plans.http()
                .take(shard(), client.wire(), admission, samples.handover(how, client.take(), startMillis, backend));
    }

    @Override
    public String serverName(Server to) {
        return plans.names().of(to, samples);
    }

    @Override
    public void onServer(ServerConnection connection) {
        tally.to(connection.lane());
        samples.reached(connection.wire());
        samples.step(LogStep.CONNECT, tally, "--");
        Half reached = new Half(this, connection.wire(), worker.nowMillis());
        server = reached;
        connection.wire().handler(reached);
        Backend from = connection.server().backend();
        TcpRules rules = admission.program().responsesOf(from);
        answers = rules.isEmpty() ? null : Inspection.ofServer(this, reached, samples, rules, tally, from);
        if (!isPassed(reached) && over) {
            return;
        }
        client.activeMillis = worker.nowMillis();
        arm();
        if (client.wire().isReadable() || client.isToPass()) {
            readable(client);
        }
        if (reached.isToPass()) {
            readable(reached);
        }
    }

    @Override
    public void onNoServer(ConnectFailure failure) {
        end(failure.state(), null);
    }

    /** Something came from a side. */
    void readable(Half from) {
        Half reached = server;
        if (over) {
            return;
        }
        if (inspection != null) {
            inspect(admission.program());
            return;
        }
        if (reached == null) {
            Backend wanted = backend;
            if (client.wire().isPeerDone()
                    && wanted != null
                    && wanted.settings().get(ProxySettings.ABORTONCLOSE)) {
                end("C" + TcpStreams.phase(connector), Counter.CLIENT_ABORTS);
            }
            return;
        }
        if (from == client) {
            flow.pump(client, reached);
        } else if (isPassed(reached)) {
            flow.pump(reached, client);
        }
        tally.flush();
        if (!over) {
            arm();
        }
    }

    /** A side takes bytes again. */
    void writable(Half to) {
        if (!over && server != null) {
            readable(to == client ? server : client);
        }
    }

    /** A side is broken. What was read from it before may still go out. */
    void broken(Half side) {
        if (answers != null && side != client) {
            // What rules wait for will not come.
            side.broken = true;
            readable(side);
        } else if (!over && (side == client || !side.isHolding())) {
            failed(side);
        }
    }

    /** A side cannot be gone on with. */
    void failed(Half side) {
        if (side == client) {
            end("C" + TcpStreams.phase(connector), Counter.CLIENT_ABORTS);
        } else {
            tally.add(Counter.RESPONSE_ERRORS);
            end("SD", Counter.SERVER_ABORTS);
        }
    }

    private void arm() {
        long inspected = Math.min(due(inspection), due(answers));
        worker.expireAt(this, Math.min(inspected, Math.min(clientDue(), serverDue())));
    }

    private static long due(@Nullable Inspection running) {
        return running == null ? NEVER : running.due();
    }

    private long clientDue() {
        return client.due(server, frontend().settings(), Half.CLIENT, server == null ? null : backend);
    }

    private long serverDue() {
        Half reached = server;
        Backend to = backend;
        return reached == null || to == null ? NEVER : reached.due(client, to.settings(), Half.SERVER, to);
    }

    @Override
    protected void onExpired() {
        long now = worker.nowMillis();
        Half reached = server;
        if (due(inspection) <= now) {
            inspect(admission.program());
        } else if (reached != null && due(answers) <= now) {
            readable(reached);
        } else if (clientDue() <= now) {
            late(inspection, 'c', "PR", Counter.REQUESTS_DENIED, Counter.CLIENT_ABORTS);
        } else if (serverDue() <= now) {
            late(answers, 's', "PD", Counter.RESPONSES_DENIED, Counter.SERVER_ABORTS);
        } else {
            arm();
        }
    }

    /** A side has been still for too long; rules that have waited for it say their last. */
    private void late(@Nullable Inspection running, char who, String refused, Counter denied, Counter aborted) {
        if (running == null || !isRefused(running.last(), refused, denied)) {
            end(who + String.valueOf(TcpStreams.phase(connector)), aborted);
        }
    }

    @Override
    public void shutDown(ShutReason reason) {
        if (!over) {
            end(String.valueOf(reason.mark()) + TcpStreams.phase(connector), null);
        }
    }

    void end(String state, @Nullable Counter abort) {
        over = true;
        if (server == null) {
            tally.requestIn += TcpStreams.drain(client.wire(), worker);
        }
        if (abort != null) {
            tally.add(abort);
        }
        tally.flush();
        long totalMillis = worker.nowMillis() - startMillis;
        tally.sample(connector, totalMillis);
        connector.finish(false);
        samples.step(LogStep.CLOSE, tally, state);
        client.release(worker);
        Half reached = server;
        if (reached != null) {
            reached.release(worker);
        }
        client.wire().close();
        samples.end(tally.allRequestIn(), tally.allResponseOut());
        admission.released(client.wire());
        shard().end(this);
    }

    boolean log(LogStep step, String profile) {
        return samples.write(step, profile, tally, "--");
    }

    Connector connector() {
        return connector;
    }

    @Override
    public long startMillis() {
        return startMillis;
    }

    @Override
    public @Nullable Backend backend() {
        return backend;
    }

    @Override
    public StreamInfo describe() {
        return TcpStreams.describe(this, client.wire(), connector, tally, server != null);
    }
}
