package dev.sluice.proxy.sample;

import org.jspecify.annotations.Nullable;

/** A client's connection as rules see it. Addresses are 4 or 16 bytes; none for a unix socket, whose ports are 0. */
public interface ConnectionView {
    /** The source address, as a PROXY header or rules may have set it. */
    byte[] source();

    /** The source port. */
    int sourcePort();

    /** The destination address, as a PROXY header or rules may have set it. */
    byte[] destination();

    /** The destination port. */
    int destinationPort();

    /** Rules take another source from now on; null and -1 leave the address or the port as it is. */
    default void source(byte @Nullable [] address, int port) {}

    /** Rules take another destination from now on, likewise. */
    default void destination(byte @Nullable [] address, int port) {}

    /** The other end of the connection itself. */
    default byte[] peer() {
        return source();
    }

    /** The port of the other end. */
    default int peerPort() {
        return sourcePort();
    }

    /** This end of the connection itself. */
    default byte[] local() {
        return destination();
    }

    /** The port of this end. */
    default int localPort() {
        return destinationPort();
    }

    /** Whether a PROXY header came with it. */
    default boolean isProxied() {
        return false;
    }
}
