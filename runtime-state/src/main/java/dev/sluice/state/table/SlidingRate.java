package dev.sluice.state.table;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * How often something happened within the last period, to two counts: that of the period under way, and that of the one before, which
 * weighs as much as is left of it when the window ends now. A period begins with the first event after a pause, so that whatever
 * happens within one period of a first event is counted exactly.
 *
 * <p><b>Two words, no lock.</b> The first holds when the period under way began and its count; the second, the same moment and the
 * count of the one before. Where the moments agree the pair is whole. Turning to a new period writes the new moment into the second word
 * first, which announces it; whoever sees moments that differ completes the turn: it brings the announced word's count up to what the
 * first word holds, and then replaces that first word if it has not changed since. An event that slips in between makes this last step
 * fail, and the turn is tried again with the larger count. So no event is lost, and nobody waits for anybody.
 */
final class SlidingRate {
    /** Words that a rate takes. */
    static final int WORDS = 2;

    /** Clocks of workers differ by the length of a turn; a moment that lies further ahead is none, but one from weeks ago. */
    private static final int SKEW_MILLIS = 60_000;

    private static final VarHandle WORD = MethodHandles.arrayElementVarHandle(long[].class);

    private SlidingRate() {}

    /** Counts {@code events} at {@code now}; returns the rate with them. */
    static long add(long[] words, int at, int period, int now, long events) {
        for (; ; ) {
            long before = (long) WORD.getVolatile(words, at + 1);
            long current = (long) WORD.getVolatile(words, at);
            int began = moment(current);
            if (began != moment(before)) {
                turn(words, at, period, current, before);
                continue;
            }
            long elapsed = elapsed(now, began, current | before);
            if (elapsed < period) {
                long next = pack(began, count(current) + events);
                if (WORD.compareAndSet(words, at, current, next)) {
                    return weigh(count(next), count(before), elapsed, period);
                }
                continue;
            }
            int moment = elapsed < 2L * period ? began + period : now;
            if (moment == began) {
                // A moment of 0 marks a rate that never counted, and time passes through it once in seven weeks.
                moment++;
            }
            WORD.compareAndSet(words, at + 1, before, pack(moment, 0));
        }
    }

    /** The rate at {@code now}. */
    static long read(long[] words, int at, int period, int now) {
        for (; ; ) {
            long before = (long) WORD.getVolatile(words, at + 1);
            long current = (long) WORD.getVolatile(words, at);
            if ((long) WORD.getVolatile(words, at + 1) != before) {
                continue;
            }
            int began = moment(current);
            long counted = count(current);
            long past = count(before);
            if (began != moment(before)) {
                past = carried(current, before, period);
                counted = 0;
                began = moment(before);
            }
            long elapsed = elapsed(now, began, current | before);
            if (elapsed >= 2L * period) {
                return 0;
            }
            return elapsed < period
                    ? weigh(counted, past, elapsed, period)
                    : weigh(0, counted, elapsed - period, period);
        }
    }

    /** Makes it that {@code rate} events have happened at {@code now}, and none before. */
    static void set(long[] words, int at, int now, long rate) {
        int moment = now == 0 ? 1 : now;
        WORD.setVolatile(words, at + 1, pack(moment, 0));
        WORD.setVolatile(words, at, pack(moment, rate));
    }

    private static void turn(long[] words, int at, int period, long current, long before) {
        long wanted = pack(moment(before), carried(current, before, period));
        if (wanted == before) {
            WORD.compareAndSet(words, at, current, pack(moment(before), 0));
        } else {
            WORD.compareAndSet(words, at + 1, before, wanted);
        }
    }

    /** What the period that ends leaves to the next: its count, unless a whole period without any event lies between. */
    private static long carried(long current, long before, int period) {
        return moment(before) - moment(current) == period ? count(current) : 0;
    }

    /** Milliseconds since a period began; more than any two periods for one that never did. */
    private static long elapsed(int now, int began, long either) {
        int elapsed = now - began;
        if (either == 0 || elapsed < -SKEW_MILLIS) {
            return Long.MAX_VALUE;
        }
        return Math.max(0, elapsed);
    }

    private static long weigh(long counted, long past, long elapsed, int period) {
        // A single event would be gone at once when it begins to fade; it stays for as long as it is remembered.
        return counted == 0 && past <= 1 ? past : counted + past * (period - elapsed) / period;
    }

    private static int moment(long word) {
        return (int) (word >>> 32);
    }

    private static long count(long word) {
        return word & 0xFFFF_FFFFL;
    }

    private static long pack(int moment, long count) {
        return (long) moment << 32 | count & 0xFFFF_FFFFL;
    }
}
