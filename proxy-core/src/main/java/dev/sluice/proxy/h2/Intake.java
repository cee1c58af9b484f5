package dev.sluice.proxy.h2;

import dev.sluice.proxy.wire.Wire;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.util.internal.PlatformDependent;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** A message that has come in by frames and is read as HTTP/1 writes it. What waits here is bounded by the stream's window. */
final class Intake {
    private static final byte[] LAST_CHUNK = {'0', '\r', '\n'};

    private final ByteBufAllocator memory;
    private @Nullable ByteBuf bytes;
    private int owed;
    private boolean chunked;
    private boolean ended;

    Intake(ByteBufAllocator memory) {
        this.memory = memory;
    }

    /** Where a head is to be written; its body follows in chunks or as it is. */
    ByteBuf begin(boolean inChunks) {
        chunked = inChunks;
        ended = false;
        return held();
    }

    private ByteBuf held() {
        ByteBuf held = bytes;
        if (held == null) {
            held = memory.directBuffer(1024);
            bytes = held;
        }
        return held;
    }

    /** Bytes of the body have come. */
    void data(ByteBuf data) {
        int length = data.readableBytes();
        if (length == 0) {
            return;
        }
        ByteBuf held = held();
        if (held.readerIndex() > held.capacity() / 2) {
            held.discardReadBytes();
        }
        if (chunked) {
            held.writeCharSequence(Integer.toHexString(length) + "\r\n", StandardCharsets.ISO_8859_1);
        }
        held.writeBytes(data, data.readerIndex(), length);
        if (chunked) {
            held.writeByte('\r').writeByte('\n');
        }
        owed += length;
    }

    /** The body has ended; {@code trailers} are lines, each with its end. */
    void end(byte[] trailers) {
        ended = true;
        if (chunked) {
            held().writeBytes(LAST_CHUNK).writeBytes(trailers).writeByte('\r').writeByte('\n');
        }
    }

    boolean isEnded() {
        return ended;
    }

    boolean isEmpty() {
        return bytes == null;
    }

    /** Reads on; {@link Wire#WOULD_BLOCK} where nothing is there. */
    int read(long address, int capacity) {
        ByteBuf held = bytes;
        if (held == null) {
            return Wire.WOULD_BLOCK;
        }
        int length = Math.min(capacity, held.readableBytes());
        PlatformDependent.copyMemory(held.memoryAddress() + held.readerIndex(), address, length);
        held.skipBytes(length);
        if (!held.isReadable()) {
            held.release();
            bytes = null;
        }
        return length;
    }

    /** How much of what the sender has counted was read now that {@code length} bytes were. */
    int credit(int length) {
        int credit = bytes == null ? owed : Math.min(owed, length);
        owed -= credit;
        return credit;
    }

    void release() {
        ByteBuf held = bytes;
        if (held != null) {
            held.release();
            bytes = null;
        }
    }
}
