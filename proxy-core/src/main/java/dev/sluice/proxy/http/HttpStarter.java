package dev.sluice.proxy.http;

import dev.sluice.proxy.log.TrafficLog;
import dev.sluice.proxy.sample.PayloadView;
import dev.sluice.proxy.session.Admission;
import dev.sluice.proxy.session.ClientPeer;
import dev.sluice.proxy.session.Gate;
import dev.sluice.proxy.session.Handover;
import dev.sluice.proxy.session.Handover.Version;
import dev.sluice.proxy.session.HttpUpgrade;
import dev.sluice.proxy.session.SessionStarter;
import dev.sluice.proxy.session.Shard;
import dev.sluice.proxy.wire.Wire;
import dev.sluice.proxy.worker.StreamBuffer;
import dev.sluice.state.Backend;
import dev.sluice.state.Counter;
import dev.sluice.state.CounterSet;
import dev.sluice.state.Frontend;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/** Begins HTTP/1 sessions. */
public final class HttpStarter implements SessionStarter, HttpUpgrade {
    private static final byte[] NOTHING = {};

    private final HttpPlans plans;
    private final TrafficLog log;
    /** Each worker writes and reads its own slot. */
    private final AtomicReferenceArray<HttpSite> sites = new AtomicReferenceArray<>(CounterSet.WORKERS_MAX);

    /** A starter whose sessions follow {@code plans}, and tell {@code log} of their requests. */
    public HttpStarter(HttpPlans plans, TrafficLog log) {
        this.plans = plans;
        this.log = log;
    }

    /** Ends the connections of clients that wait for their next request, of one frontend, or of all where null; on the shard's worker. */
    public int closeIdle(Shard shard, @Nullable Frontend frontend) {
        HttpSite site = sites.get(shard.worker().index());
        return site == null ? 0 : site.closeIdle(frontend);
    }

    private HttpSite site(Shard shard) {
        int worker = shard.worker().index();
        HttpSite site = sites.get(worker);
        if (site == null) {
            site = new HttpSite(shard, plans, log);
            sites.set(worker, site);
        }
        return site;
    }

    @Override
    public void take(Shard shard, Wire client, Admission admission, Handover from) {
        HttpEntry entry = site(shard).entry(admission);
        boolean agreed = from.version() == Version.ANY && Http2Client.isAgreedOn(client, admission.listener());
        if (!agreed && from.version() != Version.HTTP2) {
            new UpgradedClient(entry, client, from).begin();
            return;
        }
        // Its requests are streams of their own: what was noted so far is lost, and rules are asked again.
        from.kept().drop();
        Backend target = from.target();
        if (target != null) {
            CounterSet.add(shard.lane(target).counters(), Counter.SESSIONS, 1);
        }
        Http2Client.begin(entry, client, from.peer(), bytes(shard, from.received()));
    }

    @Override
    public PayloadView.Guess guess(Shard shard, StreamBuffer received) {
        return site(shard).guess().of(received);
    }

    private static byte[] bytes(Shard shard, @Nullable StreamBuffer received) {
        if (received == null) {
            return NOTHING;
        }
        byte[] bytes = new byte[received.readable()];
        received.memory().get(received.start(), bytes, 0, bytes.length);
        shard.worker().release(received);
        return bytes;
    }

    @Override
    public void start(Shard shard, Wire client, Admission admission, @Nullable ClientPeer known) {
        HttpSite site = site(shard);
        ClientPeer peer = known;
        if (admission.program().hasGate()) {
            peer = known == null ? shard.newPeer(client) : known;
            if (!Gate.admits(shard, client, admission, peer)) {
                return;
            }
        }
        HttpEntry entry = site.entry(admission);
        if (Http2Client.isAgreedOn(client, admission.listener())) {
            Http2Client.begin(entry, client, peer == null ? shard.newPeer(client) : peer, NOTHING);
        } else {
            new HttpClient(entry, client, peer, shard.worker().nowMillis()).begin();
        }
    }
}
