package dev.sluice.stats;

import dev.sluice.config.Level;
import dev.sluice.state.Clock;
import dev.sluice.state.RuntimeState;

/**
 * What reading a statistic needs besides its subject.
 *
 * @param state the whole, for what depends on other proxies
 * @param nowMillis the time on {@link Clock#millis()}, one for a whole rendering
 * @param legends whether addresses, cookies and algorithms may be seen; not at level user
 * @param countServers whether a backend's status tells how many servers are up (options {@code up} and {@code no-maint})
 */
public record StatMoment(RuntimeState state, long nowMillis, boolean legends, boolean countServers) {
    /** Everything, now. */
    public static StatMoment of(RuntimeState state, Clock clock) {
        return new StatMoment(state, clock.millis(), true, false);
    }

    /** Whether a caller of this level may see legends. */
    public static boolean legendsFor(Level level) {
        return level.compareTo(Level.OPERATOR) >= 0;
    }

    /** Whole seconds since {@code thenMillis}. */
    long secondsSince(long thenMillis) {
        return millisSince(thenMillis) / 1000;
    }

    /** Milliseconds since a change; what never changed is as it is since start. */
    long millisSince(long thenMillis) {
        long start = state.process().identity().startMillis();
        return Math.max(0, nowMillis - Math.max(thenMillis, start));
    }
}
