package dev.sluice.state;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * The counters of one object, in a stripe for each worker, so that counting shares no cache line.
 *
 * <p><b>Threads.</b> A stripe is written by its worker alone, with plain arithmetic and opaque stores; any thread sums. Clearing
 * records a baseline and raises an epoch (maxima) and an era (everything): it never writes a stripe. A worker drops its own maxima, and
 * what averages are made of, when it next sees a newer one.
 */
public final class CounterSet {
    /** Workers a process can have. */
    public static final int WORKERS_MAX = 256;

    /** Samples that an average looks back on, as in HAProxy ({@code TIME_STATS_SAMPLES}). */
    private static final int SAMPLES = 1024;

    private static final VarHandle SLOT = MethodHandles.arrayElementVarHandle(long[].class);
    private static final VarHandle STRIPES = stripes();

    private static final int SUMS = Counter.COUNT;
    private static final int MAXIMA = SUMS + Timing.COUNT;
    private static final int SAMPLED = MAXIMA + Timing.COUNT;
    private static final int LAST_SESSION = SAMPLED + 1;
    private static final int EPOCH = LAST_SESSION + 1;
    private static final int ERA = EPOCH + 1;
    private static final int LENGTH = ERA + 1;

    /** Those touched so far, few of all that there may be: most servers of a large configuration meet no worker at all. */
    private volatile Stripes stripes = new Stripes(new int[0], new long[0][]);

    private final AtomicLongArray baseline = new AtomicLongArray(Counter.COUNT);
    private volatile long epoch;
    private volatile long era;
    private volatile long clearedSessionMillis;

