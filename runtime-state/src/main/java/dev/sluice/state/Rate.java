package dev.sluice.state;

import java.util.function.LongSupplier;

/**
 * Events a second, read from a growing total: what came in this second plus what is still due of the one before, as HAProxy's frequency
 * counters do. The control thread ticks it once a second; any thread reads.
 */
public final class Rate {
    private static final long SECOND_MILLIS = 1000;
    /** Ticks some milliseconds late are the rule; only what is later than this counts as more than a second. */
    private static final long LATE_MILLIS = 1500;

    private final LongSupplier total;
    private volatile Second second = new Second(0, 0, 0);
    private long tickedMillis;
    private volatile long maximum;

    /** A rate of {@code total}, which never falls. */
    public Rate(LongSupplier total) {
        this.total = total;
    }

    /** Ends a second. */
    @ControlThread
    public void tick(long nowMillis) {
        long now = total.getAsLong();
        Second ended = second;
        long last = now - ended.totalAtStart;
        long elapsed = nowMillis - tickedMillis;
        boolean first = tickedMillis == 0;
        tickedMillis = nowMillis;
        if (last == 0 && ended.previous == 0) {
            return; // Most of many servers are idle: their seconds are all alike.
        }
        if (!first && elapsed > LATE_MILLIS) {
            // The tick came late: what is kept is still what one second had.
            last = last * SECOND_MILLIS / elapsed;
        }
        maximum = Math.max(maximum, last);
        second = new Second(nowMillis, now, last);
    }

    /**
     * Events in the second that ends at {@code nowMillis}, on the clock that {@link #tick} is given, rounded up: what came shows until its
     * second is wholly over.
     */
    public long perSecond(long nowMillis) {
        return thousandths(nowMillis, SECOND_MILLIS - 1);
    }

    /** The same rounded down, as limits count. */
    public long completePerSecond(long nowMillis) {
        return thousandths(nowMillis, 0);
    }

    private long thousandths(long nowMillis, long more) {
        Second current = second;
        long elapsed = Math.min(SECOND_MILLIS, Math.max(0, nowMillis - current.startMillis));
        long rest = current.previous * (SECOND_MILLIS - elapsed);
        return total.getAsLong() - current.totalAtStart + (rest + more) / SECOND_MILLIS;
    }

    /** The same with its fraction. */
    public double perSecondExact(long nowMillis) {
        Second current = second;
        long elapsed = Math.min(1000, Math.max(0, nowMillis - current.startMillis));
        return total.getAsLong() - current.totalAtStart + current.previous * (1000 - elapsed) / 1000.0;
    }

    /** The most in one second since start or {@link #clearMaximum()}. */
    public long maximum(long nowMillis) {
        return Math.max(maximum, perSecond(nowMillis));
    }

    /** Starts the maximum afresh ({@code clear counters}). */
    @ControlThread
    public void clearMaximum() {
        maximum = 0;
    }

    private record Second(long startMillis, long totalAtStart, long previous) {}
}
