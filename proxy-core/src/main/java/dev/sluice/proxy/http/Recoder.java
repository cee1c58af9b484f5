package dev.sluice.proxy.http;

import dev.sluice.config.Settings;
import dev.sluice.proxy.compress.Encoder;
import dev.sluice.proxy.wire.Wire;
import dev.sluice.proxy.worker.StreamBuffer;
import org.jspecify.annotations.Nullable;

/** The way of a body that is compressed. Holds one body at a time. */
final class Recoder {
    /** Bytes of content taken in one turn before others get theirs: a millisecond of compression at most. */
    private static final int SHARE = 32 * 1024;

    /** The longest size of a chunk that a buffer can hold, with its line break. */
    private static final int SIZE_MAX = 8;

    /** What else stands around the content of a chunk: its line break, and the last chunk of all. */
    private static final int FRAME_MAX = 2 + 5;

    private static final int MORE = -1;
    private static final int BROKEN = -2;
    private static final byte[] LAST = Chars.bytes("0\r\n");

    /** What is told of each piece that was compressed. */
    interface Meter {
        /** So many bytes have become so many. */
        void recoded(int taken, int made);
    }

    private final HttpSite site;
    private @Nullable Encoder encoder;
    private @Nullable Meter meter;
    private boolean encoded;
    private boolean done;
    private int level;

    Recoder(HttpSite site) {
        this.site = site;
    }

    /** The next body is compressed, and leaves in chunks. */
    void compress(Encoder by, Meter told) {
        encoder = by;
        meter = told;
        level = site.plans().compressionLevel();
        encoded = false;
        done = false;
    }

    /** Moves what can be moved, as {@link Pump#run} does. */
    Pump.Result run(Pump pump, Wire source, Wire sink) {
        int moved = 0;
        while (true) {
            if (!pump.outlet().flush(sink)) {
                return Pump.Result.SINK_BROKEN;
            }
            if (!pump.outlet().isEmpty()) {
                return Pump.Result.BLOCKED;
            }
            if (done) {
                return Pump.Result.DONE;
            }
            if (moved >= SHARE) {
                return Pump.Result.LATER;
            }
            StreamBuffer out = site.out();
            int step = step(pump, out);
            if (out.readable() > 0 && !pump.outlet().send(sink, out)) {
                return Pump.Result.SINK_BROKEN;
            }
            if (step == BROKEN) {
                return Pump.Result.WRONG;
            }
            moved += Math.max(0, step);
            if (step == MORE && pump.outlet().isEmpty()) {
                int got = pump.inbox().fill(source);
                Pump.Result stopped = got > 0 ? null : stopped(pump, got, sink);
                if (stopped != null) {
                    return stopped;
                }
            }
        }
    }

    private Pump.@Nullable Result stopped(Pump pump, int why, Wire sink) {
        if (why == Wire.WOULD_BLOCK && flush(pump, sink)) {
            return null;
        }
        Pump.Result result = pump.stopped(why);
        // The end of the connection is the end of such a body, which is to be ended in turn.
        return result == Pump.Result.DONE ? null : result;
    }

    /** Lets out what compression keeps back, since nothing follows at present; returns whether there was any. */
    private boolean flush(Pump pump, Wire sink) {
        Encoder by = encoder;
        if (by == null || !by.isUnflushed()) {
            return false;
        }
        StreamBuffer out = site.out();
        int made = by.flush(out.memory(), out.end() + SIZE_MAX, room(out));
        chunk(out, made);
        tell(0, made);
        return out.readable() == 0 || pump.outlet().send(sink, out);
    }

    /** One step: framing, content, the end, or trailers. Returns the bytes of content taken, {@link #MORE} or {@link #BROKEN}. */
    private int step(Pump pump, StreamBuffer out) {
        Body body = pump.body();
        Inbox inbox = pump.inbox();
        if (body.isDone()) {
            end(out);
            return 0;
        }
        if (inbox.readable() == 0 && !body.isInTrailers()) {
            return MORE;
        }
        if (body.isInTrailers()) {
            return trailers(pump, out);
        }
        int framed = body.frame(inbox.memory(), inbox.start(), inbox.end());
        if (framed > 0) {
            pump.tapped(0, framed);
            inbox.consumed(framed);
            return 0;
        }
        return body.isWrong() ? BROKEN : content(pump, out);
    }

