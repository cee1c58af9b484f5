package dev.sluice.operation.pattern;

import dev.sluice.operation.Operation;

/** Lists the entries of a version; rows are {@link dev.sluice.pattern.PatternEntry}. */
public record ShowEntries(PatternRef reference, VersionArgument version) implements Operation {}
