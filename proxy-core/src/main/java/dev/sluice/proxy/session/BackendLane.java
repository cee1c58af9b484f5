package dev.sluice.proxy.session;

import dev.sluice.proxy.queue.Dispatcher;
import dev.sluice.state.Backend;

/** What one worker keeps of one backend. */
public final class BackendLane {
    private final Backend backend;
    private final Dispatcher dispatcher;
    private final long[] counters;

    BackendLane(Backend backend, Dispatcher dispatcher, long[] counters) {
        this.backend = backend;
        this.dispatcher = dispatcher;
        this.counters = counters;
    }

    /** Which backend. */
    public Backend backend() {
        return backend;
    }

    /** Who assigns its servers, on all workers. */
    public Dispatcher dispatcher() {
        return dispatcher;
    }

    /** This worker's stripe of the backend's counters. */
    public long[] counters() {
        return counters;
    }
}
