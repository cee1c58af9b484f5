package dev.sluice.operation.table;

import dev.sluice.operation.Change;
import dev.sluice.operation.Context;
import dev.sluice.operation.Outcome;
import dev.sluice.operation.Reason;
import dev.sluice.operation.table.EntrySelector.Bad;
import dev.sluice.operation.table.EntrySelector.Filtered;
import dev.sluice.operation.table.EntrySelector.WithKey;
import dev.sluice.operation.table.EntrySelector.WithPointer;
import dev.sluice.state.table.StickTable;
import dev.sluice.state.table.TableEntry;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Handles {@code clear table}: a few entries at a time, so that other changes are not held up by a large table. */
final class ClearHandler {
    /** Entries looked at in one go; less than a millisecond of work. */
    private static final int PORTION = 4096;

    private ClearHandler() {}

    static CompletionStage<Outcome> clear(ClearTable operation, Context context) {
        return TableHandlers.table(context, operation.table()).thenCompose(table -> {
            EntrySelector entries = operation.entries();
            if (entries instanceof Bad bad) {
                return CompletableFuture.completedStage(bad.refusal());
            }
            if (entries instanceof WithKey one) {
                return CompletableFuture.completedStage(Keys.read(table.spec(), one.key(), "Removing keys from tables")
                        .then(key -> {
                            TableEntry entry = table.find(key);
                            return entry == null ? Outcome.OK : remove(context, table, entry);
                        }));
            }
            if (entries instanceof WithPointer one) {
                return CompletableFuture.completedStage(
                        TableHandlers.at(table, one.pointer()).then(entry -> remove(context, table, entry)));
            }
            return EntryFilter.of(table, (Filtered) entries).thenCompose(test -> {
                context.changing();
                CompletableFuture<Outcome> done = new CompletableFuture<>();
                new Sweep(context, table, test, done).run();
                return done;
            });
        });
    }

    private static Outcome remove(Context context, StickTable table, TableEntry entry) {
        if (entry.references() > 0) {
            return inUse();
        }
        context.changing();
        if (!table.remove(entry)) {
            return inUse();
        }
        context.changed("an entry of table " + table.name() + " forgotten", changes(table));
        return Outcome.OK;
    }

    private static Outcome inUse() {
        return Outcome.refused(Reason.ENTRY_IN_USE, "Entry currently in use, cannot remove");
    }

    private static List<Change> changes(StickTable table) {
        return List.of(Change.of(Change.Kind.UPDATED, "tables/" + table.name()));
    }

    /** Goes through a table in portions. */
    private static final class Sweep implements Runnable {
        private final Context context;
        private final StickTable table;
        private final Predicate<TableEntry> test;
        private final CompletableFuture<Outcome> done;
        private final Supplier<@Nullable TableEntry> entries;
        private int removed;

        Sweep(Context context, StickTable table, Predicate<TableEntry> test, CompletableFuture<Outcome> done) {
            this.context = context;
            this.table = table;
            this.test = test;
            this.done = done;
            this.entries = table.entries();
        }

        @Override
        public void run() {
            for (int i = 0; i < PORTION; i++) {
                TableEntry entry = entries.get();
                if (entry == null) {
                    end();
                    return;
                }
                if (test.test(entry) && table.remove(entry)) {
                    removed++;
                }
            }
            context.control().execute(this);
        }

        private void end() {
            if (removed > 0) {
                context.changed(removed + " entries of table " + table.name() + " forgotten", changes(table));
            }
            done.complete(Outcome.OK);
        }
    }
}
