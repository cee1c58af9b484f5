package dev.sluice.operation;

import java.util.function.LongSupplier;

/**
 * Lets other threads have the processor now and then during long work. Where each processor has a worker, whoever runs thousands of
 * commands shares one with it, and the kernel would let a request wait for its whole time slice of some milliseconds. Confined to
 * the thread that works.
 */
public final class Breather {
    /** Commands in between: some hundred microseconds of work, against one for the call. */
    private static final int STRIDE = 64;

    private final LongSupplier nanos;
    private final Runnable others;
    private int left = STRIDE;
    private long backNanos;
    private long awayNanos;

    /** Of a thread that begins its work. */
    @SuppressWarnings("ThreadPriorityCheck") // Nothing relies on it: what it does is a matter of latency alone.
    public Breather() {
        this(System::nanoTime, Thread::yield);
    }

    Breather(LongSupplier nanos, Runnable others) {
        this.nanos = nanos;
        this.others = others;
        this.backNanos = nanos.getAsLong();
    }

    /** A small piece of the work is done, such as a command. */
    public void step() {
        left--;
        if (left == 0) {
            left = STRIDE;
            breathe();
        }
    }

    /**
     * A piece of some hundred microseconds is done, such as a screenful of rows. A worker is soon done with its requests. Who has more to do
     * than the processor can keeps it for a whole time slice, which the kernel does not make up for, so that giving way each time would
     * leave nearly nothing: the work then goes on for as long as it rested.
     */
    public void breathe() {
        long now = nanos.getAsLong();
        if (now - backNanos < awayNanos) {
            return;
        }
        others.run();
        backNanos = nanos.getAsLong();
        awayNanos = backNanos - now;
    }
}
