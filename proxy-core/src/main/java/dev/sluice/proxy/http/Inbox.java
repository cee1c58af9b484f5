package dev.sluice.proxy.http;

import dev.sluice.proxy.wire.Wire;
import dev.sluice.proxy.worker.StreamBuffer;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Bytes received on one connection and not yet passed on. Reads go to the worker's scratch memory; only what is left at the end of a
 * turn moves to a buffer of its own, so a connection without leftovers holds no memory.
 */
final class Inbox {
    /** The buffer holds as much as it can. */
    static final int FULL = -3;

    private final HttpSite site;
    private @Nullable StreamBuffer buffer;
    private boolean borrowed;

    Inbox(HttpSite site) {
        this.site = site;
    }

    /** Reads once; returns the bytes read, what {@link Wire#read} returns instead, or {@link #FULL}. */
    int fill(Wire from) {
        StreamBuffer into = buffer;
        if (into == null) {
            borrowed = site.borrow(this);
            into = borrowed ? site.worker().scratch() : site.worker().buffer();
            buffer = into;
        } else if (into.writable() == 0) {
            into.compact();
            if (into.writable() == 0) {
                return FULL;
            }
        }
        int got = from.read(into.writeAddress(), into.writable());
        if (got > 0) {
            into.produced(got);
        } else if (into.readable() == 0) {
            clear();
        }
        return got;
    }

    /** What holds its bytes; another one when a turn ends. */
    StreamBuffer held() {
        StreamBuffer held = buffer;
        if (held == null) {
            throw new IllegalStateException("empty");
        }
        return held;
    }

    int readable() {
        StreamBuffer held = buffer;
        return held == null ? 0 : held.readable();
    }

    ByteBuffer memory() {
        return held().memory();
    }

    /** Offset of the first byte; changes when a turn ends. */
    int start() {
        return held().start();
    }

    int end() {
        return held().end();
    }

    long address() {
        return held().readAddress();
    }

    /** Drops bytes from the front. */
    void consumed(int n) {
        StreamBuffer held = held();
        held.consumed(n);
        if (held.readable() == 0) {
            clear();
        }
    }

    /** At the end of a turn: what is left moves out of the scratch memory. */
    void settle() {
        StreamBuffer held = buffer;
        if (!borrowed || held == null) {
            return;
        }
        borrowed = false;
        buffer = null;
        if (held.readable() > 0) {
            StreamBuffer own = site.worker().buffer();
            own.append(held.readAddress(), held.readable());
            buffer = own;
        }
        site.returned(this);
    }

    /** An empty buffer, to be given to {@link #replace} or {@link #free}. */
    StreamBuffer newBuffer() {
        return site.worker().buffer();
    }

    void free(StreamBuffer unused) {
        site.worker().release(unused);
    }

    /** Holds the bytes of {@code other} from now on, in place of its own. */
    void replace(StreamBuffer other) {
        clear();
        buffer = other;
    }

    /** Drops everything. */
    void clear() {
        StreamBuffer held = buffer;
        if (held == null) {
            return;
        }
        buffer = null;
        if (borrowed) {
            borrowed = false;
            site.returned(this);
        } else {
            site.worker().release(held);
        }
    }
}
