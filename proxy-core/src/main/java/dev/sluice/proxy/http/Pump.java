package dev.sluice.proxy.http;

import dev.sluice.proxy.wire.Wire;
import dev.sluice.proxy.worker.StreamBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Moves a message from the connection it arrives on to the one it leaves by, no faster than the slower of the two: nothing is read
 * while something read before waits to be sent.
 */
final class Pump {
    /** How a run ended. */
    enum Result {
        /** For want of bytes. */
        STARVED,
        /** The receiver takes no more at present. */
        BLOCKED,
        /** The message has passed. */
        DONE,
        /** Its share of the turn is used up. */
        LATER,
        /** The message is not framed as it should be. */
        WRONG,
        /** The sender has ended in the middle. */
        SOURCE_ENDED,
        SOURCE_BROKEN,
        SINK_BROKEN
    }

    /** Bytes moved in one turn before others get theirs. */
    private static final int SHARE = 128 * 1024;

    /** A body up to this size leaves together with its head: copying it costs less than a second call. */
    private static final int TOGETHER_MAX = 4096;

    private final HttpSite site;
    private final Runnable arrived;
    private Inbox inbox;
    private final Body body = new Body();
    private final Body probe = new Body();
    private final Outlet outlet;
    private int ready;
    private boolean mute;
    private @Nullable Recoder recoder;
    private @Nullable CacheTap tap;
    private @Nullable HeaderNames names;
    private @Nullable Trailers trailers;

    /** A pump for what arrives in {@code inbox}; {@code arrived} runs when all of a message is there, before the last of it leaves. */
    Pump(HttpSite site, Inbox inbox, Runnable arrived) {
        this.site = site;
        this.arrived = arrived;
        this.inbox = inbox;
        this.outlet = new Outlet(site);
    }

    /** Moves what arrives in another inbox from now on. */
    void attach(Inbox next) {
        inbox = next;
    }

    Body body() {
        return body;
    }

    /** The body of this message is nobody's: it is read, and goes no further. */
    void mute() {
        mute = true;
    }

    Inbox inbox() {
        return inbox;
    }

    /** A cache sees the next body as it arrives. */
    void tap(CacheTap by) {
        tap = by;
    }

    /** What the body behind the next head passes through. */
    Recoder recoder() {
        Recoder known = recoder;
        if (known == null) {
            known = new Recoder(site);
            recoder = known;
        }
        return known;
    }

    /** Names of the next message's fields are spelled so, and what stands behind its body is changed so; nulls leave all as it came. */
    void alter(@Nullable HeaderNames spelling, @Nullable Trailers behind) {
        names = spelling;
        trailers = behind;
    }

    @Nullable
    Trailers trailers() {
        return trailers;
    }

    Outlet outlet() {
        return outlet;
    }

    /** Whether all of the message that has arrived has left. */
    boolean isFlushed() {
        return outlet.isEmpty() && ready == 0;
    }

    /** Whether what has come behind a head, the first {@code length} bytes of the inbox, can be the beginning of such a body. */
    boolean isPlausible(int length, Body.Kind kind, int trailerBytesMax) {
        if (kind != Body.Kind.CHUNKED || inbox.readable() == length) {
            return true;
        }
        probe.begin(kind, 0, trailerBytesMax);
        int unused = probe.take(inbox.memory(), inbox.start() + length, inbox.end());
        return !probe.isWrong();
    }

    /** Sends a head, the first {@code length} bytes of the inbox, and what has come of its body; returns false where that failed. */
    boolean begin(int length, Edits edits, Wire sink) {
        boolean whole = recoder != null || trailers != null;
        HeaderNames spelling = names;
        if (edits.isEmpty() && !mute && !whole) {
            if (spelling != null) {
                int unused = spelling.head(inbox.memory(), inbox.start(), inbox.start() + length);
            }
            ready = length + body.take(inbox.memory(), inbox.start() + length, inbox.end());
            tapped(length, ready - length);
            return true;
        }
        StreamBuffer out = site.out();
        if (length + edits.growth() > out.room()) {
            return false;
        }
        out.produced(edits.write(inbox.memory(), inbox.start(), length, out.memory(), 0));
        if (spelling != null) {
            int unused = spelling.head(out.memory(), out.start(), out.end());
        }
        inbox.consumed(length);
        if (inbox.readable() > 0 && !whole) {
            ready = body.take(inbox.memory(), inbox.start(), inbox.end());
            tapped(0, ready);
            drop();
            if (ready > 0 && ready <= Math.min(TOGETHER_MAX, out.writable())) {
                out.append(inbox.address(), ready);
                inbox.consumed(ready);
                ready = 0;
            }
        }
        told();
        return outlet.send(sink, out);
    }

    /** Moves what can be moved. */
    Result run(Wire source, Wire sink) {
        Recoder through = recoder;
        if (through != null) {
            return through.run(this, source, sink);
        }
        int moved = 0;
        while (true) {
            if (!outlet.flush(sink)) {
                return Result.SINK_BROKEN;
            }
            if (!outlet.isEmpty()) {
                return Result.BLOCKED;
            }
            if (ready > 0) {
                told();
                int sent = sink.write(inbox.address(), ready);
                if (sent < 0) {
                    return Result.SINK_BROKEN;
                }
                inbox.consumed(sent);
                ready -= sent;
                if (ready > 0) {
                    return Result.BLOCKED;
                }
            }
            if (body.isDone()) {
                return Result.DONE;
            }
            Trailers behind = trailers;
            if (inbox.readable() > (behind == null ? 0 : behind.held())) {
                ready = behind == null
                        ? body.take(inbox.memory(), inbox.start(), inbox.end())
                        : behind.take(body, inbox);
                if (ready == 0 && (behind == null || body.isWrong())) {
                    return Result.WRONG;
                }
                tapped(0, ready);
                drop();
                continue;
            }
            if (moved >= SHARE) {
                return Result.LATER;
            }
            int got = inbox.fill(source);
            if (got <= 0) {
                return stopped(got);
            }
            moved += got;
        }
    }

    /** Shows bytes of the body that are about to pass to who wants to keep them. */
    void tapped(int offset, int length) {
        CacheTap keeps = tap;
        if (keeps != null && length > 0) {
            keeps.take(inbox, offset, length);
        }
    }

    private void told() {
        if (body.isDone() && inbox.readable() == ready) {
            arrived.run();
        }
    }

    private void drop() {
        if (mute) {
            inbox.consumed(ready);
            ready = 0;
        }
    }

    Result stopped(int why) {
        if (why == Wire.WOULD_BLOCK) {
            return Result.STARVED;
        }
        if (why == Wire.EOF) {
            return body.endOfInput() ? Result.DONE : Result.SOURCE_ENDED;
        }
        return Result.SOURCE_BROKEN;
    }

    void clear() {
        ready = 0;
        mute = false;
        tap = null;
        names = null;
        trailers = null;
        Recoder through = recoder;
        if (through != null) {
            recoder = null;
            through.release();
        }
        outlet.clear();
        body.begin(Body.Kind.NONE, 0, 0);
    }
}
