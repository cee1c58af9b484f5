package dev.sluice.proxy.http;

import dev.sluice.config.LogStep;
import dev.sluice.config.ProxySettings;
import dev.sluice.proxy.session.ConnectFailure;
import dev.sluice.proxy.session.Connector;
import dev.sluice.proxy.session.LiveStream;
import dev.sluice.proxy.session.ServerConnection;
import dev.sluice.state.Backend;
import dev.sluice.state.Counter;
import dev.sluice.state.Server;
import dev.sluice.state.StreamInfo;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One request and its response: where it goes, what the proxy answers itself, how it ends. Goes back to its entry when the response
 * has passed, and may serve the next request. {@link Forwarding} moves the bytes in between.
 */
final class Exchange extends LiveStream {
    private final HttpEntry entry;
    private final HttpSite site;
    private final Connector connector;
    private final Forwarding forwarding;
    private final Replying replying;
    private final Judging judging;
    private final Course course;
    private final Addresses addresses = new Addresses();
    final Timeouts timeouts = new Timeouts();
    final Persistence persistence = new Persistence(this);
    final Compressing compressing;
    final Request request;
    final Tally tally;
    final Trace trace = new Trace();
    final HttpContext samples;
    final Tracks tracks = new Tracks(this);
    private final ServerWishes wishes;
    final Replay replay;
    final Interventions interventions;
    private @Nullable HttpClient client;
    private HttpPlan frontendPlan;
    private HttpPlan backendPlan;
    private @Nullable Backend backend;
    private boolean active;
    private boolean connecting;
    /** Whether a server was looked for. */
    boolean asked;

    private long askedMillis;
    private boolean serverCloses;
    boolean keepClient;

    Exchange(HttpEntry entry) {
        super(entry.site().shard(), entry.frontend());
        this.entry = entry;
        this.site = entry.site();
        this.frontendPlan = entry.plan();
        this.backendPlan = frontendPlan;
        this.request = new Request(new Inbox(site), site.plans());
        this.compressing = new Compressing(this, site);
        this.tally = new Tally(entry);
        this.samples = new HttpContext(this, shard(), request.view());
        speaksFor(samples, site.plans().headers());
        this.replay = new Replay(this, site);
        this.wishes = new ServerWishes(this, site);
        this.connector = new Connector(this, wishes);
        this.forwarding = new Forwarding(this, site);
        this.judging = new Judging(this, site, frontendPlan);
        this.replying = new Replying(this, forwarding, judging, site);
        this.interventions = new Interventions(this, judging, replying);
        this.course = new Course(this, site, replying, judging);
    }

    /** Begins to belong to a client. */
    void adopt(HttpClient next) {
        client = next;
        HttpPlan plan = entry.plan();
        request.adopt(next.inbox(), next.peer().source(), next.major(), plan.acceptsUnsafeRequests);
        forwarding.adopt(next);
    }

    Head requestHead() {
        return request.head;
    }

    /** Whether it has begun and not ended. */
    boolean isActive() {
        return active;
    }

    HttpClient client() {
        return Objects.requireNonNull(client, "nobody's");
    }

    Connector connector() {
        return connector;
    }

    Forwarding forwarding() {
        return forwarding;
    }

    HttpPlan frontendPlan() {
        return frontendPlan;
    }

    HttpPlan backendPlan() {
        return backendPlan;
    }

    /** Goes back unused. */
    void discard() {
        client = null;
        entry.release(this);
    }

    private void start() {
        active = true;
        backend = null;
        connecting = false;
        asked = false;
        serverCloses = false;
        replying.reset();
        addresses.begin(client());
        timeouts.clear();
        replay.clear();
        persistence.reset();
        compressing.begin();
        judging.begin();
        keepClient = false;
        frontendPlan = entry.plan();
        backendPlan = frontendPlan;
        trace.begin(client().requestStartMillis());
        shard().begin(this);
        tally.begin(client().isSilent(), client().major());
        forwarding.start();
    }

    /** The head is complete. */
    void begin() {
        start();
        int status = request.read();
        Framing framing = request.framing;
        int headMax = frontendPlan.headMax;
        if (status == 0 && !forwarding.upload().isPlausible(request.head.length(), framing.kind, headMax)) {
            status = 400;
        }
        if (status == 0 && request.hasUnexpectedContent() && !frontendPlan.acceptsAnyContent) {
            status = 413;
        }
        if (status != 0) {
            framing.clear();
            notUnderstood(status, 'P', true);
            return;
        }
        if (request.head.unsafe) {
            Captures.request(this, client().inbox());
        }
        samples.begin(request.inbox());
        tracks.asked();
        HttpLog.step(this, site, LogStep.ACCEPT);
        trace.judged(site.worker().nowMillis());
        HttpLog.step(this, site, LogStep.REQUEST);
        forwarding.upload().body().begin(framing.kind, framing.contentLength, headMax);
        keepClient = request.wantsKeepAlive()
                && frontendPlan.connection != ProxySettings.HttpConnection.CLOSE
                && !entry.isClosing();
        count();
        course.begin();
    }

    Addresses addresses() {
        return addresses;
    }

    Judging judging() {
        return judging;
    }

    /** What came is no request, or did not come in time. */
    void refuse(int status, char cause, boolean answer) {
        if (frontendPlan.ignoresProbes && client().isSilent()) {
            client().close();
            return;
        }
        start();
        notUnderstood(status, cause, answer);
    }

