package dev.sluice.operation.server;

import dev.sluice.operation.Operation;

/** Takes a server out of its backend, once it is in maintenance and nothing is connected to it any more. */
public record DelServer(ServerRef server) implements Operation {}
