package dev.sluice.operation.table;

import dev.sluice.operation.Cursor;

/**
 * A table and its entries, which are read as they are pulled, so that a large table holds up nobody.
 *
 * @param table the table
 * @param permitted whether the caller may see entries
 * @param wanted what came of the selection
 * @param rows the entries; none where they may not be seen
 */
public record TableDump(TableInfo table, boolean permitted, Wanted wanted, Cursor<TableRow> rows) {
    /** What came of the selection. */
    public enum Wanted {
        /** The entries that match. */
        LISTED,
        /** There is no entry with the key. */
        MISSING
    }
}