    private static VarHandle stripes() {
        try {
            return MethodHandles.lookup().findVarHandle(CounterSet.class, "stripes", Stripes.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** The stripe of a worker, made at its first touch; only that worker may call this. */
    public long[] stripe(int worker) {
        Stripes known = stripes;
        for (int i = 0; i < known.workers.length; i++) {
            if (known.workers[i] == worker) {
                return known.all[i];
            }
        }
        long[] made = new long[LENGTH];
        made[EPOCH] = epoch;
        made[ERA] = era;
        while (!STRIPES.compareAndSet(this, known, known.with(worker, made))) {
            known = stripes;
        }
        return made;
    }

    /** The stripe that the control thread itself counts in. */
    @ControlThread
    public long[] controlStripe() {
        return stripe(WORKERS_MAX);
    }

    /** Counts {@code n} more; on the stripe's own worker. */
    public static void add(long[] stripe, Counter counter, long n) {
        int slot = counter.ordinal();
        SLOT.setOpaque(stripe, slot, stripe[slot] + n);
    }

    /** Takes a stream's duration in milliseconds into average and maximum; on the stripe's own worker. */
    public void sample(long[] stripe, Timing timing, long millis) {
        if (stripe[EPOCH] != epoch) {
            forgetMaxima(stripe);
        }
        if (stripe[ERA] != era) {
            forgetSamples(stripe);
        }
        int sum = SUMS + timing.ordinal();
        // Each new sample pushes out its share of those before, once there are as many as the average looks back on.
        long pushedOut = stripe[SAMPLED] < SAMPLES ? 0 : (stripe[sum] + SAMPLES - 1) / SAMPLES;
        SLOT.setOpaque(stripe, sum, stripe[sum] - pushedOut + millis);
        int max = MAXIMA + timing.ordinal();
        if (millis > stripe[max]) {
            SLOT.setOpaque(stripe, max, millis);
        }
    }

    /** Says that a stream was sampled; on the stripe's own worker, once at the end of a stream. */
    public static void sampled(long[] stripe) {
        SLOT.setOpaque(stripe, SAMPLED, stripe[SAMPLED] + 1);
    }

    /** Says that a session has begun ({@code lastsess}); on the stripe's own worker. */
    public static void began(long[] stripe, long nowMillis) {
        SLOT.setOpaque(stripe, LAST_SESSION, nowMillis);
    }

    private void forgetMaxima(long[] stripe) {
        for (int i = 0; i < Timing.COUNT; i++) {
            SLOT.setOpaque(stripe, MAXIMA + i, 0L);
        }
        SLOT.setOpaque(stripe, EPOCH, epoch);
    }

    private void forgetSamples(long[] stripe) {
        for (int i = 0; i < Timing.COUNT; i++) {
            SLOT.setOpaque(stripe, SUMS + i, 0L);
        }
        SLOT.setOpaque(stripe, SAMPLED, 0L);
        SLOT.setOpaque(stripe, ERA, era);
    }

    /** The count since start or the last clear. */
    public long sum(Counter counter) {
        return raw(counter.ordinal()) - baseline.get(counter.ordinal());
    }

    /** The count since start, which no clear takes back; what rates are made from. */
    public long total(Counter counter) {
        return raw(counter.ordinal());
    }

    private long raw(int slot) {
        long sum = 0;
        for (long[] stripe : stripes.all) {
            sum += (long) SLOT.getOpaque(stripe, slot);
        }
        return sum;
    }

    /** The average in milliseconds over the last 1,024 streams, rounded up, workers weighed by what they served; 0 before the first. */
    public long average(Timing timing) {
        double weighted = 0;
        double weights = 0;
        for (long[] stripe : stripes.all) {
            boolean current = (long) SLOT.getOpaque(stripe, ERA) == era;
            long count = current ? Math.min((long) SLOT.getOpaque(stripe, SAMPLED), SAMPLES) : 0;
            if (count > 0) {
                weighted += (double) (long) SLOT.getOpaque(stripe, SUMS + timing.ordinal());
                weights += count;
            }
        }
        return weights == 0 ? 0 : (long) Math.ceil(weighted / weights);
    }

    /** The longest duration since start or the last clear, in milliseconds. */
    public long maximum(Timing timing) {
        long max = 0;
        for (long[] stripe : stripes.all) {
            if ((long) SLOT.getOpaque(stripe, EPOCH) == epoch) {
                max = Math.max(max, (long) SLOT.getOpaque(stripe, MAXIMA + timing.ordinal()));
            }
        }
        return max;
    }

    /** When the last stream began, on the clock that {@link #began} was given; 0 for never, or not since {@link #clearAll()}. */
    public long lastSessionMillis() {
        long last = newestSessionMillis();
        return last == clearedSessionMillis ? 0 : last;
    }

    private long newestSessionMillis() {
        long last = 0;
        for (long[] stripe : stripes.all) {
            last = Math.max(last, (long) SLOT.getOpaque(stripe, LAST_SESSION));
        }
        return last;
    }

    /** Forgets the maxima ({@code clear counters}). */
    @ControlThread
    @SuppressWarnings("NonAtomicVolatileUpdate") // One writer, the control thread.
    public void clearMaxima() {
        epoch = epoch + 1;
    }

    /** Starts all counters from 0 ({@code clear counters all}). */
    @ControlThread
    @SuppressWarnings("NonAtomicVolatileUpdate") // One writer, the control thread.
    public void clearAll() {
        clearMaxima();
        era = era + 1;
        clearedSessionMillis = newestSessionMillis();
        for (int i = 0; i < Counter.COUNT; i++) {
            baseline.set(i, raw(i));
        }
    }

    /** Whose is which; apart from the stripes, since looking for one's own must not touch what others write. */
    private record Stripes(int[] workers, long[][] all) {
        Stripes with(int worker, long[] made) {
            int count = workers.length;
            int[] moreWorkers = Arrays.copyOf(workers, count + 1);
            long[][] more = Arrays.copyOf(all, count + 1);
            moreWorkers[count] = worker;
            more[count] = made;
            return new Stripes(moreWorkers, more);
        }
    }
}
