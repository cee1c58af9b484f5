package dev.sluice.state.table;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Entries by when they were touched, the one touched longest ago first: a binary heap. Touching an entry does not move it; it is moved
 * when it comes to the top and turns out to have been touched since. Confined to whoever holds the shard's bit.
 */
final class TouchQueue {
    private static final TableEntry[] NONE = {};

    private TableEntry[] heap = NONE;
    private int size;

    int size() {
        return size;
    }

    /** Takes in an entry. */
    void add(TableEntry entry) {
        if (size == heap.length) {
            heap = Arrays.copyOf(heap, Math.max(16, size * 2));
        }
        entry.queued = entry.touched();
        put(size, entry);
        size++;
        up(entry);
    }

    /** The entry that was touched longest ago; null when there is none. */
    @Nullable
    TableEntry oldest() {
        while (size > 0) {
            TableEntry top = heap[0];
            long touched = top.touched();
            if (touched == top.queued) {
                return top;
            }
            top.queued = touched;
            down(top);
        }
        return null;
    }

    /** Takes out an entry. */
    @SuppressWarnings("NullAway") // The place behind the last entry holds none, so that it can be collected.
    void remove(TableEntry entry) {
        size--;
        TableEntry last = heap[size];
        heap[size] = null;
        if (last != entry) {
            put(entry.place, last);
            up(last);
            down(last);
        }
    }

    private void put(int place, TableEntry entry) {
        heap[place] = entry;
        entry.place = place;
    }

    private void up(TableEntry entry) {
        int place = entry.place;
        while (place > 0) {
            TableEntry parent = heap[(place - 1) / 2];
            if (parent.queued <= entry.queued) {
                break;
            }
            int next = parent.place;
            put(place, parent);
            place = next;
        }
        put(place, entry);
    }

    private void down(TableEntry entry) {
        int place = entry.place;
        for (int child = 2 * place + 1; child < size; child = 2 * place + 1) {
            if (child + 1 < size && heap[child + 1].queued < heap[child].queued) {
                child++;
            }
            TableEntry smaller = heap[child];
            if (smaller.queued >= entry.queued) {
                break;
            }
            put(place, smaller);
            place = child;
        }
        put(place, entry);
    }
}
