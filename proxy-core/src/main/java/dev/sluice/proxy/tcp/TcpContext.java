package dev.sluice.proxy.tcp;

import dev.sluice.config.LogStep;
import dev.sluice.config.TableData;
import dev.sluice.proxy.log.LogEntry;
import dev.sluice.proxy.log.LogLines;
import dev.sluice.proxy.rule.TcpRules.Verdict;
import dev.sluice.proxy.sample.ConnectionView;
import dev.sluice.proxy.sample.LocalVariables;
import dev.sluice.proxy.sample.LogFormat;
import dev.sluice.proxy.sample.LogView;
import dev.sluice.proxy.sample.NameLookup;
import dev.sluice.proxy.sample.PayloadView;
import dev.sluice.proxy.sample.Priority;
import dev.sluice.proxy.sample.SampleContext;
import dev.sluice.proxy.sample.Slots;
import dev.sluice.proxy.sample.VariableScope;
import dev.sluice.proxy.sample.Variables;
import dev.sluice.proxy.session.Admission;
import dev.sluice.proxy.session.ClientPeer;
import dev.sluice.proxy.session.Connector;
import dev.sluice.proxy.session.Handover;
import dev.sluice.proxy.session.Handover.Version;
import dev.sluice.proxy.session.Shard;
import dev.sluice.proxy.stick.StickRules;
import dev.sluice.proxy.tls.TlsFacts;
import dev.sluice.proxy.tls.TlsWire;
import dev.sluice.proxy.track.Tracked;
import dev.sluice.proxy.wire.Wire;
import dev.sluice.proxy.worker.StreamBuffer;
import dev.sluice.state.Backend;
import dev.sluice.state.Frontend;
import dev.sluice.state.Listener;
import dev.sluice.state.Server;
import org.jspecify.annotations.Nullable;

/** What samples see of a TCP session. Variables take memory once there are some. */
final class TcpContext extends SampleContext {
    private final TcpSession session;
    private final Shard shard;
    private final ClientPeer peer;
    private final Wire client;
    private @Nullable Wire reached;
    private StickRules stick = StickRules.NONE;
    private final Admission admission;
    private @Nullable Slots slots;
    private @Nullable Priority priority;
    private boolean logged;
    private @Nullable TcpTimes times;
    private @Nullable PayloadView received;
    private @Nullable PayloadView answered;
    private @Nullable LocalVariables txn;
    private @Nullable LocalVariables req;
    private @Nullable LocalVariables res;

    TcpContext(TcpSession session, Shard shard, ClientPeer peer, Wire client, Admission admission) {
        super(shard.scratch(), shard.worker().clock(), shard.process());
        this.admission = admission;
        this.client = client;
        this.session = session;
        this.shard = shard;
        this.peer = peer;
    }

    /** The client's connection. */
    ClientPeer peer() {
        return peer;
    }

    /** A server is about to be looked for: whoever is known goes where he was. */
    void persist(StickRules rules, Connector connector) {
        if (priority != null) {
            connector.place(priority);
        }
        stick = rules;
        if (!rules.isEmpty()) {
            Server known = rules.find(this);
            if (known != null) {
                connector.stickTo(known);
            }
            rules.note(this);
        }
    }

    /** A server was reached. */
    void reached(Wire by) {
        reached = by;
        // What was received goes to the server now.
        received = null;
    }

    /** What a server sends passes: who came is known to it from now on. */
    void answered(@Nullable Server server) {
        if (!stick.isEmpty() && server != null) {
            stick.learn(this, server);
        }
        answered = null;
    }

    /** What is left to HTTP, which the session becomes: it has nothing of its own any more. */
    Handover handover(Verdict how, @Nullable StreamBuffer rest, long acceptedMillis, @Nullable Backend target) {
        Version version = switch (how) {
            case SWITCH_HTTP1 -> Version.HTTP1;
            case SWITCH_HTTP2 -> Version.HTTP2;
            default -> Version.ANY;
        };
        received = null;
        return new Handover(peer, rest, acceptedMillis, version, target, new Handover.Kept(slots, txn, req));
    }

    /** What rules look at until a server is reached. */
    void requestBytes(@Nullable PayloadView bytes) {
        received = bytes;
    }

    @Override
    public @Nullable PayloadView requestBytes() {
        return received;
    }

    /** What rules look at until they let it pass. */
    void responseBytes(PayloadView bytes) {
        answered = bytes;
    }

    @Override
    public @Nullable PayloadView responseBytes() {
        return answered;
    }

