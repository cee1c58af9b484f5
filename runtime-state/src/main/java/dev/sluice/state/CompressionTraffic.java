package dev.sluice.state;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** What compression takes in, makes and uses in the whole process. Any thread reads; traffic counts. */
public final class CompressionTraffic {
    private final Rate rateIn;
    private final Rate rateOut;
    private final AtomicLong memory = new AtomicLong();

    CompressionTraffic(CounterSet counters) {
        rateIn = new Rate(() -> counters.total(Counter.COMPRESSION_BYTES_IN));
        rateOut = new Rate(() -> counters.total(Counter.COMPRESSION_BYTES_OUT));
    }

    /** Bytes given to compression in a second. */
    public Rate rateIn() {
        return rateIn;
    }

    /** Bytes made of them in a second. */
    public Rate rateOut() {
        return rateOut;
    }

    /** What is to be ticked once a second. */
    public List<Rate> rates() {
        return List.of(rateIn, rateOut);
    }

    /** Bytes of memory in use. */
    public long memoryBytes() {
        return memory.get();
    }

    /** So much more memory is in use, or less. */
    public void uses(long bytes) {
        memory.addAndGet(bytes);
    }
}
