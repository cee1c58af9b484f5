package dev.sluice.state;

import java.util.concurrent.atomic.AtomicLongArray;

/** What one name server did. Any thread. */
public final class NameServerCounters {
    private final AtomicLongArray values = new AtomicLongArray(NameServerCounter.values().length);

    /** One more. */
    public void add(NameServerCounter counter) {
        values.incrementAndGet(counter.ordinal());
    }

    /** How many so far. */
    public long get(NameServerCounter counter) {
        return values.get(counter.ordinal());
    }

    /** Starts over. */
    public void clear() {
        for (int i = 0; i < values.length(); i++) {
            values.set(i, 0);
        }
    }
}
