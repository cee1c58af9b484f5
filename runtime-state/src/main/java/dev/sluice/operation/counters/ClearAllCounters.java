package dev.sluice.operation.counters;

import dev.sluice.operation.Operation;

/** Clears all counters, maxima too. */
public record ClearAllCounters() implements Operation {}