    private int content(Pump pump, StreamBuffer out) {
        Inbox inbox = pump.inbox();
        Body body = pump.body();
        int there = (int) Math.min(body.contentLeft(), inbox.readable());
        Encoder by = encoder;
        int taken;
        int made;
        if (by == null) {
            taken = Math.min(there, room(out));
            made = taken;
            out.memory().put(out.end() + SIZE_MAX, inbox.memory(), inbox.start(), taken);
        } else {
            level(by);
            made = by.encode(inbox.memory(), inbox.start(), there, out.memory(), out.end() + SIZE_MAX, room(out));
            taken = by.taken();
            tell(taken, made);
        }
        chunk(out, made);
        pump.tapped(0, taken);
        body.contentTaken(taken);
        inbox.consumed(taken);
        return taken;
    }

    private void level(Encoder by) {
        if (site.shard().process().compressionRateLimit() > 0) {
            Settings global = site.plans().global();
            int next = site.encoders().levelAfter(level, global, site.worker().nowMillis());
            if (next != level) {
                level = next;
                by.level(next);
            }
        }
    }

    /** The content has come to its end; what follows it is passed as it is. */
    private int trailers(Pump pump, StreamBuffer out) {
        Inbox inbox = pump.inbox();
        Body body = pump.body();
        if (!encoded) {
            finish(out);
            if (encoded) {
                out.memory().put(out.end(), LAST);
                out.produced(LAST.length);
            }
            return 0;
        }
        if (inbox.readable() == 0) {
            return MORE;
        }
        Trailers behind = pump.trailers();
        int taken;
        if (behind == null) {
            int most = Math.min(inbox.readable(), out.writable());
            taken = body.take(inbox.memory(), inbox.start(), inbox.start() + most);
        } else {
            taken = behind.take(body, inbox);
        }
        if (body.isWrong()) {
            return BROKEN;
        }
        if (taken == 0) {
            return MORE;
        }
        out.append(inbox.address(), taken);
        pump.tapped(0, taken);
        inbox.consumed(taken);
        done = body.isDone();
        return 0;
    }

    private void end(StreamBuffer out) {
        if (!encoded) {
            finish(out);
        }
        if (encoded) {
            out.memory().put(out.end(), LAST);
            out.produced(LAST.length);
            out.memory().put(out.end(), HttpBytes.LINE);
            out.produced(HttpBytes.LINE.length);
            done = true;
        }
    }

    private void finish(StreamBuffer out) {
        Encoder by = encoder;
        if (by == null) {
            encoded = true;
            return;
        }
        int made = by.finish(out.memory(), out.end() + SIZE_MAX, room(out));
        tell(0, made);
        chunk(out, made);
        encoded = by.isFinished();
    }

    private static int room(StreamBuffer out) {
        return out.writable() - SIZE_MAX - FRAME_MAX;
    }

    /** Puts the size before, and a line break behind, the {@code made} bytes that stand a little behind the end of what is there. */
    private void chunk(StreamBuffer out, int made) {
        if (made == 0) {
            return;
        }
        int from = out.end() + SIZE_MAX;
        byte[] size = Chars.bytes(Integer.toHexString(made) + "\r\n");
        out.memory().put(out.end(), size);
        out.produced(size.length);
        out.memory().put(out.end(), out.memory(), from, made);
        out.produced(made);
        out.memory().put(out.end(), HttpBytes.LINE);
        out.produced(HttpBytes.LINE.length);
    }

    private void tell(int taken, int made) {
        Meter told = meter;
        if (told != null) {
            told.recoded(taken, made);
        }
    }

    /** The body has ended, or will not be needed. */
    void release() {
        Encoder by = encoder;
        if (by != null) {
            encoder = null;
            site.encoders().release(by);
        }
        meter = null;
    }
}
