package dev.sluice.proxy.http;

import dev.sluice.proxy.session.Handover;
import dev.sluice.proxy.wire.Wire;
import dev.sluice.proxy.worker.StreamBuffer;
import dev.sluice.state.Backend;
import dev.sluice.state.Counter;
import dev.sluice.state.CounterSet;
import org.jspecify.annotations.Nullable;

/** A client's connection that began as a TCP session: its first request goes on with what rules have noted and decided there. */
final class UpgradedClient extends HttpClient {
    private final Handover from;
    private final boolean silent;
    private @Nullable Exchange first;
    private boolean counted;

    UpgradedClient(HttpEntry entry, Wire wire, Handover from) {
        super(entry, wire, from.peer(), from.acceptedMillis());
        this.from = from;
        this.silent = from.received() == null;
    }

    @Override
    void begin() {
        CounterSet.add(entry().admission().frontendCounters(), Counter.HTTP1_SESSIONS, 1);
        wire().handler(this);
        StreamBuffer received = from.received();
        if (received != null) {
            inbox().replace(received);
        }
        onReadable(wire());
    }

    /** Whether bytes of HTTP/2 are no reason to speak that. */
    boolean staysWithHttp1() {
        return from.version() == Handover.Version.HTTP1;
    }

    @Override
    boolean isSilent() {
        return silent && super.isSilent();
    }

    @Override
    Exchange pending() {
        Exchange exchange = super.pending();
        if (first == null) {
            first = exchange;
            exchange.samples.inherit(from);
        }
        return exchange;
    }

    @Override
    void refuse(int status, char cause, boolean answer) {
        Exchange begun = first;
        if (begun == null || begun.samples.handover() == from) {
            count(from.target(), Counter.CLIENT_ABORTS);
        }
        super.refuse(status, cause, answer);
    }

    @Override
    void surrender() {
        Exchange begun = first;
        if (begun == null) {
            count(from.target(), null);
            from.kept().drop();
        } else if (begun.samples.handover() == from && !begun.isActive()) {
            count(from.target(), null);
            begun.samples.disinherit();
        }
        super.surrender();
    }

    /** The backend had a session, though no request came of it. */
    private void count(@Nullable Backend target, @Nullable Counter also) {
        if (target == null || counted) {
            return;
        }
        counted = true;
        long[] counters = entry().site().shard().lane(target).counters();
        CounterSet.add(counters, Counter.SESSIONS, 1);
        if (also != null) {
            CounterSet.add(counters, also, 1);
        }
    }
}
