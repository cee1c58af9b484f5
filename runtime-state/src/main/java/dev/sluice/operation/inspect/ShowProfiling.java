package dev.sluice.operation.inspect;

import dev.sluice.operation.Operation;

/** Tells what threads have used since profiling began, as a {@link Profile}. */
public record ShowProfiling() implements Operation {}
