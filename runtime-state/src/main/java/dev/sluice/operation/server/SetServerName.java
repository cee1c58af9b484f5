package dev.sluice.operation.server;

import dev.sluice.operation.Operation;

/** Gives a server in maintenance another name. */
public record SetServerName(ServerRef server, String name) implements Operation {}
