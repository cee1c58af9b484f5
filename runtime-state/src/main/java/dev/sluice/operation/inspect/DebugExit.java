package dev.sluice.operation.inspect;

import dev.sluice.operation.Operation;

/** Ends the process at once. */
public record DebugExit(int status) implements Operation {}
