package dev.sluice.operation.pattern;

import dev.sluice.operation.Operation;

/** Takes an entry out. */
public record DeleteEntry(PatternRef reference, EntryRef entry) implements Operation {}
