package dev.sluice.operation.table;

import dev.sluice.operation.Operation;

/** Forgets entries that nobody tracks at the moment. */
public record ClearTable(String table, EntrySelector entries) implements Operation {}
