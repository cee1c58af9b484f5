package dev.sluice.proxy.track;

import dev.sluice.config.TableData;
import dev.sluice.proxy.sample.Reusable;
import dev.sluice.proxy.sample.SampleContext;
import dev.sluice.proxy.sample.Slot;
import dev.sluice.proxy.sample.Slots;
import dev.sluice.state.table.StickTable;
import dev.sluice.state.table.TableEntry;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The entries that one connection, or one request, tracks: each under a number, in whose table what happens is counted until it ends.
 * Confined to the session's worker.
 */
public final class Tracked implements Reusable {
    private static final Slot<Tracked> SLOT = new Slot<>();

    private @Nullable StickTable[] tables;
    private @Nullable TableEntry[] entries;

    private Tracked(int counters) {
        tables = new @Nullable StickTable[counters];
        entries = new @Nullable TableEntry[counters];
    }

    /** What is tracked there; null for nothing. */
    public static @Nullable Tracked in(@Nullable Slots slots) {
        return slots == null ? null : slots.get(SLOT);
    }

    /** The table of what is tracked under a number, by the request or else by its connection; null for nothing. */
    static @Nullable StickTable table(SampleContext context, int number) {
        Tracked holder = holder(context, number);
        return holder == null ? null : holder.tables[number];
    }

    /** The entry that is tracked under a number, by the request or else by its connection; null for nothing. */
    static @Nullable TableEntry entry(SampleContext context, int number) {
        Tracked holder = holder(context, number);
        return holder == null ? null : holder.entries[number];
    }

    private static @Nullable Tracked holder(SampleContext context, int number) {
        Tracked stream = in(context.stream());
        if (stream != null && stream.has(number)) {
            return stream;
        }
        Tracked session = in(context.session());
        return session != null && session.has(number) ? session : null;
    }

    private boolean has(int number) {
        return number < entries.length && entries[number] != null;
    }

    /**
     * Begins to track.
     *
     * @param slots of the connection or of the request
     * @param counters numbers that there are
     * @param entry acquired already; released when all is over
     * @return false where the number is taken
     */
    static boolean begin(Slots slots, int counters, int number, StickTable table, TableEntry entry) {
        Tracked held = slots.get(SLOT);
        if (held == null) {
            held = new Tracked(counters);
            slots.put(SLOT, held);
        }
        held.grow(counters);
        if (number >= counters || held.entries[number] != null) {
            return false;
        }
        held.tables[number] = table;
        held.entries[number] = entry;
        table.add(entry, TableData.CONN_CNT, 0, 1);
        table.add(entry, TableData.CONN_RATE, 0, 1);
        table.add(entry, TableData.CONN_CUR, 0, 1);
        return true;
    }

    /** A configuration that came since may have more of them. */
    private void grow(int counters) {
        if (entries.length < counters) {
            tables = Arrays.copyOf(tables, counters);
            entries = Arrays.copyOf(entries, counters);
        }
    }

    /** Whether a number is free for tracking. */
    static boolean isFree(Slots slots, int number) {
        Tracked held = slots.get(SLOT);
        return held == null || !held.has(number);
    }

    /** Counts something in all tables that hold it; nothing where nothing is tracked. */
    public static void count(@Nullable Tracked tracked, TableData count, TableData rate, long amount) {
        if (tracked != null) {
            tracked.count(count, rate, amount);
        }
    }

    private void count(TableData count, TableData rate, long amount) {
        for (int i = 0; i < entries.length; i++) {
            TableEntry entry = entries[i];
            StickTable table = tables[i];
            if (entry != null && table != null) {
                table.add(entry, count, 0, amount);
                table.add(entry, rate, 0, amount);
                table.touch(entry);
            }
        }
    }

    /** A connection or a request is over: nothing there is tracked any more. */
    public static void end(@Nullable Slots slots) {
        Tracked held = slots == null ? null : slots.get(SLOT);
        if (held != null) {
            held.clear();
        }
    }

    @Override
    public void clear() {
        for (int i = 0; i < entries.length; i++) {
            TableEntry entry = entries[i];
            StickTable table = tables[i];
            if (entry != null && table != null) {
                entries[i] = null;
                tables[i] = null;
                table.subtract(entry, TableData.CONN_CUR);
                table.release(entry);
            }
        }
    }
}
