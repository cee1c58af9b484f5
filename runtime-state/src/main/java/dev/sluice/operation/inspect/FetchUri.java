package dev.sluice.operation.inspect;

import dev.sluice.operation.Operation;

/** Sends one HTTP request from the process itself, to see what it sees; the answer is a {@link Fetched}. */
public record FetchUri(String method, String uri) implements Operation {}
