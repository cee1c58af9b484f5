package dev.sluice.pattern;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Up to {@link #SIZE} entries side by side: a few large arrays rather than objects of each entry's own, since a collection of garbage
 * copies what lives object by object. For one writer, and for any number of readers that have learnt an entry's place by a write behind
 * that of the entry.
 */
final class EntryPage {
    static final int SHIFT = 8;

    /** Large enough that a page's own objects do not count, small enough that one more costs nothing that traffic would feel (10 KB). */
    static final int SIZE = 1 << SHIFT;

    /** Most references are ACLs of a few words. */
    private static final int SIZE_MIN = 4;

    private static final int KEY_LENGTH_USUAL = 16;
    private static final VarHandle VALUE = MethodHandles.arrayElementVarHandle(byte[][].class);
    private static final VarHandle WORD = MethodHandles.arrayElementVarHandle(long[].class);

    private final long[] gone = new long[SIZE / Long.SIZE];
    private volatile Columns columns = new Columns(SIZE_MIN);
    private volatile byte[] text = new byte[SIZE_MIN * KEY_LENGTH_USUAL];
    private @Nullable PatternEntry[] views = {};
    private int used;

    /** What there is of each entry but its key. */
    private static final class Columns {
        private final long[] ids;
        private final int[] hashes;
        private final int[] ends;
        private final byte[][] values;

        Columns(int size) {
            ids = new long[size];
            hashes = new int[size];
            ends = new int[size];
            values = new byte[size][];
        }

        Columns(Columns before, int size) {
            ids = Arrays.copyOf(before.ids, size);
            hashes = Arrays.copyOf(before.hashes, size);
            ends = Arrays.copyOf(before.ends, size);
            values = Arrays.copyOf(before.values, size);
        }
    }

    /** An empty page behind one whose keys are likely to be as long. */
    static EntryPage after(EntryPage full) {
        EntryPage page = new EntryPage();
        page.columns = new Columns(SIZE);
        page.text = new byte[full.columns.ends[SIZE - 1]];
        return page;
    }

    boolean isFull() {
        return used == SIZE;
    }

    /** Adds an entry to a page that is not full; returns its place in it. */
    int add(long id, byte[] key, byte[] value) {
        int at = used;
        Columns all = columns;
        if (at == all.ids.length) {
            all = new Columns(all, at * 2);
            columns = all;
        }
        int start = at == 0 ? 0 : all.ends[at - 1];
        int end = Math.addExact(start, key.length);
        byte[] keys = text;
        if (end > keys.length) {
            keys = Arrays.copyOf(keys, Math.max(end, keys.length + keys.length / 2));
        }
        System.arraycopy(key, 0, keys, start, key.length);
        text = keys;
        all.ids[at] = id;
        all.hashes[at] = Hashes.of(key);
        all.ends[at] = end;
        VALUE.setRelease(all.values, at, value);
        used = at + 1;
        return at;
    }

    /** The number of the first entry. */
    long firstId() {
        return columns.ids[0];
    }

    /** Where the entry with a number stands; negative where it is none of these. For the writer. */
    int find(long id) {
        return Arrays.binarySearch(columns.ids, 0, used, id);
    }

    long id(int at) {
        return columns.ids[at];
    }

    /** The hash of the key as written. */
    int hash(int at) {
        return columns.hashes[at];
    }

    /** The keys of all entries, one behind the other; not to be changed. */
    byte[] text() {
        return text;
    }

    /** Where the key begins in {@link #text}. */
    int start(int at) {
        return at == 0 ? 0 : columns.ends[at - 1];
    }

    /** Where the key ends in {@link #text}. */
    int end(int at) {
        return columns.ends[at];
    }

    byte[] key(int at) {
        return Arrays.copyOfRange(text, start(at), end(at));
    }

    byte[] value(int at) {
        return (byte[]) VALUE.getAcquire(columns.values, at);
    }

    void value(int at, byte[] next) {
        VALUE.setRelease(columns.values, at, next);
    }

    /** Marks an entry as taken out. What holds it can go on reading it. */
    void remove(int at) {
        int word = at / Long.SIZE;
        WORD.setRelease(gone, word, gone[word] | 1L << at);
    }

    boolean isGone(int at) {
        return ((long) WORD.getAcquire(gone, at / Long.SIZE) >>> at & 1) != 0;
    }

    /**
     * The entry at a place. It is kept, so that what traffic asks for again and again is made once; two threads may both make it, which
     * does no harm.
     */
    PatternEntry entry(int at) {
        @Nullable PatternEntry[] known = views;
        if (at >= known.length) {
            known = Arrays.copyOf(known, columns.ids.length);
            views = known;
        }
        PatternEntry entry = known[at];
        if (entry == null) {
            entry = new PatternEntry(this, at);
            known[at] = entry;
        }
        return entry;
    }
}
