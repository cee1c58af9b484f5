package dev.sluice.operation.table;

import dev.sluice.config.TableData;
import dev.sluice.config.TableSpec.Stored;
import dev.sluice.state.table.KeyText;
import dev.sluice.state.table.StickTable;
import dev.sluice.state.table.TableEntry;
import java.util.ArrayList;
import java.util.List;

/**
 * An entry as it was at one moment.
 *
 * @param pointer its number
 * @param key as a dump shows it
 * @param plainKey the same without escapes
 * @param uses how many track it
 * @param expiresMillis until it is forgotten; 0 where entries stay
 * @param values what it holds, in order; each element of an array by itself
 */
public record TableRow(long pointer, String key, String plainKey, int uses, long expiresMillis, List<Value> values) {
    /** Keeps a copy of the list. */
    public TableRow {
        values = List.copyOf(values);
    }

    /**
     * One thing that an entry holds.
     *
     * @param data which
     * @param index of an element of an array; 0 otherwise
     * @param periodMillis of a rate; 0 otherwise
     * @param number its value; for a text, whether there is one
     * @param text of a text; empty otherwise
     */
    public record Value(TableData data, int index, long periodMillis, long number, String text) {}

    static TableRow of(StickTable table, TableEntry entry) {
        List<Value> values = new ArrayList<>();
        for (Stored stored : table.spec().stored()) {
            TableData data = stored.data();
            for (int i = 0; i < stored.count(); i++) {
                String key = entry.serverKey();
                values.add(
                        data.form() == TableData.Form.TEXT
                                ? new Value(data, 0, 0, key == null ? 0 : 1, key == null ? "" : key)
                                : new Value(data, i, stored.periodMillis(), table.value(entry, data, i), ""));
            }
        }
        return new TableRow(
                entry.pointer(),
                KeyText.of(table.spec(), entry),
                KeyText.plain(table.spec(), entry),
                entry.references(),
                table.expiresIn(entry),
                values);
    }
}
