package dev.sluice.operation.server;

import dev.sluice.operation.Operation;

/** Switches a server's health check on. */
public record EnableHealth(ServerRef server) implements Operation {}
