package dev.sluice.state;

import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The ports that connections to one server come from, where its line names a range of them: each is in use by one connection at a
 * time. Any thread, without locks.
 */
public final class SourcePorts {
    private final AtomicReference<Range> range = new AtomicReference<>(new Range(0, -1));

    /** Ports from {@code low} to {@code high}; none are in use that another range has given. */
    public Range range(int low, int high) {
        return Objects.requireNonNull(range.updateAndGet(
                known -> known != null && known.low == low && known.high == high ? known : new Range(low, high)));
    }

    /** Ports, the one first that was given back longest ago. */
    public static final class Range {
        private final int low;
        private final int high;
        /** At most 65,535. */
        private final Queue<Integer> free = new ConcurrentLinkedQueue<>();

        private Range(int low, int high) {
            this.low = low;
            this.high = high;
            for (int port = low; port <= high; port++) {
                free.add(port);
            }
        }

        /** Takes a port; 0 where all are in use. */
        public int take() {
            Integer port = free.poll();
            return port == null ? 0 : port;
        }

        /** Gives a port back. */
        public void give(int port) {
            free.add(port);
        }
    }
}
