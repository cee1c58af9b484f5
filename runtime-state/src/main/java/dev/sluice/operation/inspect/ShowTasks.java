package dev.sluice.operation.inspect;

import dev.sluice.operation.Operation;

/** Counts what the workers have to do, by kind, as {@link TaskCount}s. */
public record ShowTasks() implements Operation {}
