package dev.sluice.operation.variable;

import dev.sluice.operation.Operation;

/** Tells a variable of the process, a {@link dev.sluice.state.ProcessVariable}. */
public record GetVariable(String name) implements Operation {}
