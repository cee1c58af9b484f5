package dev.sluice.operation.pattern;

import dev.sluice.operation.Operation;

/** Asks what a value matches, in each way in which rules ask; rows are {@link Found}. */
public record LookUp(PatternRef reference, String value) implements Operation {}
