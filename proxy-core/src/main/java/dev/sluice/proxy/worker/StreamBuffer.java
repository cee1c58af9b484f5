package dev.sluice.proxy.worker;

import io.netty.util.internal.PlatformDependent;
import java.nio.ByteBuffer;

/**
 * A piece of memory outside the heap that a stream holds while bytes have to outlive a turn: an unsent rest, a partial head. Taken from
 * and given back to its worker.
 */
public final class StreamBuffer {
    private final ByteBuffer memory;
    private final long address;
    private final int capacity;
    private int start;
    private int end;

    /**
     * Memory for {@code capacity} bytes received, and {@code spare} more that only edits may fill: a head that arrived together with
     * as much of its body as fits can still grow.
     */
    StreamBuffer(int capacity, int spare) {
        this.capacity = capacity;
        memory = ByteBuffer.allocateDirect(capacity + spare);
        address = PlatformDependent.directBufferAddress(memory);
    }

    /** Where it begins in memory. */
    public long address() {
        return address;
    }

    /** Its size, room for edits left out. */
    public int capacity() {
        return capacity;
    }

    /** The memory as a buffer, for what cannot use addresses; positions mean nothing. */
    public ByteBuffer memory() {
        return memory;
    }

    /** Offset of the first byte it holds. */
    public int start() {
        return start;
    }

    /** Offset after the last byte it holds. */
    public int end() {
        return end;
    }

    /** Bytes it holds. */
    public int readable() {
        return end - start;
    }

    /** Bytes that still fit behind. */
    public int writable() {
        return Math.max(0, capacity - end);
    }

    /** The same, with what only edits may fill. */
    public int room() {
        return memory.capacity() - end;
    }

    /** Address of the first byte it holds. */
    public long readAddress() {
        return address + start;
    }

    /** Address after the last byte. */
    public long writeAddress() {
        return address + end;
    }

    /** Drops {@code n} bytes from the front; empty, it starts over. */
    public void consumed(int n) {
        start += n;
        if (start == end) {
            clear();
        }
    }

    /** {@code n} bytes were put behind. */
    public void produced(int n) {
        end += n;
    }

    /** Copies bytes behind; they must fit. */
    public void append(long from, int length) {
        PlatformDependent.copyMemory(from, address + end, length);
        end += length;
    }

    /** Moves what it holds to the front. */
    public void compact() {
        if (start > 0) {
            memory.limit(end).position(start);
            memory.compact();
            memory.clear();
            end -= start;
            start = 0;
        }
    }

    /**
     * Makes the {@code removed} bytes at {@code offset} behind the first one {@code added} bytes long, moving what stands before or
     * behind them. What the new bytes are is up to the caller. Returns false, with nothing changed, where that is too long.
     */
    public boolean resize(int offset, int removed, int added) {
        int growth = added - removed;
        if (growth <= start) {
            PlatformDependent.copyMemory(address + start, address + start - growth, offset);
            start -= growth;
            return true;
        }
        if (growth > start + room()) {
            return false;
        }
        if (growth > room()) {
            compact();
        }
        int behind = start + offset + removed;
        PlatformDependent.copyMemory(address + behind, address + behind + growth, end - behind);
        end += growth;
        return true;
    }

    /** Holds nothing. */
    public void clear() {
        start = 0;
        end = 0;
    }
}
