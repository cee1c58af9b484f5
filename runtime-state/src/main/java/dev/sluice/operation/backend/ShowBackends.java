package dev.sluice.operation.backend;

import dev.sluice.operation.Operation;

/** Lists the backends, as {@link dev.sluice.state.Backend}s. */
public record ShowBackends() implements Operation {}
