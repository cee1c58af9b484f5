package dev.sluice.operation.process;

import dev.sluice.operation.Operation;

/** Tells of the process, as {@link dev.sluice.state.RuntimeState}. */
public record ShowInfo() implements Operation {}
