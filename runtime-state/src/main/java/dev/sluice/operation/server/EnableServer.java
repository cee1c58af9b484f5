package dev.sluice.operation.server;

import dev.sluice.operation.Operation;

/** Ends a server's maintenance and draining. */
public record EnableServer(ServerRef server) implements Operation {}
