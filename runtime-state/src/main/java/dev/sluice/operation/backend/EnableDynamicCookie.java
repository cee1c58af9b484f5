package dev.sluice.operation.backend;

import dev.sluice.operation.Operation;

/** Computes the cookies of servers that have none of their own. */
public record EnableDynamicCookie(String backend) implements Operation {}
