package dev.sluice.operation.server;

import dev.sluice.operation.Operation;

/** Switches a server's agent check off. */
public record DisableAgent(ServerRef server) implements Operation {}
