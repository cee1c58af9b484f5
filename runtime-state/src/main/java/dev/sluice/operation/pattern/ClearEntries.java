package dev.sluice.operation.pattern;

import dev.sluice.operation.Operation;

/** Takes all entries of a version out. */
public record ClearEntries(PatternRef reference, VersionArgument version) implements Operation {}
