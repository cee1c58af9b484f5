package dev.sluice.operation.frontend;

import dev.sluice.operation.Operation;

/** Has a frontend take connections again. */
public record EnableFrontend(String frontend) implements Operation {}
