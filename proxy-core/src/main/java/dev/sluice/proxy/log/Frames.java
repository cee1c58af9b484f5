package dev.sluice.proxy.log;

import dev.sluice.state.ring.MessageRing;
import io.netty.util.internal.PlatformDependent;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Messages as a syslog server gets them over a stream: each behind its length, or each before a line feed (RFC 6587, sections 3.4.1 and 3.4.2).
 * Confined to one thread.
 */
final class Frames implements MessageRing.Reader {
    /** The longest message that a {@code log} line can ask for. */
    private static final int MESSAGE_MAX = 65_535;

    /** A length of five digits and a blank. */
    private static final int FRAME_MAX = 6;

    private final boolean counted;
    private final ByteBuffer memory = ByteBuffer.allocateDirect(MESSAGE_MAX + FRAME_MAX);
    private final long address = PlatformDependent.directBufferAddress(memory);
    /** The first byte that was not sent. */
    private int start;

    Frames(boolean counted) {
        this.counted = counted;
    }

    @Override
    public boolean take(byte[] from, int at, int first, int rest) {
        if (memory.remaining() < FRAME_MAX + first + rest) {
            return false;
        }
        if (counted) {
            memory.put((first + rest + " ").getBytes(StandardCharsets.US_ASCII));
        }
        memory.put(from, at, first).put(from, 0, rest);
        if (!counted) {
            memory.put((byte) '\n');
        }
        return true;
    }

    boolean isEmpty() {
        return start == memory.position();
    }

    /** Where what is to be sent begins. */
    long address() {
        return address + start;
    }

    /** Bytes that are to be sent. */
    int length() {
        return memory.position() - start;
    }

    /** So many of them were. */
    void sent(int count) {
        start += count;
        if (isEmpty()) {
            start = 0;
            memory.clear();
        }
    }

    /** A message of which a part was sent is to be sent again. */
    void restart() {
        int begin = 0;
        int next = next(begin);
        while (next <= start && next > begin) {
            begin = next;
            next = next(begin);
        }
        start = begin;
    }

    /** Where the message behind the one at {@code begin} starts. A line feed within one divides it for its reader as well. */
    private int next(int begin) {
        int end = memory.position();
        int length = 0;
        for (int at = begin; at < end; at++) {
            byte b = memory.get(at);
            if (!counted && b == '\n') {
                return at + 1;
            }
            if (counted && b == ' ') {
                return at + 1 + length;
            }
            length = length * 10 + (b - '0');
        }
        return begin;
    }
}
