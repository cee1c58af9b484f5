package dev.sluice.operation.table;

import dev.sluice.operation.Operation;
import java.util.List;

/**
 * Makes an entry, or changes what it holds.
 *
 * @param table which table; empty when none was named
 * @param entry a key or a pointer; nothing selected does nothing
 * @param values what to set, in order
 * @param stepwise whether what stands before a bad value is done, as HAProxy does; otherwise a bad value leaves all as it was
 */
public record SetTable(String table, EntrySelector entry, List<NewValue> values, boolean stepwise)
        implements Operation {
    /** Keeps a copy of the list. */
    public SetTable {
        values = List.copyOf(values);
    }

    /**
     * A value to set.
     *
     * @param data the kind of data with {@code data.} in front, and with an index between brackets for an array
     * @param value a number, as written
     */
    public record NewValue(String data, String value) {}
}
