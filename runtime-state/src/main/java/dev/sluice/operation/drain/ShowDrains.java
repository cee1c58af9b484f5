package dev.sluice.operation.drain;

import dev.sluice.operation.Operation;

/** Asks for the drains under way; rows of {@link dev.sluice.state.Drain.Report}. */
public record ShowDrains() implements Operation {}
