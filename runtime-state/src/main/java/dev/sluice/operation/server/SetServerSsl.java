package dev.sluice.operation.server;

import dev.sluice.operation.Operation;

/** Has connections to a server be encrypted, or not, as {@code on} or {@code off} says. */
public record SetServerSsl(ServerRef server, String word) implements Operation {}
