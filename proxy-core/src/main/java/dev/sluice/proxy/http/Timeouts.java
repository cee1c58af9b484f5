package dev.sluice.proxy.http;

import dev.sluice.proxy.action.Transaction.Timeout;
import java.util.Arrays;

/** The timeouts that rules have set for one request; 0 where they have not. */
final class Timeouts {
    private final long[] millis = new long[Timeout.values().length];
    private boolean any;

    /** None is set. */
    void clear() {
        if (any) {
            Arrays.fill(millis, 0);
            any = false;
        }
    }

    void set(Timeout which, long value) {
        millis[which.ordinal()] = value;
        any = true;
    }

    /** The one that was set, or {@code otherwise}. */
    long get(Timeout which, long otherwise) {
        long own = millis[which.ordinal()];
        return own > 0 ? own : otherwise;
    }
}
