package dev.sluice.proxy.tls;

import dev.sluice.proxy.wire.Wire;
import io.netty.util.internal.PlatformDependent;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Bytes that have arrived: those of a record that is not whole yet, and those that were opened and not taken. */
final class Incoming {
    private static final int RECORD_HEADER = 5;

    private final TlsMemory memory;
    private @Nullable ByteBuffer unread;
    private @Nullable ByteBuffer opened;

    Incoming(TlsMemory memory) {
        this.memory = memory;
    }

    /** What has arrived and was not opened, ready to be read; {@link #keep} must follow in the same turn. */
    ByteBuffer input() {
        ByteBuffer held = unread;
        return held == null ? memory.received() : held;
    }

    /** Has what is left of {@code in} outlive the turn. */
    void keep(ByteBuffer in) {
        if (memory.isScratch(in)) {
            if (in.hasRemaining()) {
                unread = memory.keep(in);
                in.position(in.limit());
            }
        } else if (unread == in && !in.hasRemaining()) {
            unread = null;
            memory.release(in);
        }
    }

    /** Reads behind what {@code in} holds; returns what {@link Wire#read} does. */
    static int fill(Wire from, ByteBuffer in) {
        if (in.limit() == in.capacity()) {
            in.compact().flip();
        }
        int end = in.limit();
        if (end == in.capacity()) {
            return Wire.FAILED;
        }
        int got = from.read(PlatformDependent.directBufferAddress(in) + end, in.capacity() - end);
        if (got > 0) {
            in.limit(end + got);
        }
        return got;
    }

    /** Whether a whole record has arrived, or opened bytes wait. */
    boolean isReady() {
        if (opened != null) {
            return true;
        }
        ByteBuffer held = unread;
        if (held == null || held.remaining() < RECORD_HEADER) {
            return false;
        }
        int at = held.position();
        int length = (held.get(at + 3) & 0xFF) << 8 | (held.get(at + 4) & 0xFF);
        return held.remaining() >= RECORD_HEADER + length;
    }

    boolean isOpened() {
        return opened != null;
    }

    /** Takes opened bytes, of which there are some. */
    int take(long address, int capacity) {
        ByteBuffer from = opened;
        if (from == null) {
            return 0;
        }
        int length = copy(from, address, capacity);
        if (!from.hasRemaining()) {
            opened = null;
            memory.release(from);
        }
        return length;
    }

    /** Takes from what was just opened; the rest waits. */
    int take(int fresh, long address, int capacity) {
        ByteBuffer from = memory.opened().limit(fresh);
        int length = copy(from, address, capacity);
        if (from.hasRemaining()) {
            opened = memory.keep(from);
        }
        return length;
    }

    /** Has all of what was just opened wait. */
    void hold(int fresh) {
        opened = memory.keep(memory.opened().limit(fresh));
    }

    private static int copy(ByteBuffer from, long address, int capacity) {
        int length = Math.min(capacity, from.remaining());
        PlatformDependent.copyMemory(PlatformDependent.directBufferAddress(from) + from.position(), address, length);
        from.position(from.position() + length);
        return length;
    }

    void release() {
        ByteBuffer held = unread;
        if (held != null) {
            unread = null;
            memory.release(held);
        }
        ByteBuffer rest = opened;
        if (rest != null) {
            opened = null;
            memory.release(rest);
        }
    }
}
