package dev.sluice.stats;

import dev.sluice.state.Clock;
import dev.sluice.state.ProcessState;
import dev.sluice.state.RuntimeState;

/**
 * What reading a line of {@code show info} needs.
 *
 * @param state the whole
 * @param facts what surrounds it
 * @param nowMillis the time on {@link Clock#millis()}, one for a whole rendering
 */
public record InfoMoment(RuntimeState state, ProcessFacts facts, long nowMillis) {
    /** Now. */
    public static InfoMoment of(RuntimeState state, ProcessFacts facts, Clock clock) {
        return new InfoMoment(state, facts, clock.millis());
    }

    ProcessState process() {
        return state.process();
    }

    long uptimeMillis() {
        return Math.max(0, nowMillis - process().identity().startMillis());
    }
}
