package dev.sluice.operation.table;

import dev.sluice.operation.Operation;

/** Lists the stick tables, as {@link TableInfo}s, the last one of the configuration first. */
public record ShowTables() implements Operation {}
