package dev.sluice.operation;

/**
 * Lets other threads have the processor now and then during long work. Where each processor has a worker, whoever runs thousands of
 * commands shares one with it, and the kernel would let a request wait for its whole time slice of some milliseconds. Confined to
 * the thread that works.
 */
public final class Breather {
    /** Commands in between: some hundred microseconds of work, against one for the call. */
    private static final int STRIDE = 64;

    private int left = STRIDE;

    /** A piece of the work is done: a command, a row. */
    @SuppressWarnings("ThreadPriorityCheck") // Nothing relies on it: what it does is a matter of latency alone.
    public void step() {
        left--;
        if (left == 0) {
            left = STRIDE;
            Thread.yield();
        }
    }
}
