package dev.sluice.state;

import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/** What encryption does in the whole process, on both sides. Workers write, any thread reads. */
public final class TlsTraffic {
    private final LongAdder begun = new LongAdder();
    private final LongAdder ended = new LongAdder();
    private final LongAdder clients = new LongAdder();
    private final LongAdder clientKeys = new LongAdder();
    private final LongAdder serverKeys = new LongAdder();
    private final LongAdder lookups = new LongAdder();
    private final LongAdder misses = new LongAdder();
    private final Rate clientRate = new Rate(clients::sum);
    private final Rate clientKeyRate = new Rate(clientKeys::sum);
    private final Rate serverKeyRate = new Rate(serverKeys::sum);

    /** Nothing has happened yet. */
    public TlsTraffic() {}

    /** A client's connection, or one to a server, is to be encrypted. */
    public void begun(boolean ofClient) {
        begun.increment();
        if (ofClient) {
            clients.increment();
        }
    }

    /** One of those has ended. */
    public void ended() {
        ended.increment();
    }

    /** Hands were shaken over new keys. */
    public void newKeys(boolean ofClient) {
        (ofClient ? clientKeys : serverKeys).increment();
    }

    /** A client asked for a session that it has the number of. */
    public void lookedUp(boolean found) {
        lookups.increment();
        if (!found) {
            misses.increment();
        }
    }

    /** Encrypted connections now. */
    public long open() {
        // In this order: what ends in between is not subtracted from what was not counted yet.
        long gone = ended.sum();
        return begun.sum() - gone;
    }

    /** Encrypted connections since start. */
    public long total() {
        return begun.sum();
    }

    /** Look-ups of sessions since start. */
    public long lookups() {
        return lookups.sum();
    }

    /** Those that found none. */
    public long misses() {
        return misses.sum();
    }

    /** Clients' encrypted connections a second. */
    public Rate clientRate() {
        return clientRate;
    }

    /** Keys made with clients a second. */
    public Rate clientKeyRate() {
        return clientKeyRate;
    }

    /** Keys made with servers a second. */
    public Rate serverKeyRate() {
        return serverKeyRate;
    }

    /** Percent of the last second's clients that needed no new keys, rounded. */
    public long reusedPercent(long nowMillis) {
        long came = clientRate.perSecond(nowMillis);
        long keys = Math.min(came, clientKeyRate.perSecond(nowMillis));
        return came == 0 ? 0 : 100 - (100 * keys + (came - 1) / 2) / came;
    }

    List<Rate> rates() {
        return List.of(clientRate, clientKeyRate, serverKeyRate);
    }
}
