package dev.sluice.operation.pattern;

import dev.sluice.operation.Operation;

/** Has traffic see a version. */
public record CommitVersion(PatternRef reference, int version) implements Operation {}
