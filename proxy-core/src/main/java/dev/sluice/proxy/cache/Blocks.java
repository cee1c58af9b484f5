package dev.sluice.proxy.cache;

import io.netty.util.internal.PlatformDependent;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Memory outside the heap in pieces of 1 kB, a fixed number of them. Each names the one that follows it, whether in a response or
 * among those that are free. The system is asked for a megabyte at a time, when it is first needed; all goes back once this is closed
 * and the last piece was given back.
 */
final class Blocks {
    /** Bytes of one. */
    static final int SIZE = 1024;

    /** There is none. */
    static final int NONE = -1;

    private static final int PER_SLAB = 1024;

    /** A megabyte and who follows whom in it. */
    private static final class Slab {
        private final long address = PlatformDependent.allocateMemory((long) PER_SLAB * SIZE);
        private final AtomicIntegerArray next = new AtomicIntegerArray(PER_SLAB);
    }

    private final int count;
    private final AtomicReferenceArray<@Nullable Slab> slabs;
    /** The first that is free, or {@link #NONE}; above it a number that grows, so that a stack which was changed in between is noticed. */
    private final AtomicLong free = new AtomicLong(pack(0, NONE));

    private final AtomicInteger fresh = new AtomicInteger();
    private final AtomicInteger taken = new AtomicInteger();
    private final AtomicBoolean released = new AtomicBoolean();
    private volatile boolean closed;

    Blocks(int megabytes) {
        count = megabytes * PER_SLAB;
        slabs = new AtomicReferenceArray<>(megabytes);
    }

    private static long pack(int number, int block) {
        return (long) number << 32 | block & 0xFFFF_FFFFL;
    }

    /** How many there are. */
    int count() {
        return count;
    }

    /** How many are in use. */
    int taken() {
        return taken.get();
    }

    /** Bytes that the system was asked for. */
    long allocated() {
        long bytes = 0;
        for (int i = 0; i < slabs.length(); i++) {
            bytes += slabs.get(i) == null ? 0 : (long) PER_SLAB * SIZE;
        }
        return bytes;
    }

    /** Takes one; {@link #NONE} where none is free. */
    int take() {
        taken.incrementAndGet();
        int block = closed ? NONE : pop();
        if (block == NONE) {
            gone(1);
        } else {
            follow(block, NONE);
        }
        return block;
    }

    private int pop() {
        while (true) {
            long head = free.get();
            int block = (int) head;
            if (block == NONE) {
                return unused();
            }
            // Whoever takes it first may have another follow it by now; then the head is not the same any more either.
            if (free.compareAndSet(head, pack((int) (head >>> 32) + 1, next(block)))) {
                return block;
            }
        }
    }

    private int unused() {
        int block = fresh.get();
        while (block < count && !fresh.compareAndSet(block, block + 1)) {
            block = fresh.get();
        }
        return block < count ? block : NONE;
    }

    /** Gives back a chain of so many, its last one known. */
    void give(int first, int last, int length) {
        while (true) {
            long head = free.get();
            follow(last, (int) head);
            if (free.compareAndSet(head, pack((int) (head >>> 32) + 1, first))) {
                break;
            }
        }
        gone(length);
    }

    private void gone(int length) {
        if (taken.addAndGet(-length) == 0 && closed) {
            release();
        }
    }

    /** No more are given out; memory goes back once none is in use. */
    void close() {
        closed = true;
        if (taken.get() == 0) {
            release();
        }
    }

    private void release() {
        if (!released.compareAndSet(false, true)) {
            return;
        }
        for (int i = 0; i < slabs.length(); i++) {
            Slab slab = slabs.getAndSet(i, null);
            if (slab != null) {
                PlatformDependent.freeMemory(slab.address);
            }
        }
    }

    /** Where a block begins in memory; it must be in use. */
    long address(int block) {
        return slab(block).address + (long) (block % PER_SLAB) * SIZE;
    }

    /** The one behind it. */
    int next(int block) {
        return slab(block).next.get(block % PER_SLAB);
    }

    /** Has one stand behind another. */
    void follow(int block, int by) {
        slab(block).next.set(block % PER_SLAB, by);
    }

    private Slab slab(int block) {
        int index = block / PER_SLAB;
        Slab slab = slabs.get(index);
        while (slab == null) {
            Slab made = new Slab();
            if (!slabs.compareAndSet(index, null, made)) {
                PlatformDependent.freeMemory(made.address);
            }
            slab = slabs.get(index);
        }
        return slab;
    }
}
