package dev.sluice.proxy.tcp;

import dev.sluice.proxy.wire.EpollWire;
import dev.sluice.proxy.wire.Pipe;
import dev.sluice.proxy.wire.Wire;
import dev.sluice.proxy.worker.StreamBuffer;
import dev.sluice.proxy.worker.Worker;
import org.jspecify.annotations.Nullable;

/** Moves the bytes of a session from one side to the other. */
final class Flow {
    /** Buffers moved for one side in one turn, so that a bulk sender leaves room for others. */
    private static final int BUFFERS_PER_TURN_MAX = 8;

    /** So many reads that filled a buffer are taken for bulk, which pipes move for less; a pair of messages is not worth the calls. */
    private static final int FULL_READS = 4;

    /** Bulk goes on while a pipe gets this part of a buffer at a time, or did so more often than not. */
    private static final int SPLICED_SHARE = 4;

    private final TcpSession session;
    private final Worker worker;
    private final Half client;
    private final Tally tally;

    Flow(TcpSession session, Half client, Tally tally) {
        this.session = session;
        this.worker = session.shard().worker();
        this.client = client;
        this.tally = tally;
    }

    /** Moves bytes until one side has no more, the other takes no more, or this turn's share is used up. */
    void pump(Half from, Half to) {
        if (!flush(from, to)) {
            return;
        }
        if (from.broken) {
            session.failed(from);
            return;
        }
        if (from.ended) {
            passEnd(from, to);
            return;
        }
        Wire source = from.wire();
        for (int i = 0; i < BUFFERS_PER_TURN_MAX && source.isReadable(); i++) {
            Pipe pipe = from.fullReads >= FULL_READS ? pipe(from, to) : null;
            if (!(pipe == null ? copy(from, to) : splice(from, to, pipe))) {
                return;
            }
        }
        if (!from.again && source.isReadable()) {
            from.again = true;
            worker.again(from);
        }
    }

    /** Moves one buffer; returns whether there may be more to move now. */
    private boolean copy(Half from, Half to) {
        long scratch = worker.scratchAddress();
        int size = worker.bufferSize();
        int got = from.wire().read(scratch, size);
        if (got == Wire.EOF) {
            from.ended = true;
            passEnd(from, to);
            return false;
        }
        if (!received(from, got)) {
            return false;
        }
        from.fullReads = got == size ? from.fullReads + 1 : 0;
        return send(from, to, scratch, got);
    }

    /** Takes note of bytes that came; returns whether there are any. */
    private boolean received(Half from, int got) {
        if (got == Wire.FAILED) {
            session.broken(from);
        }
        if (got <= 0) {
            return false;
        }
        from.activeMillis = worker.nowMillis();
        tally.received(from == client, got);
        return true;
    }

    /** A pipe for bulk between two sockets; null where the system has none, or one side is more than a socket. */
    private @Nullable Pipe pipe(Half from, Half to) {
        return from.wire() instanceof EpollWire && to.wire() instanceof EpollWire
                ? worker.pipes().take()
                : null;
    }

    /** The same as {@link #copy} for as much as a pipe holds. */
    private boolean splice(Half from, Half to, Pipe pipe) {
        from.pipe = pipe;
        int got = from.wire() instanceof EpollWire source ? pipe.fill(source) : Wire.WOULD_BLOCK;
        if (got == Wire.WOULD_BLOCK && from.wire().isReadable()) {
            // It may be the end, which a read tells.
            from.fullReads = 0;
        }
        if (got > 0) {
            int credit = from.fullReads + (got >= worker.bufferSize() / SPLICED_SHARE ? 1 : -1);
            from.fullReads = Math.min(credit, FULL_READS * 2);
            return received(from, got) && drain(from, to, pipe);
        }
        from.pipe = null;
        worker.pipes().give(pipe);
        return received(from, got) || got == Wire.WOULD_BLOCK;
    }

    /** Passes on what a pipe holds; returns whether all of it went. */
    private boolean drain(Half from, Half to, Pipe pipe) {
        int sent = to.wire() instanceof EpollWire sink ? pipe.drain(sink) : Wire.FAILED;
        if (sent == Wire.FAILED) {
            session.failed(to);
            return false;
        }
        sent(to, sent);
        tally.spliced(to == client, sent);
        if (pipe.held() > 0) {
            return false;
        }
        from.pipe = null;
        worker.pipes().give(pipe);
        return true;
    }

    /** Sends what was left over; returns whether all of it went. */
    private boolean flush(Half from, Half to) {
        Pipe pipe = from.pipe;
        if (pipe != null) {
            return drain(from, to, pipe);
        }
        StreamBuffer rest = from.pending;
        if (rest == null) {
            return true;
        }
        int sent = to.wire().write(rest.readAddress(), rest.readable());
        if (sent == Wire.FAILED) {
            session.failed(to);
            return false;
        }
        sent(to, sent);
        rest.consumed(sent);
        if (rest.readable() > 0) {
            return false;
        }
        from.pending = null;
        worker.release(rest);
        return true;
    }

    /** Sends what was just read, keeping what is not taken; returns whether all of it went. */
    private boolean send(Half from, Half to, long address, int length) {
        int sent = to.wire().write(address, length);
        if (sent == Wire.FAILED) {
            session.failed(to);
            return false;
        }
        sent(to, sent);
        if (sent == length) {
            return true;
        }
        StreamBuffer rest = worker.buffer();
        rest.append(address + sent, length - sent);
        from.pending = rest;
        return false;
    }

    /** Tells {@code to} once that nothing follows; where both sides have ended the session is over. */
    private void passEnd(Half from, Half to) {
        if (to.outputShut) {
            return;
        }
        to.shutOutput();
        if (to.ended && !to.isHolding()) {
            session.end("--", null);
        } else {
            from.activeMillis = worker.nowMillis();
            to.activeMillis = worker.nowMillis();
        }
    }

    private void sent(Half to, int bytes) {
        if (bytes > 0) {
            to.activeMillis = worker.nowMillis();
            tally.sent(to == client, bytes);
        }
    }
}
