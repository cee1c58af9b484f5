package dev.sluice.socket;

import io.netty.channel.SelectStrategy;
import io.netty.util.IntSupplier;
import java.util.function.LongSupplier;

/**
 * Has the event loop look for the next command for a moment before it sleeps. A script that waits for each reply sends the next command some
 * microseconds later, and to be put to sleep and woken costs more than most commands. Other threads that want the processor have it meanwhile.
 * Confined to the event loop.
 */
final class Attention implements SelectStrategy {
    /** About what a sleep and a waking cost together: to look for longer could only lose. */
    private static final long SPAN_NANOS = 50_000;

    /** Longer than a worker has to do at a time, shorter than the time slice of a thread that does not stop by itself. */
    private static final long CROWDED_NANOS = 500_000;

    /** Where the processor is that full, a look costs a time slice, and the kernel would have woken this thread earlier: so much of the time is for sleep. */
    private static final int SELDOM = 20;

    private final LongSupplier nanos;
    private final Runnable others;
    private boolean heeding;
    private long untilNanos;
    private long sleepyUntilNanos;

    @SuppressWarnings("ThreadPriorityCheck") // Nothing relies on it: what it does is a matter of latency alone.
    Attention() {
        this(System::nanoTime, Thread::yield);
    }

    Attention(LongSupplier nanos, Runnable others) {
        this.nanos = nanos;
        this.others = others;
        this.sleepyUntilNanos = nanos.getAsLong();
    }

    /** A command has come. */
    void heed() {
        long now = nanos.getAsLong();
        heeding = now - sleepyUntilNanos >= 0;
        untilNanos = now + SPAN_NANOS;
    }

    @Override
    public int calculateStrategy(IntSupplier ready, boolean hasTasks) throws Exception {
        if (hasTasks) {
            return ready.get();
        }
        if (!heeding) {
            return SELECT;
        }
        int found = ready.get();
        if (found > 0) {
            return found;
        }
        long now = nanos.getAsLong();
        heeding = now - untilNanos < 0;
        others.run();
        long back = nanos.getAsLong();
        if (back - now > CROWDED_NANOS) {
            sleepyUntilNanos = back + SELDOM * (back - now);
        }
        return CONTINUE;
    }
}
