package dev.sluice.operation.inspect;

import dev.sluice.operation.Operation;

/** Counts what should hardly ever happen, as {@link dev.sluice.state.RareCounts.Count}s. */
public record ShowRareEvents() implements Operation {}
