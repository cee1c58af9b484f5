package dev.sluice.proxy.session;

import dev.sluice.proxy.rule.Program;
import dev.sluice.proxy.wire.Wire;
import dev.sluice.state.Frontend;
import dev.sluice.state.Listener;

/** Where connections came in: a listener, with the numbers that it counts its connections in. One for each listener and worker. */
public interface Admission {
    /** The listener. */
    Listener listener();

    /** Its frontend. */
    Frontend frontend();

    /** The frontend's rules as of now; read once for a request or TCP session, and kept to its end. */
    Program program();

    /** This worker's stripe of the frontend's counters. */
    long[] frontendCounters();

    /** This worker's stripe of the listener's counters. */
    long[] listenerCounters();

    /** A connection that came in here has ended: its place is free. Once for each. */
    void released(Wire client);
}
