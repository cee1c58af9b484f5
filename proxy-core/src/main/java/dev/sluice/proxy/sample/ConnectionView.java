package dev.sluice.proxy.sample;

import dev.sluice.proxy.wire.TcpFigure;
import java.net.InetSocketAddress;
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

    /** Whether a header came with it that told whose it is. */
    default boolean isProxied() {
        return false;
    }

    /** What else the header told. */
    default Tlvs tlvs() {
        return Tlvs.NONE;
    }

    /** Such a header has come: whose connection it is, both null where it is the sender's own, and what else it told. */
    default void proxied(@Nullable InetSocketAddress source, @Nullable InetSocketAddress destination, Tlvs tlvs) {}

    /** Rules want a header to be read before anything else. */
    default void expect(Header header) {}

    /** Packets to the other end say that they are of a class of traffic, eight bits; where the system lets them. */
    default void trafficClass(int value) {}

    /** Packets to the other end have a mark; where the system lets them, which takes the capability cap_net_admin. */
    default void mark(int value) {}

    /** What the system measures of it now; {@link TcpFigure#NONE} where it does not. */
    default long figure(TcpFigure figure) {
        return TcpFigure.NONE;
    }

    /** Closing it is not to be noticed by the other end; {@code hops} as {@link SilentDrop} has them. */
    default void vanish(int hops) {}

    /** The headers that can tell whose a connection is. */
    enum Header {
        /** The PROXY protocol's, in its first or second version. */
        PROXY,
        /** NetScaler's client IP insertion. */
        NETSCALER
    }
}
