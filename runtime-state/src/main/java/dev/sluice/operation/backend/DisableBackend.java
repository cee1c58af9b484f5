package dev.sluice.operation.backend;

import dev.sluice.operation.Operation;

/** Has a backend take nobody any more; what is established goes on. */
public record DisableBackend(String backend) implements Operation {}
