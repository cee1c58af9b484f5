package dev.sluice.operation.server;

import dev.sluice.operation.Checked;
import dev.sluice.operation.Operation;

/** Has the health checks of a server go to another port; 0 for its own. */
public record SetServerCheckPort(ServerRef server, Checked<Integer> port) implements Operation {}
