package dev.sluice.operation.server;

import dev.sluice.operation.Operation;

/** {@code set server} with a word that means nothing, or nothing yet; always refused. */
public record SetServerUnknown(ServerRef server, String word) implements Operation {}
