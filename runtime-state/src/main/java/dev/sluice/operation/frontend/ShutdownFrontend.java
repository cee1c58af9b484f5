package dev.sluice.operation.frontend;

import dev.sluice.operation.Operation;

/** Closes a frontend's listeners for good; what is established goes on. */
public record ShutdownFrontend(String frontend) implements Operation {}
