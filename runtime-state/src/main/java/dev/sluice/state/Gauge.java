package dev.sluice.state;

import java.util.concurrent.atomic.AtomicInteger;

/** A current value that all workers share, and the highest it has been. Any thread may call anything. */
public final class Gauge {
    private final AtomicInteger current = new AtomicInteger();
    private final AtomicInteger highest = new AtomicInteger();

    /** One more; returns the new value. */
    public int increment() {
        int now = current.incrementAndGet();
        raise(now);
        return now;
    }

    /** One more, unless that would exceed {@code limit} (0 for none); returns whether it was taken. */
    public boolean tryIncrement(int limit) {
        while (true) {
            int now = current.get();
            if (limit > 0 && now >= limit) {
                return false;
            }
            if (current.compareAndSet(now, now + 1)) {
                raise(now + 1);
                return true;
            }
        }
    }

    /** As {@link #tryIncrement}, for one that may not come: the highest value is told apart, by {@link #reached()}. */
    public boolean tryReserve(int limit) {
        while (true) {
            int now = current.get();
            if (limit > 0 && now >= limit) {
                return false;
            }
            if (current.compareAndSet(now, now + 1)) {
                return true;
            }
        }
    }

    /** Takes the present value into the highest, after {@link #tryReserve}. */
    public void reached() {
        raise(current.get());
    }

    /** One less; returns the new value. */
    public int decrement() {
        return current.decrementAndGet();
    }

    /** The value now. */
    public int get() {
        return current.get();
    }

    /** The highest value since start or {@link #clearMaximum()}. */
    public int maximum() {
        return highest.get();
    }

    /** Starts the maximum from the present value ({@code clear counters}). */
    public void clearMaximum() {
        highest.set(current.get());
    }

    private void raise(int value) {
        int seen = highest.get();
        while (value > seen && !highest.compareAndSet(seen, value)) {
            seen = highest.get();
        }
    }
}
