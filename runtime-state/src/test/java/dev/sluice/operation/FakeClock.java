package dev.sluice.operation;

import dev.sluice.state.Clock;
import java.util.concurrent.atomic.AtomicLong;

/** A clock that only the test moves. */
public final class FakeClock implements Clock {
    private final AtomicLong now = new AtomicLong(1_000_000);

    /** Lets time pass. */
    public void pass(long millis) {
        now.addAndGet(millis);
    }

    @Override
    public long millis() {
        return now.get();
    }

    @Override
    public long wallMillis() {
        return now.get();
    }
}
