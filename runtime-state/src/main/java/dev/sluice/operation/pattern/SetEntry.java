package dev.sluice.operation.pattern;

import dev.sluice.operation.Operation;

/** Has entries map to another value. */
public record SetEntry(PatternRef reference, EntryRef entry, String value) implements Operation {}
