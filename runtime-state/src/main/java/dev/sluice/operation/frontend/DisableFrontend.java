package dev.sluice.operation.frontend;

import dev.sluice.operation.Operation;

/** Has a frontend refuse connections; what is established goes on. */
public record DisableFrontend(String frontend) implements Operation {}
