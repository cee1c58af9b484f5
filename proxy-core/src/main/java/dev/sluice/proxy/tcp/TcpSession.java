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
import dev.sluice.proxy.worker.StreamBuffer;
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
    /** Buffers moved for one side in one turn, so that a bulk sender leaves room for others. */
    private static final int BUFFERS_PER_TURN_MAX = 8;

    private final Worker worker;
    private final Admission admission;
    private final Connector connector;
    private final Half client;
    private final TcpSessions.Plans plans;
    private final Tally tally;
    private final TcpContext samples;
    private final long startMillis;
    private @Nullable Half server;
    private @Nullable Inspection inspection;
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
            inspection = new Inspection(this, client, samples, program.contents(), tally, plans.http());
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
            if (verdict.isSwitch()) {
                becomeHttp(verdict);
            } else if (!isRefused(verdict, "PR", Counter.REQUESTS_DENIED)) {
                route(program);
            }
        }
    }

    private boolean isRefused(Verdict verdict, String state, Counter denied) {
        if (verdict == Verdict.PASS) {
            return false;
        }
        if (verdict == Verdict.DROP) {
            client.wire().reset();
        }
        boolean closed = verdict == Verdict.CLOSE;
        end(closed ? "--" : state, closed ? null : denied);
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
        samples.reached(connector.server(), connection.wire());
        samples.step(LogStep.CONNECT, tally, "--");
        TcpRules rules = admission.program().responsesOf(connection.server().backend());
        if (isRefused(rules.run(samples, new Sample(), true), "PD", Counter.RESPONSES_DENIED)) {
            return;
        }
        Half reached = new Half(this, connection.wire(), worker.nowMillis());
        server = reached;
        connection.wire().handler(reached);
        client.activeMillis = worker.nowMillis();
        arm();
        if (client.ended && client.pending == null) {
            passEnd(client, reached);
        } else if (client.wire().isReadable() || client.pending != null) {
            readable(client);
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
        pump(from, from == client ? reached : client);
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
        if (!over && (side == client || side.pending == null)) {
            failed(side);
        }
    }

    private void failed(Half side) {
        if (side == client) {
            end("C" + TcpStreams.phase(connector), Counter.CLIENT_ABORTS);
        } else {
            tally.add(Counter.RESPONSE_ERRORS);
            end("SD", Counter.SERVER_ABORTS);
        }
    }

    /** Moves bytes until one side has no more, the other takes no more, or this turn's share is used up. */
    private void pump(Half from, Half to) {
        if (!flush(from, to)) {
            return;
        }
        long scratch = worker.scratchAddress();
        int size = worker.bufferSize();
        Wire source = from.wire();
        for (int i = 0; i < BUFFERS_PER_TURN_MAX && !from.ended && source.isReadable(); i++) {
            int got = source.read(scratch, size);
            if (got == Wire.WOULD_BLOCK) {
                return;
            }
            if (got == Wire.EOF) {
                from.ended = true;
                if (from.pending == null) {
                    passEnd(from, to);
                }
                return;
            }
            if (got == Wire.FAILED) {
                broken(from);
                return;
            }
            from.activeMillis = worker.nowMillis();
            tally.received(from == client, got);
            if (!send(from, to, scratch, got)) {
                return;
            }
        }
        if (!from.ended && !from.again && source.isReadable()) {
            from.again = true;
            worker.again(from);
        }
    }

    /** Sends what was left over; returns whether all of it went. */
    private boolean flush(Half from, Half to) {
        StreamBuffer rest = from.pending;
        if (rest == null) {
            return true;
        }
        int sent = to.wire().write(rest.readAddress(), rest.readable());
        if (sent == Wire.FAILED) {
            failed(to);
            return false;
        }
        sent(to, sent);
        rest.consumed(sent);
        if (rest.readable() > 0) {
            return false;
        }
        from.pending = null;
        worker.release(rest);
        if (from.ended) {
            passEnd(from, to);
            return false;
        }
        return true;
    }

    /** Sends what was just read, keeping what is not taken; returns whether all of it went. */
    private boolean send(Half from, Half to, long address, int length) {
        int sent = to.wire().write(address, length);
        if (sent == Wire.FAILED) {
            failed(to);
            return false;
        }
        sent(to, sent);
        if (sent == length) {
            return true;
        }
        StreamBuffer rest = worker.buffer();
        rest.append(address + sent, length - sent);
        from.pending = rest;
        return false;
    }

    private void passEnd(Half from, Half to) {
        to.shutOutput();
        if (to.ended && to.pending == null) {
            end("--", null);
        } else {
            from.activeMillis = worker.nowMillis();
            to.activeMillis = worker.nowMillis();
        }
    }

    private void sent(Half to, int bytes) {
        if (bytes > 0) {
            to.activeMillis = worker.nowMillis();
            tally.sent(to == client, bytes);
        }
    }

    private void arm() {
        long inspected = inspection == null ? NEVER : inspection.due();
        worker.expireAt(this, Math.min(inspected, Math.min(clientDue(), serverDue())));
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
        Inspection running = inspection;
        if (running != null && running.due() <= now) {
            inspect(admission.program());
        } else if (clientDue() <= now) {
            end("c" + TcpStreams.phase(connector), Counter.CLIENT_ABORTS);
        } else if (serverDue() <= now) {
            end("s" + TcpStreams.phase(connector), Counter.SERVER_ABORTS);
        } else {
            arm();
        }
    }

    @Override
    public void shutDown(ShutReason reason) {
        if (!over) {
            end(String.valueOf(reason.mark()) + TcpStreams.phase(connector), null);
        }
    }

    private void end(String state, @Nullable Counter abort) {
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
