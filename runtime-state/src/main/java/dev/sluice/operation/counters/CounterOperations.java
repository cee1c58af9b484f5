package dev.sluice.operation.counters;

import dev.sluice.config.Level;
import dev.sluice.operation.Declared;
import java.util.List;

/** What can be done with counters. */
public final class CounterOperations {
    public static final Declared<ClearCounters> CLEAR_COUNTERS = Declared.change(
            ClearCounters.class,
            "clear-counters",
            Level.OPERATOR,
            "clear the maxima of all counters",
            CounterHandlers::clearMaxima);
    public static final Declared<ClearAllCounters> CLEAR_ALL_COUNTERS = Declared.change(
            ClearAllCounters.class, "clear-counters-all", Level.ADMIN, "clear all counters", CounterHandlers::clearAll);
    public static final Declared<ClearServerCounters> CLEAR_SERVER_COUNTERS = Declared.change(
            ClearServerCounters.class,
            "clear-counters-server",
            Level.ADMIN,
            "clear the counters of one server",
            CounterHandlers::clearServer);

    /** All of them. */
    public static final List<Declared<?>> ALL = List.of(CLEAR_COUNTERS, CLEAR_ALL_COUNTERS, CLEAR_SERVER_COUNTERS);

    private CounterOperations() {}
}
