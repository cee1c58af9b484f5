package dev.sluice.operation.variable;

import dev.sluice.operation.Operation;

/** Lists the variables of the process, as {@link dev.sluice.state.ProcessVariable}s by name. */
public record ListVariables() implements Operation {}
