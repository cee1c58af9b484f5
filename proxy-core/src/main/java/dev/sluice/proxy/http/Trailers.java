package dev.sluice.proxy.http;

import dev.sluice.proxy.worker.StreamBuffer;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of the fields behind a body of chunks on their way out. They are held back until all have come, which is when they have been
 * checked; a body's limit for them is below what a buffer holds.
 */
final class Trailers {
    /** What remains where no field does: the empty line. */
    private static final int END = 2;

    private final @Nullable HeaderNames names;
    private int held;

    /** They leave with their names spelled so, or not at all where null. */
    private Trailers(@Nullable HeaderNames names) {
        this.names = names;
    }

    /** For one body; null where what follows it leaves as it came. */
    static @Nullable Trailers of(Body.Kind kind, boolean dropped, @Nullable HeaderNames names) {
        boolean changed = kind == Body.Kind.CHUNKED && (dropped || names != null);
        return changed ? new Trailers(dropped ? null : names) : null;
    }

    /** Does the same to a whole message, whose body begins at an offset from its first byte. */
    static void change(StreamBuffer whole, int body, boolean dropped, @Nullable HeaderNames names) {
        Body probe = new Body();
        probe.begin(Body.Kind.CHUNKED, 0, whole.readable());
        int from = body + probe.content(whole.memory(), whole.start() + body, whole.end());
        if (dropped) {
            boolean shorter = whole.resize(from, whole.readable() - from - END, 0);
            assert shorter : "no room for less";
        } else if (names != null) {
            int unused = names.fields(whole.memory(), whole.start() + from, whole.end());
        }
    }

    /** Bytes at the beginning of the inbox that the body has taken, and that do not leave yet. */
    int held() {
        return held;
    }

    /** Takes what there is of a body; returns how many bytes at the beginning of the inbox may leave now. */
    int take(Body body, Inbox inbox) {
        ByteBuffer memory = inbox.memory();
        int start = inbox.start();
        if (!body.isInTrailers()) {
            int content = body.content(memory, start, inbox.end());
            if (content > 0 || !body.isInTrailers()) {
                return content;
            }
        }
        held += body.take(memory, start + held, inbox.end());
        if (!body.isDone()) {
            return 0;
        }
        int all = held;
        held = 0;
        return leave(memory, start, all, inbox);
    }

    private int leave(ByteBuffer memory, int start, int length, Inbox inbox) {
        HeaderNames spelling = names;
        if (spelling != null) {
            int unused = spelling.fields(memory, start, start + length);
            return length;
        }
        inbox.consumed(length - END);
        return END;
    }
}
