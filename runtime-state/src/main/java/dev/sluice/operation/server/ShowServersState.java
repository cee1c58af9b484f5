package dev.sluice.operation.server;

import dev.sluice.operation.Operation;

/** Lists servers with their state, as {@link dev.sluice.state.Server}s. An empty backend stands for all. */
public record ShowServersState(String backend) implements Operation {}
