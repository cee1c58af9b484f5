package dev.sluice.operation.pattern;

import dev.sluice.operation.Operation;

/** Begins a version; the value is its number, an {@code Integer}. */
public record PrepareVersion(PatternRef reference) implements Operation {}