    private void notUnderstood(int status, char cause, boolean answer) {
        if (cause == 'P') {
            Captures.request(this, client().inbox());
        }
        tracks.asked();
        tracks.clientErred();
        tally.frontend(Counter.REQUEST_ERRORS);
        // To the log of a TCP frontend the proxy has turned away what is no request, whoever is to blame.
        trace.ended(frontend().mode() == ProxySettings.Mode.TCP ? 'P' : cause, 'R');
        trace.status = status;
        if (answer) {
            reply(status, true);
        } else {
            finish();
        }
    }

    /** Bytes of the body that are there; -1 where no more will come, or fit. */
    int bodyBytes(boolean response) {
        return response ? forwarding.download().bodyBytes() : course.bodyBytes();
    }

    /** It belongs to a backend from now on. */
    void goTo(Backend target) {
        backend = target;
        backendPlan = site.plans().of(target);
        if (backendPlan.spec != frontendPlan.spec) {
            timeouts.elsewhere();
        }
        tally.backend(shard().lane(target).counters());
    }

    /** A server is looked for. */
    void connect() {
        Backend target = Objects.requireNonNull(backend, "no backend");
        keepClient &= backendPlan.connection != ProxySettings.HttpConnection.CLOSE;
        serverCloses = Request.closesServer(frontendPlan, backendPlan);
        Forwarded.tell(this);
        request.prepare(serverCloses && !backendPlan.departure.pretendsKeepAlive);
        connecting = true;
        asked = true;
        askedMillis = site.worker().nowMillis();
        connector.pick().source(addresses.source(), addresses.source().length);
        connector.place(timeouts.priority());
        connector.start(target);
    }

    /** The head needs no more looking at. */
    void consumeHead() {
        samples.requestGone();
        client().inbox().consumed(request.head.length());
    }

    /** The client takes more of the proxy's own answer. */
    void replyGoesOn() {
        replying.goOn();
    }

    /** Answers in place of a server, and ends once that has left. */
    void reply(int status, boolean early) {
        endConnecting();
        trace.status = status;
        replying.reply(judging.usual(status), early);
    }

    /** Whether the server is asked to close after this request. */
    boolean closesServer() {
        return serverCloses;
    }

    /** Gives up what was asked of a server. */
    void endConnecting() {
        if (connecting) {
            takeTimes();
            connecting = false;
            tally.serverWire(connector.connection());
            connector.abort();
            forwarding.serverGone();
        }
    }

    private void takeTimes() {
        trace.reached(connector, site.worker().nowMillis() - askedMillis);
    }

    /** A server is reached. */
    void onServer(ServerConnection connection) {
        tally.server(connection.lane().counters());
        trace.connectedMillis = site.worker().nowMillis();
        tracks.reached(backendPlan.stick, connector.server());
        HttpLog.step(this, site, LogStep.CONNECT);
        forwarding.begin(connection);
        site.settle();
    }

    /** None is. */
    void onNoServer(ConnectFailure failure) {
        trace.ended(failure.state().charAt(0), failure.state().charAt(1));
        takeTimes();
        connecting = false;
        reply(failure.status(), false);
        site.settle();
    }

    /** What is going on, as termination states say it. */
    char where() {
        if (connecting && connector.phase() == Connector.Phase.QUEUED) {
            return 'Q';
        }
        if (connecting && connector.phase() != Connector.Phase.CONNECTED) {
            return 'C';
        }
        return forwarding.where();
    }

    /** Brings the counters of bytes up to date; a bare head counts once it is answered, or over. */
    void count() {
        Ending.count(this, replying);
    }

    /** Ends, and lets the client go on where both sides agreed to. */
    void finish() {
        HttpClient owner = client();
        if (connecting) {
            takeTimes();
        }
        Ending.account(this, replying);
        if (connecting) {
            connecting = false;
            tally.serverWire(connector.connection());
            connector.finish(forwarding.mayKeepServer() && wishes.keeps(connector.connection()));
        }
        judging.end();
        HttpLog.end(this, site);
        tracks.ended();
        compressing.end();
        samples.clear();
        forwarding.end();
        replay.clear();
        shard().end(this);
        backend = null;
        active = false;
        client = null;
        entry.release(this);
        owner.exchangeDone(keepClient);
    }

    /** The server that was asked last, or null where none was. */
    @Nullable
    Server chosenServer() {
        return asked ? connector.server() : null;
    }

    @Override
    public long startMillis() {
        return trace.beganMillis;
    }

    /** The client's connection broke. */
    void clientBroken() {
        interventions.clientFault('C', -1);
    }

    /** Another attempt follows after a while. */
    void onPause() {
        site.worker().again(this::clientReadable); // No other event tells of a client that left during the attempt.
    }

    void clientReadable() {
        if (course.isWaiting()) {
            course.clientReadable();
            return;
        }
        Connector.Phase phase = connector.phase();
        // A first attempt is bounded by its timeout: whether the client is still there is looked at once it stands.
        boolean waits = phase == Connector.Phase.QUEUED || phase == Connector.Phase.TURN_AROUND;
        forwarding.clientReadable(connecting && waits);
    }

    void clientWritable() {
        forwarding.clientWritable();
    }

    @Override
    protected void onExpired() {
        if (course.isWaiting()) {
            course.expired();
        } else {
            forwarding.expired();
        }
        site.settle();
    }

    @Override
    public @Nullable Backend backend() {
        return backend;
    }

    @Override
    public void shutDown(ShutReason reason) {
        trace.cut(reason.mark(), where(), forwarding.isResponseBegun());
        keepClient = false;
        finish();
        site.settle();
    }

    @Override
    public StreamInfo describe() {
        return HttpLog.describe(this);
    }
}
