package dev.sluice.socket;

import io.netty.channel.SelectStrategy;
import io.netty.util.IntSupplier;

/**
 * Has the event loop look for the next command for a moment before it sleeps. A script that waits for each reply sends the next command some
 * microseconds later, and to be put to sleep and woken costs more than most commands. Other threads that want the processor have it meanwhile.
 * Confined to the event loop.
 */
final class Attention implements SelectStrategy {
    /** About what a sleep and a waking cost together: to look for longer could only lose. */
    private static final long SPAN_NANOS = 50_000;

    private boolean heeding;
    private long untilNanos;

    /** A command has come. */
    void heed() {
        heeding = true;
        untilNanos = System.nanoTime() + SPAN_NANOS;
    }

    @Override
    @SuppressWarnings("ThreadPriorityCheck") // Nothing relies on it: what it does is a matter of latency alone.
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
        heeding = System.nanoTime() < untilNanos;
        Thread.yield();
        return CONTINUE;
    }
}
