package dev.sluice.proxy.http;

import dev.sluice.config.CompressionSpec;
import dev.sluice.config.LogStep;
import dev.sluice.proxy.rule.Program;
import dev.sluice.proxy.sample.ConnectionView;
import dev.sluice.proxy.sample.LimitsView;
import dev.sluice.proxy.sample.LocalVariables;
import dev.sluice.proxy.sample.LogFormat;
import dev.sluice.proxy.sample.LogView;
import dev.sluice.proxy.sample.MessageView;
import dev.sluice.proxy.sample.NameLookup;
import dev.sluice.proxy.sample.PayloadView;
import dev.sluice.proxy.sample.Priority;
import dev.sluice.proxy.sample.SampleContext;
import dev.sluice.proxy.sample.Slots;
import dev.sluice.proxy.sample.VariableScope;
import dev.sluice.proxy.sample.Variables;
import dev.sluice.proxy.session.Handover;
import dev.sluice.proxy.session.ServerConnection;
import dev.sluice.proxy.session.Shard;
import dev.sluice.proxy.tls.TlsFacts;
import dev.sluice.proxy.track.Tracked;
import dev.sluice.proxy.wire.Wire;
import dev.sluice.state.Backend;
import dev.sluice.state.Frontend;
import dev.sluice.state.Listener;
import dev.sluice.state.Server;
import org.jspecify.annotations.Nullable;

/** What samples see of an exchange. One for each, used again for the next; holds nothing that was not asked for. */
final class HttpContext extends SampleContext {
    private final Exchange exchange;
    private final Shard shard;
    private final HttpTimes times;
    private final HeadView request;
    private @Nullable MessageView response;
    private @Nullable PayloadView inspected;
    private boolean requestGone = true;
    private @Nullable Handover handover;
    private final Slots slots = new Slots();
    private final LocalVariables txn;
    private final LocalVariables req;
    private final LocalVariables res;

    HttpContext(Exchange exchange, Shard shard, HeadView request) {
        super(shard.scratch(), shard.worker().clock(), shard.process());
        this.exchange = exchange;
        this.shard = shard;
        this.request = request;
        this.times = new HttpTimes(exchange);
        this.txn = shard.samples().transaction();
        this.req = shard.samples().message(txn);
        this.res = shard.samples().message(txn);
    }

    /** Goes on with what a TCP session has noted. */
    void inherit(Handover from) {
        handover = from;
        txn.within(exchange.client().peer().variables());
        from.kept().moveTo(slots, txn, req);
    }

    /** The session that it goes on with, if it was one. */
    @Nullable
    Handover handover() {
        return handover;
    }

    /** Nothing came of it. */
    void disinherit() {
        Tracked.end(slots);
        clear();
    }

    /** A request's head is there. */
    void begin(Inbox inbox) {
        request.inbox(inbox);
        txn.within(exchange.client().peer().variables());
        requestGone = false;
    }

    /** The request has left, or is not one. */
    void requestGone() {
        requestGone = true;
        req.clear();
    }

    /** The head of the response is there; null once it has left. */
    void response(@Nullable MessageView head) {
        response = head;
    }

    /** All is over. */
    void clear() {
        requestGone = true;
        handover = null;
        response = null;
        asked(null);
        lastRule(null);
        waitingRule(null);
        slots.clear();
        txn.clear();
        req.clear();
        res.clear();
    }

    @Override
    public int worker() {
        return shard.worker().index() + 1;
    }

    @Override
    public ConnectionView client() {
        return exchange.addresses();
    }

    @Override
    public Priority priority() {
        return exchange.timeouts.priority();
    }

    @Override
    public boolean isHttp() {
        return true;
    }

    @Override
    public int clientMajor() {
        return exchange.client().major();
    }

    @Override
    public @Nullable TlsFacts clientTls() {
        return TlsFacts.of(exchange.client().wire());
    }

    @Override
    public @Nullable Wire serverWire() {
        ServerConnection held = exchange.connector().connection();
        return held == null ? null : held.wire();
    }

    @Override
    public @Nullable TlsFacts serverTls() {
        Wire held = serverWire();
        return held == null ? null : TlsFacts.of(held);
    }

    @Override
    public Frontend frontend() {
        return exchange.frontend();
    }

    @Override
    public Listener listener() {
        return exchange.client().entry().admission().listener();
    }

    @Override
    public @Nullable Backend backend() {
        return exchange.backend();
    }

    @Override
    public @Nullable Server server() {
        return exchange.chosenServer();
    }

    @Override
    public @Nullable MessageView request() {
        return requestGone ? null : request;
    }

    @Override
    public @Nullable MessageView response() {
        return response;
    }

    /** What rules look at before the response is HTTP to them; null where they have come to their end. */
    void inspected(@Nullable PayloadView bytes) {
        inspected = bytes;
    }

    @Override
    public @Nullable PayloadView requestBytes() {
        return null;
    }

    @Override
    public @Nullable PayloadView responseBytes() {
        return inspected;
    }

    @Override
    public LimitsView limits() {
        return exchange.timeouts;
    }

    @Override
    public int serverConnectionUses() {
        ServerConnection held = exchange.connector().connection();
        return held == null ? 0 : held.uses();
    }

    @Override
    public String cacheName() {
        return exchange.forwarding().download().caching.cacheName();
    }

    @Override
    public String compression() {
        CompressionSpec.Algorithm used = exchange.compressing.used();
        return used == null ? "" : used.word();
    }

    @Override
    public void log(LogStep step, String profile) {
        boolean unused = HttpLog.write(exchange, exchange.client().entry().site(), step, profile);
    }

    @Override
    public LogView log() {
        return times;
    }

    @Override
    public @Nullable LogFormat uniqueIdFormat() {
        Program program = exchange.frontendPlan().program;
        return program == null ? null : program.uniqueId();
    }

    @Override
    public Slots session() {
        return exchange.client().peer().slots();
    }

    @Override
    public Slots stream() {
        return slots;
    }

    @Override
    public NameLookup names() {
        return shard.samples().names();
    }

    @Override
    public @Nullable Variables variables(VariableScope scope) {
        return switch (scope) {
            case PROC -> shard.samples().variables();
            case SESS -> exchange.client().peer().variables();
            case TXN -> txn;
            case REQ -> req;
            case RES -> res;
            case CHECK -> null;
        };
    }
}
