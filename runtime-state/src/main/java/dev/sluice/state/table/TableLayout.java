package dev.sluice.state.table;

import dev.sluice.config.TableData;
import dev.sluice.config.TableSpec;
import java.util.Arrays;
import java.util.List;

/** Where in an entry's words each kind of data lies. A counter takes one word, a rate two. Immutable. */
final class TableLayout {
    private static final TableData[] KINDS = TableData.values();

    private final int[] offsets = new int[KINDS.length];
    private final int[] counts = new int[KINDS.length];
    private final int[] periods = new int[KINDS.length];
    private final int words;

    TableLayout(List<TableSpec.Stored> stored) {
        Arrays.fill(offsets, -1);
        int next = 0;
        for (TableSpec.Stored each : stored) {
            int kind = each.data().ordinal();
            offsets[kind] = next;
            counts[kind] = each.count();
            periods[kind] = (int) each.periodMillis();
            next += each.count() * (each.data().form().isRate() ? SlidingRate.WORDS : 1);
        }
        words = next;
    }

    /** Words of an entry. */
    int words() {
        return words;
    }

    /** Whether entries hold it. */
    boolean has(TableData data) {
        return offsets[data.ordinal()] >= 0;
    }

    /** Elements of an array, 1 of what is none, 0 of what is not held. */
    int count(TableData data) {
        return counts[data.ordinal()];
    }

    /** The period of a rate. */
    int period(TableData data) {
        return periods[data.ordinal()];
    }

    /** The first word of an element that is held. */
    int offset(TableData data, int index) {
        int start = offsets[data.ordinal()];
        return start + (data.form().isRate() ? index * SlidingRate.WORDS : index);
    }
}
