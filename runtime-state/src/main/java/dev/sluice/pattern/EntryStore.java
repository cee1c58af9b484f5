package dev.sluice.pattern;

import java.util.Arrays;
import java.util.function.IntConsumer;

/**
 * Entries in the order in which they were added, for one writer and any number of readers that never wait. An entry has a place: a number
 * from 0 on, which it keeps. Places of entries that were taken out are not used again, so who takes many out has to begin a new store.
 */
final class EntryStore {
    /** Less than this is not worth a new store. */
    private static final int SPARSE_MIN = EntryPage.SIZE;

    private volatile EntryPage[] pages = {new EntryPage()};
    private volatile int used;
    private int live;

    /** Adds an entry, whose number is greater than those before; returns its place. */
    @SuppressWarnings("NonAtomicVolatileUpdate") // One writer.
    int add(long id, byte[] key, byte[] value) {
        EntryPage[] all = pages;
        EntryPage last = all[all.length - 1];
        if (last.isFull()) {
            last = EntryPage.after(last);
            all = Arrays.copyOf(all, all.length + 1);
            all[all.length - 1] = last;
            pages = all;
        }
        int place = (all.length - 1 << EntryPage.SHIFT) + last.add(id, key, value);
        used = place + 1;
        live++;
        return place;
    }

    /** The page that a place is in, where it is {@link #within} it. */
    EntryPage page(int place) {
        return pages[place >>> EntryPage.SHIFT];
    }

    /** Which entry of its page stands at a place. */
    static int within(int place) {
        return place & EntryPage.SIZE - 1;
    }

    /** The entry at a place, which traffic may ask for again. */
    PatternEntry entry(int place) {
        return page(place).entry(within(place));
    }

    /** The entry at a place, for who looks at it once. */
    PatternEntry passing(int place) {
        return new PatternEntry(page(place), within(place));
    }

    /** How many places there are, for any thread: whoever reads it sees the entries before. */
    int places() {
        return used;
    }

    /** Tells the place of each entry, in the order in which they were added; of use to the writer. */
    void eachPlace(IntConsumer action) {
        for (int place = 0; place < used; place++) {
            if (!isGone(place)) {
                action.accept(place);
            }
        }
    }

    /** How many entries there are; of use to the writer. */
    int size() {
        return live;
    }

    /** Whether the entry at a place was taken out. */
    boolean isGone(int place) {
        return page(place).isGone(within(place));
    }

    /** The place of the entry with a number, or -1; for the writer. */
    int place(long id) {
        EntryPage[] all = pages;
        int low = 0;
        int high = used == 0 ? -1 : all.length - 1;
        while (low <= high) {
            int middle = low + high >>> 1;
            if (all[middle].firstId() <= id) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        int at = high < 0 ? -1 : all[high].find(id);
        return at < 0 || all[high].isGone(at) ? -1 : (high << EntryPage.SHIFT) + at;
    }

    /** Takes the entry at a place out. */
    void remove(int place) {
        page(place).remove(within(place));
        live--;
    }

    /** Whether most of the memory is held by entries that were taken out. */
    boolean isSparse() {
        return used > SPARSE_MIN && live < used / 4;
    }
}
