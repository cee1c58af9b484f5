package dev.sluice.operation.server;

import dev.sluice.operation.Operation;

/** Has a server be wherever another host name leads. */
public record SetServerFqdn(ServerRef server, String name) implements Operation {}
