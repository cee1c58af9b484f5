package dev.sluice.proxy.tcp;

import dev.sluice.proxy.session.Admission;
import dev.sluice.proxy.session.BackendLane;
import dev.sluice.proxy.session.Connector;
import dev.sluice.proxy.session.ServerLane;
import dev.sluice.proxy.session.Shard;
import dev.sluice.state.Counter;
import dev.sluice.state.CounterSet;
import dev.sluice.state.Timing;
import org.jspecify.annotations.Nullable;

/** Counts a session's traffic in everything that it goes through. */
final class Tally {
    private final Shard shard;
    private final Admission admission;
    private @Nullable BackendLane backend;
    private @Nullable ServerLane server;
    /** Bytes since the last {@link #flush}. */
    long requestIn;

    long requestOut;
    long responseIn;
    long responseOut;
    private long allRequestIn;
    private long allResponseOut;

    Tally(Shard shard, Admission admission) {
        this.shard = shard;
        this.admission = admission;
    }

    void to(BackendLane lane) {
        backend = lane;
    }

    void to(ServerLane lane) {
        server = lane;
    }

    long allRequestIn() {
        return allRequestIn + requestIn;
    }

    long allResponseOut() {
        return allResponseOut + responseOut;
    }

    /** Bytes came from the client, or from the server. */
    void received(boolean ofClient, int bytes) {
        requestIn += ofClient ? bytes : 0;
        responseIn += ofClient ? 0 : bytes;
    }

    /** Bytes went to the client, or to the server. */
    void sent(boolean toClient, int bytes) {
        responseOut += toClient ? bytes : 0;
        requestOut += toClient ? 0 : bytes;
    }

    /** Of those that went, so many were never copied. */
    void spliced(boolean toClient, int bytes) {
        if (toClient && bytes > 0) {
            CounterSet.add(shard.worker().stripe(shard.process().counters()), Counter.SPLICED_BYTES, bytes);
        }
    }

    /** Counts one in the frontend, its listener, the backend and the server. */
    void add(Counter counter) {
        add(counter, 1);
    }

    private void add(Counter counter, long n) {
        if (n == 0) {
            return;
        }
        CounterSet.add(admission.frontendCounters(), counter, n);
        CounterSet.add(admission.listenerCounters(), counter, n);
        BackendLane behind = backend;
        if (behind != null) {
            CounterSet.add(behind.counters(), counter, n);
        }
        ServerLane reached = server;
        if (reached != null) {
            CounterSet.add(reached.counters(), counter, n);
        }
    }

    /** Counts the bytes that have moved. */
    void flush() {
        add(Counter.REQUEST_BYTES_IN, requestIn);
        add(Counter.REQUEST_BYTES_OUT, requestOut);
        add(Counter.RESPONSE_BYTES_IN, responseIn);
        add(Counter.RESPONSE_BYTES_OUT, responseOut);
        if (responseOut > 0) {
            CounterSet.add(shard.worker().stripe(shard.process().counters()), Counter.RESPONSE_BYTES_OUT, responseOut);
        }
        allRequestIn += requestIn;
        allResponseOut += responseOut;
        requestIn = 0;
        requestOut = 0;
        responseIn = 0;
        responseOut = 0;
    }

    /** Takes the session's durations into the averages of its backend and server, if one was reached at all. */
    void sample(Connector connector, long totalMillis) {
        if (connector.connectMillis() < 0) {
            return;
        }
        BackendLane behind = backend;
        if (behind != null) {
            sample(behind.backend().counters(), behind.counters(), connector, totalMillis);
        }
        ServerLane reached = server;
        if (reached != null) {
            sample(reached.server().counters(), reached.counters(), connector, totalMillis);
        }
    }

    private static void sample(CounterSet set, long[] stripe, Connector connector, long totalMillis) {
        set.sample(stripe, Timing.QUEUE, Math.max(0, connector.queueMillis()));
        set.sample(stripe, Timing.CONNECT, Math.max(0, connector.connectMillis()));
        set.sample(stripe, Timing.TOTAL, totalMillis);
        CounterSet.sampled(stripe);
    }
}
