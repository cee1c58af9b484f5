package dev.sluice.proxy.h2;

import io.netty.util.internal.PlatformDependent;
import java.util.Arrays;

/**
 * Takes messages as HTTP/1 writes them, a few bytes after the other, and says what each part is. They come from the engine, which
 * lets nothing pass that could be read in two ways, so this needs to understand no more than is ever written.
 */
final class Feed {
    /** How a body ends. */
    enum Framing {
        /** There is none: another head follows. */
        INTERIM,
        /** There is none, and nothing follows. */
        NONE,
        LENGTH,
        CHUNKED,
        /** With the connection. */
        OPEN
    }

    /** Who hears of the parts. */
    interface Sink {
        /** A head is complete; returns how its body ends. */
        Framing head(Lines head);

        /** So many bytes that the body will have, as {@link #head} has found out; asked only where it said so. */
        long length();

        /** Bytes of the body; returns whether more may follow at once. */
        boolean data(long address, int length, boolean last);

        /** The body has ended, with fields behind it. */
        void end(Lines trailers);

        /** Whether bytes of the body may be given to it. */
        boolean takesData();
    }

    /** What the engine itself bounds by its buffers; a head that rules have made longer than this is none. */
    private static final int HEAD_MAX = 1 << 20;

    private static final int HEAD = 0;
    private static final int BODY = 1;
    private static final int CHUNK_SIZE = 2;
    private static final int CHUNK = 3;
    private static final int CHUNK_END = 4;
    private static final int TRAILERS = 5;
    private static final int REST = 6;
    private static final int DONE = 7;
    private static final int BROKEN = 8;

    private final Sink sink;
    private byte[] lines = new byte[512];
    private int length;
    private int lineStart;
    private int state = HEAD;
    private long left;
    private boolean headSeen;

    Feed(Sink sink) {
        this.sink = sink;
    }

    /** Whether the last head has passed. */
    boolean isHeadSeen() {
        return headSeen;
    }

    /** Whether the whole message has passed. */
    boolean isDone() {
        return state == DONE;
    }

    /** Whether only the connection's end says where the body ends. */
    boolean isOpenEnded() {
        return state == REST;
    }

    /** Another message follows. */
    void restart() {
        state = HEAD;
        length = 0;
        lineStart = 0;
        headSeen = false;
    }

    /** Takes bytes, as many as may be; returns how many, or -1 where they are no message. */
    int take(long address, int count) {
        int at = 0;
        while (at < count) {
            int taken = step(address + at, count - at);
            if (taken < 0) {
                return -1;
            }
            if (taken == 0) {
                return at;
            }
            at += taken;
        }
        return at;
    }

    private int step(long address, int count) {
        return switch (state) {
            case HEAD, TRAILERS -> line(address, count);
            case CHUNK_SIZE -> size(PlatformDependent.getByte(address));
            case CHUNK_END -> chunkEnd(PlatformDependent.getByte(address));
            case BODY, CHUNK, REST -> body(address, count);
            case DONE -> count; // What a method without a body has one for is nobody's.
            default -> -1;
        };
    }

    private int line(long address, int count) {
        for (int i = 0; i < count; i++) {
            byte b = PlatformDependent.getByte(address + i);
            if (length == HEAD_MAX) {
                state = BROKEN;
                return -1;
            }
            if (length == lines.length) {
                lines = Arrays.copyOf(lines, length * 2);
            }
            lines[length++] = b;
            if (b == '\n') {
                int end = length > lineStart + 1 && lines[length - 2] == '\r' ? length - 2 : length - 1;
                boolean empty = end == lineStart;
                lineStart = length;
                if (empty) {
                    complete();
                    return i + 1;
                }
            }
        }
        return count;
    }

    private void complete() {
        Lines seen = new Lines(lines, length, state == TRAILERS);
        length = 0;
        lineStart = 0;
        if (state == TRAILERS) {
            state = DONE;
            sink.end(seen);
            return;
        }
        Framing framing = sink.head(seen);
        headSeen = framing != Framing.INTERIM;
        left = framing == Framing.LENGTH ? sink.length() : 0;
        state = switch (framing) {
            case INTERIM -> HEAD;
            case NONE -> DONE;
            case LENGTH -> BODY;
            case CHUNKED -> CHUNK_SIZE;
            case OPEN -> REST;
        };
    }

    private int size(byte b) {
        int digit = Character.digit(b, 16);
        if (b == '\n') {
            state = left == 0 ? TRAILERS : CHUNK;
            lineStart = 0;
        } else if (digit >= 0 && lineStart == 0) {
            left = left * 16 + digit;
        } else {
            lineStart = 1; // Whatever stands behind the digits is no size.
        }
        return 1;
    }

    private int chunkEnd(byte b) {
        if (b == '\n') {
            state = CHUNK_SIZE;
            left = 0;
        }
        return 1;
    }

    private int body(long address, int count) {
        if (!sink.takesData()) {
            return 0;
        }
        if (state == REST) {
            return sink.data(address, count, false) ? count : -1;
        }
        int some = (int) Math.min(left, count);
        left -= some;
        boolean last = left == 0 && state == BODY;
        if (left == 0) {
            state = last ? DONE : CHUNK_END;
        }
        return sink.data(address, some, last) ? some : -1;
    }
}
