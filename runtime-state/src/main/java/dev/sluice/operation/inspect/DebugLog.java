package dev.sluice.operation.inspect;

import dev.sluice.operation.Operation;

/** Writes a line to the log targets of the process. */
public record DebugLog(String text) implements Operation {}
