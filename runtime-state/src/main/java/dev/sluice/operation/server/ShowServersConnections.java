package dev.sluice.operation.server;

import dev.sluice.operation.Operation;

/** Lists servers with their connections, as {@link dev.sluice.state.Server}s. An empty backend stands for all. */
public record ShowServersConnections(String backend) implements Operation {}
