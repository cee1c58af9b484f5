package dev.sluice.operation.server;

import dev.sluice.operation.Checked;
import dev.sluice.operation.Operation;

/** Has the agent of a server be asked at another port. */
public record SetServerAgentPort(ServerRef server, Checked<Integer> port) implements Operation {}
