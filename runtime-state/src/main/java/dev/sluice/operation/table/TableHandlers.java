package dev.sluice.operation.table;

import dev.sluice.config.GlobalSettings;
import dev.sluice.config.Level;
import dev.sluice.config.PeersSpec;
import dev.sluice.operation.Checked;
import dev.sluice.operation.Context;
import dev.sluice.operation.Cursor;
import dev.sluice.operation.Outcome;
import dev.sluice.operation.Reason;
import dev.sluice.operation.table.EntrySelector.Bad;
import dev.sluice.operation.table.EntrySelector.Filtered;
import dev.sluice.operation.table.EntrySelector.WithKey;
import dev.sluice.operation.table.EntrySelector.WithPointer;
import dev.sluice.operation.table.TableDump.Wanted;
import dev.sluice.state.table.StickTable;
import dev.sluice.state.table.TableEntry;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Handles operations that look at tables. */
final class TableHandlers {
    private static final Cursor<TableRow> NO_ROWS = () -> null;

    private TableHandlers() {}

    static Outcome showTables(ShowTables operation, Context context) {
        List<StickTable> tables = new ArrayList<>(context.state().tables().all());
        Collections.reverse(tables);
        return new Outcome.Rows(Cursor.of(tables.stream().map(TableInfo::of).toList()));
    }

    static Outcome showPeers(ShowPeers operation, Context context) {
        List<PeersSpec> sections = context.state().configuration().global().get(GlobalSettings.PEERS).stream()
                .filter(spec -> operation.section().isEmpty() || spec.name().equals(operation.section()))
                .toList();
        if (sections.isEmpty() && !operation.section().isEmpty()) {
            return Outcome.refused(Reason.PEERS_NOT_FOUND, "No such peers");
        }
        List<StickTable> tables = context.state().tables().all();
        return new Outcome.Rows(Cursor.of(sections.stream()
                .map(spec -> new PeersInfo(
                        spec,
                        tables.stream()
                                .filter(table -> table.spec().peers().equals(spec.name()))
                                .toList()))
                .toList()));
    }

    /** The table of a name. */
    static Checked<StickTable> table(Context context, String name) {
        return context.state()
                .tables()
                .find(name)
                .map(Checked::of)
                .orElseGet(() -> Checked.refused(Reason.TABLE_NOT_FOUND, "No such table"));
    }

    /** The entry that a pointer stands for. */
    static Checked<TableEntry> at(StickTable table, String pointer) {
        if (!pointer.startsWith("0x")) {
            return Checked.refused(Reason.BAD_ARGUMENT, "Pointer expected (0xffff notation)");
        }
        if (!pointer.matches("0x[0-9a-fA-F]{1,16}")) {
            return Checked.refused(Reason.BAD_ARGUMENT, "Malformed ptr.");
        }
        TableEntry entry = table.at(Long.parseUnsignedLong(pointer.substring(2), 16));
        return entry == null
                ? Checked.refused(Reason.ENTRY_NOT_FOUND, "No entry can be found matching ptr.")
                : Checked.of(entry);
    }

    static Outcome show(ShowTable operation, Context context) {
        return table(context, operation.table()).then(table -> select(table, operation.entries(), context));
    }

    private static Outcome select(StickTable table, EntrySelector entries, Context context) {
        boolean permitted = context.caller().level().compareTo(Level.OPERATOR) >= 0;
        if (entries instanceof Bad bad) {
            return bad.refusal();
        }
        if (entries instanceof WithKey one) {
            return Keys.read(table.spec(), one.key(), "Showing keys from tables")
                    .then(key -> permitted ? one(table, table.find(key)) : denied());
        }
        if (entries instanceof WithPointer one) {
            return at(table, one.pointer()).then(entry -> permitted ? one(table, entry) : denied());
        }
        return EntryFilter.of(table, (Filtered) entries)
                .then(test -> Outcome.value(new TableDump(
                        TableInfo.of(table), permitted, Wanted.LISTED, permitted ? rows(table, test) : NO_ROWS)));
    }

    private static Outcome denied() {
        return Outcome.refused(Reason.LEVEL_TOO_LOW, "Permission denied");
    }

    private static Outcome one(StickTable table, @Nullable TableEntry entry) {
        return Outcome.value(
                entry == null
                        ? new TableDump(TableInfo.of(table), true, Wanted.MISSING, NO_ROWS)
                        : new TableDump(
                                TableInfo.of(table),
                                true,
                                Wanted.LISTED,
                                Cursor.of(List.of(TableRow.of(table, entry)))));
    }

    private static Cursor<TableRow> rows(StickTable table, Predicate<TableEntry> test) {
        Supplier<@Nullable TableEntry> entries = table.entries();
        return () -> {
            TableEntry entry = entries.get();
            while (entry != null && !test.test(entry)) {
                entry = entries.get();
            }
            return entry == null ? null : TableRow.of(table, entry);
        };
    }
}
