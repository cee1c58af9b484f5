package dev.sluice.operation.server;

import dev.sluice.operation.Checked;
import dev.sluice.operation.Operation;

/** Overrides what the agent said of a server, until it says more. */
public record SetServerAgent(ServerRef server, Checked<AgentWord> agent) implements Operation {}
