package dev.sluice.proxy.h2;

import dev.sluice.proxy.wire.Wire;

/** Who a client's connection belongs to: begins a session on each of its streams. */
public interface Owner {
    /** A request has begun; sets the wire's handler and reads from it at once. */
    void opened(Wire stream, boolean first);

    /** How long the connection may stay without a request, in milliseconds; 0 for as long as it likes. */
    long patienceMillis(boolean first);

    /** Where the connection counts: a stripe of its worker. */
    long[] counters();

    /** Whether no more requests are wanted. */
    boolean isClosing();

    /** The connection has ended. Once. */
    void ended();
}
