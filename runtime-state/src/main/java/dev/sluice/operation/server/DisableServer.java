package dev.sluice.operation.server;

import dev.sluice.operation.Operation;

/** Puts a server into maintenance. */
public record DisableServer(ServerRef server) implements Operation {}
