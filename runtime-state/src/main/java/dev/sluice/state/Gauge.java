package dev.sluice.state;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** A current value that all workers share, and the highest it has been. Any thread may call anything. */
public final class Gauge {
    private static final long RESERVED_ONE = 1L << 32;

    /** Places taken, below; those of them that are only reserved, above. In one word, so that neither is ever seen without the other. */
    private final AtomicLong places = new AtomicLong();

    private final AtomicInteger highest = new AtomicInteger();

    /** One more; returns the new value. */
    public int increment() {
        int now = present(places.incrementAndGet());
        raise(now);
        return now;
    }

    /** One more, unless that would exceed {@code limit} (0 for none); returns whether it was taken. */
    public boolean tryIncrement(int limit) {
        boolean taken = tryAdd(1, limit);
        if (taken) {
            raise(get());
        }
        return taken;
    }

    /** As {@link #tryIncrement}, for one that may not come: {@link #arrived()} or {@link #cancel()} follows, and until then it is not seen. */
    public boolean tryReserve(int limit) {
        return tryAdd(RESERVED_ONE + 1, limit);
    }

    private boolean tryAdd(long what, int limit) {
        while (true) {
            long now = places.get();
            if (limit > 0 && taken(now) >= limit) {
                return false;
            }
            if (places.compareAndSet(now, now + what)) {
                return true;
            }
        }
    }

    /** The one that a place was reserved for is there; returns the new value. */
    public int arrived() {
        int now = present(places.addAndGet(-RESERVED_ONE));
        raise(now);
        return now;
    }

    /** The one that a place was reserved for does not come. */
    public void cancel() {
        places.getAndAdd(-RESERVED_ONE - 1);
    }

    /** One less; returns the new value. */
    public int decrement() {
        return present(places.decrementAndGet());
    }

    /** The value now. */
    public int get() {
        return present(places.get());
    }

    /** Whether there is no place left below {@code limit}, those that are reserved counted; 0 has no limit. */
    public boolean isFull(int limit) {
        return limit > 0 && taken(places.get()) >= limit;
    }

    /** The highest value since start or {@link #clearMaximum()}. */
    public int maximum() {
        return highest.get();
    }

    /** Starts the maximum from the present value ({@code clear counters}). */
    public void clearMaximum() {
        highest.set(get());
    }

    private static int taken(long word) {
        return (int) word;
    }

    private static int present(long word) {
        return (int) word - (int) (word >>> 32);
    }

    private void raise(int value) {
        int seen = highest.get();
        while (value > seen && !highest.compareAndSet(seen, value)) {
            seen = highest.get();
        }
    }
}
