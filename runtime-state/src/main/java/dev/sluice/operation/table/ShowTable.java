package dev.sluice.operation.table;

import dev.sluice.operation.Operation;

/** Tells the entries of a table, as a {@link TableDump}; who may only look at names gets no entry. */
public record ShowTable(String table, EntrySelector entries) implements Operation {}
