package dev.sluice.operation.backend;

import dev.sluice.operation.Operation;

/** Has a backend take clients again, its servers as they were. */
public record EnableBackend(String backend) implements Operation {}
