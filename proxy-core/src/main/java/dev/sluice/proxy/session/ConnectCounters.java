package dev.sluice.proxy.session;

import dev.sluice.state.Counter;
import dev.sluice.state.CounterSet;

/** Counts what a {@link Connector} does, for the backend and its server. */
final class ConnectCounters {
    private ConnectCounters() {}

    /** A server was assigned. */
    static void session(BackendLane backend, ServerLane server, long nowMillis) {
        CounterSet.add(server.counters(), Counter.SESSIONS, 1);
        CounterSet.began(server.counters(), nowMillis);
        CounterSet.began(backend.counters(), nowMillis);
    }

    /**
     * Another attempt begins. One that had to stay where it was has been counted when the attempt before it failed; where one goes that
     * need not stay is known only now. Returns whether it moved.
     */
    static boolean retried(BackendLane backend, ServerLane failed, boolean moved, boolean mayMove) {
        if (moved || mayMove) {
            both(backend, failed, moved ? Counter.REDISPATCHES : Counter.RETRIES);
        }
        return moved;
    }

    static void both(BackendLane backend, ServerLane server, Counter counter) {
        CounterSet.add(server.counters(), counter, 1);
        CounterSet.add(backend.counters(), counter, 1);
    }
}
