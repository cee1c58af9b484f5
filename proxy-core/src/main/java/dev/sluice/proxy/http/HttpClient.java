package dev.sluice.proxy.http;

import dev.sluice.proxy.session.ClientPeer;
import dev.sluice.proxy.wire.Wire;
import dev.sluice.proxy.wire.WireError;
import dev.sluice.proxy.wire.WireHandler;
import dev.sluice.proxy.worker.Timer;
import dev.sluice.state.Counter;
import dev.sluice.state.CounterSet;
import org.jspecify.annotations.Nullable;

/** A client's connection: one request after the other. Between requests it holds neither an exchange nor memory for bytes. */
class HttpClient extends Timer implements WireHandler {
    /** Requests begun in one turn from one client's pipeline, before others get theirs. */
    private static final int REQUESTS_PER_TURN_MAX = 64;

    /** How long a client that was answered may go on sending what nobody reads any more, so that the answer is not lost to a reset. */
    private static final long LINGER_MILLIS = 1000;

    private final HttpEntry entry;
    private final HttpSite site;
    private final Wire wire;
    private final Inbox inbox;
    private final long acceptedMillis;
    private @Nullable Exchange exchange;
    private final OwnConnection own = new OwnConnection();
    private boolean idle;

    @Nullable
    HttpClient previousIdle;

    @Nullable
    HttpClient nextIdle;

    private @Nullable ClientPeer peer;
    private byte @Nullable [] forwardedLine;
    private @Nullable Forwarded forwardedBy;
    private long requestStartMillis;
    private long idleMillis;
    private int requests;
    private boolean silent = true;
    private boolean reading;
    private boolean resuming;
    private boolean lingering;
    private boolean ended;

    HttpClient(HttpEntry entry, Wire wire, @Nullable ClientPeer peer, long acceptedMillis) {
        this.peer = peer;
        this.entry = entry;
        this.site = entry.site();
        this.wire = wire;
        this.inbox = new Inbox(site);
        this.acceptedMillis = acceptedMillis;
        this.requestStartMillis = acceptedMillis;
    }

    void begin() {
        CounterSet.add(entry.admission().frontendCounters(), Counter.HTTP1_SESSIONS, 1);
        wire.handler(this);
        site.log().began(entry.frontend(), wire);
        waitForRequest();
    }

    HttpEntry entry() {
        return entry;
    }

    Wire wire() {
        return wire;
    }

    Inbox inbox() {
        return inbox;
    }

    /** The version of HTTP that the connection speaks. */
    int major() {
        return 1;
    }

    /** When the connection was accepted. */
    long acceptedMillis() {
        return acceptedMillis;
    }

    /** When the present request began: at its first byte, the first one when the connection was accepted. */
    long requestStartMillis() {
        return requestStartMillis;
    }

    /** How long the client had nothing to ask before the present request. */
    long idleMillis() {
        return idleMillis;
    }

    /** Whether the present request is not the connection's first. */
    boolean isLaterRequest() {
        return requests > 1;
    }

    /** The server's connection that is kept for this client alone. */
    OwnConnection own() {
        return own;
    }

    private void busy() {
        if (idle) {
            idle = false;
            site.busy(this);
        }
    }

    /** Whether it has not sent a single byte yet. */
    boolean isSilent() {
        return silent;
    }

    /** The line that tells a server who the client is, or null; written once for a connection. */
    byte @Nullable [] forwardedLine(Forwarded option) {
        if (forwardedBy != option) {
            forwardedBy = option;
            forwardedLine = option.line(wire.remoteAddress());
        }
        return forwardedLine;
    }

    /** Its connection as rules see it. */
    ClientPeer peer() {
        ClientPeer known = peer;
        if (known == null) {
            known = site.shard().newPeer(wire);
            peer = known;
        }
        return known;
    }

    @Override
    public void onReadable(Wire from) {
        Exchange active = exchange;
        if (lingering) {
            drain();
        } else if (active != null && active.isActive()) {
            active.clientReadable();
        } else {
            readRequests();
        }
        site.settle();
    }

    @Override
    public void onWritable(Wire from) {
        Exchange active = exchange;
        if (active != null && active.isActive()) {
            active.clientWritable();
        }
        site.settle();
    }

    @Override
    public void onError(Wire from, WireError error) {
        Exchange active = exchange;
        if (active != null && active.isActive()) {
            active.clientBroken();
        }
        close();
        site.settle();
    }

    @Override
    protected void onExpired() {
        if (lingering) {
            close();
        } else if (requests > 0 && inbox.readable() == 0) {
            // Between requests nobody is owed an answer.
            close();
        } else {
            refuse(408, 'c', true);
        }
        site.settle();
    }

    /** Begins what requests have arrived, until one is under way or bytes are missing. */
    private void readRequests() {
        if (reading) {
            return;
        }
        reading = true;
        int begun = 0;
        while (mayRead() && begun < REQUESTS_PER_TURN_MAX && readOne()) {
            begun++;
        }
        reading = false;
        Exchange active = exchange;
        if (active != null && active.isActive() && wire.isPeerDone()) {
            // The end came together with the request, so no event of its own will follow.
            active.clientReadable();
        }
        if (begun == REQUESTS_PER_TURN_MAX && !resuming) {
            resuming = true;
            site.worker().again(this::resume);
        }
    }

