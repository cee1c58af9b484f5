package dev.sluice.proxy.tcp;

import dev.sluice.proxy.wire.Wire;
import dev.sluice.proxy.worker.StreamBuffer;
import dev.sluice.proxy.worker.Worker;

/** Moves the bytes of a session from one side to the other. */
final class Flow {
    /** Buffers moved for one side in one turn, so that a bulk sender leaves room for others. */
    private static final int BUFFERS_PER_TURN_MAX = 8;

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
        long scratch = worker.scratchAddress();
        int size = worker.bufferSize();
        Wire source = from.wire();
        for (int i = 0; i < BUFFERS_PER_TURN_MAX && source.isReadable(); i++) {
            int got = source.read(scratch, size);
            if (got == Wire.WOULD_BLOCK) {
                return;
            }
            if (got == Wire.EOF) {
                from.ended = true;
                passEnd(from, to);
                return;
            }
            if (got == Wire.FAILED) {
                session.broken(from);
                return;
            }
            from.activeMillis = worker.nowMillis();
            tally.received(from == client, got);
            if (!send(from, to, scratch, got)) {
                return;
            }
        }
        if (!from.again && source.isReadable()) {
            from.again = true;
            worker.again(from);
        }
    }

    /** Sends what was left over; returns whether all of it went. */
    private boolean flush(Half from, Half to) {
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
        if (to.ended && to.pending == null) {
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
