package dev.sluice.operation.counters;

import dev.sluice.operation.Operation;

/** Clears the maxima of all counters. */
public record ClearCounters() implements Operation {}