    private void resume() {
        resuming = false;
        readRequests();
        site.settle();
    }

    private boolean mayRead() {
        Exchange active = exchange;
        return !ended && !lingering && (active == null || !active.isActive());
    }

    /** Returns whether a request has begun. */
    private boolean readOne() {
        while (true) {
            if (inbox.readable() > 0) {
                Exchange next = pending();
                Head head = next.requestHead();
                int max = entry.plan().headMax;
                int parsed = HeadParser.parse(
                        head, inbox.memory(), inbox.start(), inbox.start() + Math.min(inbox.readable(), max));
                if (parsed == HeadParser.DONE) {
                    requests++;
                    site.worker().expireAt(this, NEVER);
                    next.begin();
                    return true;
                }
                if (parsed == HeadParser.BAD && requests == 0 && Http2Client.takesOver(this)) {
                    return false;
                }
                if (parsed == HeadParser.BAD || inbox.readable() >= max) {
                    refuse(parsed == HeadParser.BAD ? Http2Client.refusal(inbox) : HeadParser.tooLong(head), 'P', true);
                    return false;
                }
            }
            boolean first = inbox.readable() == 0;
            int got = inbox.fill(wire);
            if (got <= 0) {
                stopReading(got);
                return false;
            }
            silent = false;
            busy();
            if (first) {
                requestBegins();
            }
        }
    }

    Exchange pending() {
        Exchange known = exchange;
        if (known == null) {
            known = entry.acquire(this);
            exchange = known;
        }
        return known;
    }

    private void requestBegins() {
        // Its time is limited in stopReading, when it turns out not to have come at once.
        long now = site.worker().nowMillis();
        idleMillis = requests > 0 ? now - requestStartMillis : 0;
        requestStartMillis = requests > 0 ? now : requestStartMillis;
    }

    private void stopReading(int why) {
        if (why == Wire.WOULD_BLOCK) {
            waitForRequest();
        } else if (requests > 0 && inbox.readable() == 0) {
            close();
        } else if (why == Wire.EOF) {
            refuse(400, 'C', true);
        } else {
            refuse(400, 'C', false);
            close();
        }
    }

    private void waitForRequest() {
        HttpPlan plan = entry.plan();
        boolean between = requests > 0 && inbox.readable() == 0;
        if (between && !idle) {
            idle = true;
            site.idle(this);
        }
        long timeout = between ? plan.keepAliveMillis : plan.requestMillis;
        long from = between ? site.worker().nowMillis() : requestStartMillis;
        site.worker().expireAt(this, timeout > 0 ? from + timeout : NEVER);
    }

    void refuse(int status, char cause, boolean answer) {
        requests++;
        site.worker().expireAt(this, NEVER);
        pending().refuse(status, cause, answer);
    }

    /** The exchange is over. */
    void exchangeDone(boolean keep) {
        boolean last = exchange != null && exchange.request.isLast();
        exchange = null;
        if (ended) {
            return;
        }
        if (major() > 1) {
            // There is never another request on the same stream.
            close();
            return;
        }
        if (!keep || entry.endsIdle()) {
            linger(last);
            return;
        }
        requestStartMillis = site.worker().nowMillis();
        if (reading) {
            return;
        }
        if (inbox.readable() > 0 || wire.isReadable()) {
            readRequests();
        } else {
            waitForRequest();
        }
    }

    /** Reads what was pipelined, to see whether the client's end stands right behind its request: then nobody waits any more. */
    boolean isGone() {
        int got;
        do {
            got = inbox.fill(wire);
        } while (got > 0);
        return (got == Wire.EOF || got == Wire.FAILED) && inbox.readable() == 0;
    }

    /** Says that nothing more will come, and waits a little for the client to say so too, unless he has. */
    private void linger(boolean said) {
        inbox.clear();
        if ((said || wire.isPeerDone()) && !wire.isReadable()) {
            close();
            return;
        }
        peer().ended();
        lingering = true;
        wire.shutdownOutput();
        site.worker().expireAt(this, site.worker().nowMillis() + LINGER_MILLIS);
        drain();
    }

    private void drain() {
        int got = 1;
        // What a client sends on in one turn is bounded by its socket's buffer.
        for (int i = 0; i < 16 && got > 0; i++) {
            got = inbox.fill(wire);
            inbox.clear();
        }
        if (got < 0) {
            close();
        } else if (got > 0) {
            site.worker().again(this::drainOn);
        }
    }

    private void drainOn() {
        if (!ended) {
            drain();
        }
        site.settle();
    }

    /** Ends the connection at once. */
    void close() {
        if (ended) {
            return;
        }
        surrender();
        own.drop();
        wire.close();
        released();
    }

    /** Is over, and leaves the wire to somebody else. */
    void surrender() {
        ended = true;
        Exchange unused = exchange;
        exchange = null;
        if (unused != null && !unused.isActive()) {
            unused.discard();
        }
        inbox.clear();
        busy();
        site.worker().forget(this);
    }

    /** Its place among the connections is free. */
    void released() {
        peer().ended();
        Tally.wire(entry.admission().frontendCounters(), wire);
        entry.admission().released(wire);
    }
}
