package dev.sluice.operation.backend;

import dev.sluice.operation.Operation;

/** Computes no cookies of servers any more. */
public record DisableDynamicCookie(String backend) implements Operation {}
