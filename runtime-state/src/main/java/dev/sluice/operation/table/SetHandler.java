package dev.sluice.operation.table;

import dev.sluice.config.TableData;
import dev.sluice.operation.Change;
import dev.sluice.operation.Checked;
import dev.sluice.operation.Context;
import dev.sluice.operation.Outcome;
import dev.sluice.operation.Reason;
import dev.sluice.operation.table.EntrySelector.Bad;
import dev.sluice.operation.table.EntrySelector.WithKey;
import dev.sluice.operation.table.EntrySelector.WithPointer;
import dev.sluice.operation.table.SetTable.NewValue;
import dev.sluice.state.table.StickTable;
import dev.sluice.state.table.TableEntry;
import dev.sluice.state.table.TableKey;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Handles {@code set table}. */
final class SetHandler {
    private SetHandler() {}

    static Outcome set(SetTable operation, Context context) {
        return TableHandlers.table(context, operation.table()).then(table -> {
            EntrySelector entry = operation.entry();
            if (entry instanceof Bad bad) {
                return bad.refusal();
            }
            if (entry instanceof WithKey one) {
                return Keys.read(table.spec(), one.key(), "Inserting keys into tables")
                        .then(key -> make(operation, context, table, key));
            }
            if (entry instanceof WithPointer one) {
                return TableHandlers.at(table, one.pointer()).then(found -> {
                    if (!table.acquire(found)) {
                        return Outcome.refused(Reason.ENTRY_NOT_FOUND, "No entry can be found matching ptr.");
                    }
                    return assign(operation, context, table, found);
                });
            }
            return Outcome.OK;
        });
    }

    private static Outcome make(SetTable operation, Context context, StickTable table, TableKey key) {
        if (!operation.stepwise()) {
            Outcome.Refused refusal = firstMistake(table, operation.values());
            if (refusal != null) {
                return refusal;
            }
        }
        context.changing();
        TableEntry entry = table.acquire(key);
        return entry == null
                ? Outcome.refused(Reason.TABLE_FULL, "Unable to allocate a new entry")
                : assign(operation, context, table, entry);
    }

    private static Outcome.@Nullable Refused firstMistake(StickTable table, List<NewValue> values) {
        for (NewValue value : values) {
            Checked<Consumer<TableEntry>> change = change(table, value);
            if (change.value() == null) {
                return change.refusal();
            }
        }
        return null;
    }

    /** Sets what the entry, which is acquired and will be released, is to hold; whoever set it as a whole is told what came of it. */
    private static Outcome assign(SetTable operation, Context context, StickTable table, TableEntry entry) {
        Outcome outcome = set(operation, context, table, entry);
        return outcome == Outcome.OK && !operation.stepwise() ? Outcome.value(TableRow.of(table, entry)) : outcome;
    }

    private static Outcome set(SetTable operation, Context context, StickTable table, TableEntry entry) {
        try {
            List<Consumer<TableEntry>> changes = new ArrayList<>();
            Outcome outcome = Outcome.OK;
            for (NewValue value : operation.values()) {
                Checked<Consumer<TableEntry>> change = change(table, value);
                Consumer<TableEntry> good = change.value();
                if (good == null) {
                    outcome = change.refusal();
                    break;
                }
                changes.add(good);
            }
            if (outcome == Outcome.OK || operation.stepwise()) {
                context.changing();
                changes.forEach(change -> change.accept(entry));
                context.changed(
                        "an entry of table " + table.name() + " set",
                        List.of(Change.of(Change.Kind.UPDATED, "tables/" + table.name())));
            }
            return outcome;
        } finally {
            table.release(entry);
        }
    }

    private static Checked<Consumer<TableEntry>> change(StickTable table, NewValue value) {
        if (!value.data().startsWith(DataWord.PREFIX)) {
            return Checked.refused(Reason.BAD_ARGUMENT, "\"data.<type>\" followed by a value expected");
        }
        return DataWord.read(table, value.data(), "").and(word -> {
            OptionalLong number = DataWord.number(value.value());
            if (number.isEmpty()) {
                return Checked.refused(Reason.BAD_ARGUMENT, "Require a valid integer value to store");
            }
            if (!word.isWithin(table)) {
                return Checked.refused(Reason.VALUE_OUT_OF_RANGE, "index out of range in this data array");
            }
            long amount = number.getAsLong();
            return Checked.of(entry -> {
                // A number for a text is taken and says nothing: HAProxy has it stand for what it cannot show.
                if (word.data().form() != TableData.Form.TEXT) {
                    table.set(entry, word.data(), word.index(), amount);
                }
            });
        });
    }
}
