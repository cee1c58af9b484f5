package dev.sluice.proxy.sample;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * A place for something that belongs to a session (a client's connection) or a stream (one request), such as its tracked counters.
 * Declare it once, as a constant.
 *
 * @param <T> what lies there
 */
@SuppressWarnings("UnusedTypeParameter") // It says what get() and put() take.
public final class Slot<T> {
    /** Slots of the whole program; a new one is a new constant in the code. */
    static final int MAX = 16;

    private static final AtomicInteger NEXT = new AtomicInteger();

    final int index = NEXT.getAndIncrement();

    /** A new place. */
    public Slot() {
        if (index >= MAX) {
            throw new IllegalStateException("more slots than " + MAX);
        }
    }
}
