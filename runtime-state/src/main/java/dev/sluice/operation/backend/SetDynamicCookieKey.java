package dev.sluice.operation.backend;

import dev.sluice.operation.Operation;

/** Computes the cookies of servers from another key. */
public record SetDynamicCookieKey(String backend, String key) implements Operation {}
