package dev.sluice.operation.pattern;

import dev.sluice.operation.Operation;

/** Lists references; rows are {@link dev.sluice.pattern.PatternReference}. */
public record ListPatterns(PatternKind kind) implements Operation {}
