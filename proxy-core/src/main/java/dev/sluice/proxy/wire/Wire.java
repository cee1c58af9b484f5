package dev.sluice.proxy.wire;

import java.net.SocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * One connection. Bytes are pulled and pushed; nothing is buffered in between, so whoever stops reading stops the peer.
 *
 * <p>Readiness is edge-triggered and remembered: an event comes once, and {@link #isReadable()} stays true until a read came back
 * short. Who stops before that has to come back by himself, see {@code Worker.again}.
 */
public interface Wire {
    /** Nothing can be moved now; an event will follow. */
    int WOULD_BLOCK = 0;
    /** The peer has ended its side. */
    int EOF = -1;
    /** The connection is broken; {@link #error()} says how. */
    int FAILED = -2;

    /** Reads into memory; returns the bytes read (1 and up), {@link #WOULD_BLOCK}, {@link #EOF} or {@link #FAILED}. */
    int read(long address, int capacity);

    /** Writes from memory; returns the bytes taken (which may be fewer), {@link #WOULD_BLOCK} or {@link #FAILED}. */
    int write(long address, int length);

    /** Bytes read since this was last asked. */
    long takeReceived();

    /** Bytes written since this was last asked. */
    long takeSent();

    /** Whether a read may bring something: bytes, the end, or the error. */
    boolean isReadable();

    /** Whether a write may take something. */
    boolean isWritable();

    /** Whether the peer is known to have ended its side, though bytes before that may still wait to be read. */
    boolean isPeerDone();

    /** Whether it is open on this side. */
    boolean isOpen();

    /** What broke it; {@link WireError#NONE} while it is whole. */
    WireError error();

    /** Whether it broke, rather than ended. */
    default boolean isBroken() {
        return error() != WireError.NONE;
    }

    /** The connection that carries it: itself, but for one of several streams. */
    default Wire carrier() {
        return this;
    }

    /** The wire on a descriptor that all of this goes over; null where there is none, or no longer. */
    default @Nullable EpollWire ground() {
        return null;
    }

    /** Has it speak for a connection between others from now on; null leaves an end as it is. */
    default void presented(@Nullable SocketAddress source, @Nullable SocketAddress destination) {
        EpollWire below = ground();
        if (below != null) {
            below.presented(source, destination);
        }
    }

    /** Who gets the events; never null while open. */
    void handler(WireHandler next);

    /** Ends this side's direction; the peer's may go on. */
    void shutdownOutput();

    /** Closes both directions; no event comes after. Harmless when closed already. */
    void close();

    /** Closes with a reset, so that neither side keeps the connection in memory. */
    void reset();

    /** The peer, or null where unknown. */
    @Nullable
    SocketAddress remoteAddress();

    /** This side's address; asked of the kernel each time, so only on demand. */
    @Nullable
    SocketAddress localAddress();
}