    /** The session is over: what it tracked has received and sent so much. */
    void end(long bytesIn, long bytesOut) {
        StickRules.forget(slots);
        end(slots, bytesIn, bytesOut);
        end(peer.slots(), bytesIn, bytesOut);
    }

    private static void end(@Nullable Slots of, long bytesIn, long bytesOut) {
        Tracked tracked = Tracked.in(of);
        Tracked.count(tracked, TableData.BYTES_IN_CNT, TableData.BYTES_IN_RATE, bytesIn);
        Tracked.count(tracked, TableData.BYTES_OUT_CNT, TableData.BYTES_OUT_RATE, bytesOut);
        Tracked.end(of);
    }

    /** Logs a session that has come to a step, where anything is logged at all. */
    void step(LogStep step, Tally tally, String state) {
        LogLines lines = admission.program().lines();
        if (!logged && lines.isDue(step, step == LogStep.CONNECT)) {
            logged = write(step, "", tally, state) && lines.isOnce();
        }
    }

    /** Writes the line of a step; returns whether it was wanted. */
    boolean write(LogStep step, String profile, Tally tally, String state) {
        LogEntry entry = shard.log().entry(frontend(), shard.worker().index());
        Connector connector = session.connector();
        boolean wrong = state.charAt(0) != '-' || connector.retries() > 0;
        if (entry == null
                || !entry.wants(wrong)
                || step == LogStep.CLOSE && tally.allRequestIn() == 0 && entry.skipsEmpty()) {
            return false;
        }
        LogLines lines = admission.program().lines();
        long total = shard.worker().nowMillis() - session.startMillis();
        TcpTimes of = new TcpTimes(
                session.id(),
                connector,
                clock().wallMillis() - total,
                total,
                tally.allResponseOut(),
                tally.allRequestIn(),
                state,
                step,
                lines.isPartial());
        times = of;
        entry.client(client.remoteAddress())
                .encrypted(client instanceof TlsWire)
                .partial(lines.isPartial());
        entry.route(of.beganWallMillis(), frontend(), backend(), server());
        entry.attempts(of.queueMillis(), of.connectMillis(), of.retries(), of.isRedispatched())
                .queues(of.serverQueue(), of.backendQueue())
                .outcome(total, of.bytesRead(), state.charAt(0), state.charAt(1));
        shard.log().write(entry, lines, step, profile, this);
        return true;
    }

    @Override
    public void log(LogStep step, String profile) {
        boolean unused = session.log(step, profile);
    }

    @Override
    public @Nullable LogView log() {
        return times;
    }

    @Override
    public int worker() {
        return shard.worker().index() + 1;
    }

    @Override
    public ConnectionView client() {
        return peer;
    }

    @Override
    public @Nullable TlsFacts clientTls() {
        return TlsFacts.of(client);
    }

    @Override
    public Priority priority() {
        Priority known = priority;
        if (known == null) {
            known = new Priority();
            priority = known;
        }
        return known;
    }

    @Override
    public @Nullable Wire serverWire() {
        return reached;
    }

    @Override
    public @Nullable TlsFacts serverTls() {
        return TlsFacts.of(reached);
    }

    @Override
    public Frontend frontend() {
        return session.frontend();
    }

    @Override
    public Listener listener() {
        return admission.listener();
    }

    @Override
    public @Nullable Backend backend() {
        return session.backend();
    }

    @Override
    public @Nullable Server server() {
        return times == null ? session.server() : session.connector().server();
    }

    @Override
    public @Nullable LogFormat uniqueIdFormat() {
        return admission.program().uniqueId();
    }

    @Override
    public Slots session() {
        return peer.slots();
    }

    @Override
    public Slots stream() {
        Slots known = slots;
        if (known == null) {
            known = new Slots();
            slots = known;
        }
        return known;
    }

    @Override
    public NameLookup names() {
        return shard.samples().names();
    }

    @Override
    public @Nullable Variables variables(VariableScope scope) {
        return switch (scope) {
            case PROC -> shard.samples().variables();
            case SESS -> peer.variables();
            case TXN -> transaction();
            case REQ -> {
                LocalVariables known = req;
                req = known == null ? shard.samples().message(transaction()) : known;
                yield req;
            }
            case RES -> {
                LocalVariables known = res;
                res = known == null ? shard.samples().message(transaction()) : known;
                yield res;
            }
            case CHECK -> null;
        };
    }

    private LocalVariables transaction() {
        LocalVariables known = txn;
        if (known == null) {
            known = shard.samples().transaction();
            known.within(peer.variables());
            txn = known;
        }
        return known;
    }
}
