package dev.sluice.proxy.balance;

import java.util.concurrent.atomic.AtomicLongArray;

/** A counter that all workers draw from, alone on its cache lines: neighbours would slow it, and it them. */
final class Position {
    /** Longs on either side; two lines of 64 bytes, since processors fetch them in pairs. */
    private static final int PADDING = 16;

    private final AtomicLongArray value = new AtomicLongArray(2 * PADDING + 1);

    Position(long start) {
        value.set(PADDING, start);
    }

    /** The position, which moves on; never negative. */
    long next() {
        return value.getAndIncrement(PADDING) & Long.MAX_VALUE;
    }

    /** The position that comes next. */
    long get() {
        return value.get(PADDING) & Long.MAX_VALUE;
    }
}
