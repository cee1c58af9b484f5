package dev.sluice.operation.server;

import dev.sluice.operation.Operation;

/** Switches a server's agent check on. */
public record EnableAgent(ServerRef server) implements Operation {}
