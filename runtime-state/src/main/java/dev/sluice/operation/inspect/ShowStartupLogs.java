package dev.sluice.operation.inspect;

import dev.sluice.operation.Operation;

/** Repeats what was said at start, or when the configuration in force was read, as {@link LogLine}s. */
public record ShowStartupLogs() implements Operation {}
