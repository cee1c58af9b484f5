package dev.sluice.proxy.http;

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

    /** They leave with their names spelled so. */
    private Trailers(HeaderNames names) {
        this.names = names;
    }

    /** For one body; null where what follows it leaves as it came. */
    static @Nullable Trailers of(Body.Kind kind, @Nullable HeaderNames names) {
        return kind == Body.Kind.CHUNKED && names != null ? new Trailers(names) : null;
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
