package dev.sluice.operation.frontend;

import dev.sluice.operation.Operation;

/** Takes a frontend out that takes no connections any more; what is established goes on. */
public record DelFrontend(String frontend) implements Operation {}
