package dev.sluice.pattern;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A table of objects. A handle whose object was taken out may soon be another's: readers compare what they find anyway. */
abstract class HashTable<T> extends HandleTable {
    private static final int SIZE_MIN = 8;

    private volatile @Nullable Object[] elements = new @Nullable Object[SIZE_MIN];
    private int[] free = new int[SIZE_MIN];
    private int freed;
    private int used;

    /** The mixed hash of an element. */
    abstract int hash(T element);

    /** Whether two elements are found by the same key. */
    abstract boolean same(T one, T other);

    /** Whether two elements are one and the same; elements may be made anew to take out what they stand for. */
    abstract boolean isIt(T one, T other);

    /** What a handle stands for; null for one that was just given back. */
    final @Nullable Object element(int handle) {
        return handle < 0 ? null : elements[handle];
    }

    @SuppressWarnings({"unchecked", "NullAway"}) // A handle that the table has is that of an element.
    private T own(int handle) {
        return (T) elements[handle];
    }

    @Override
    final int hash(int handle) {
        return hash(own(handle));
    }

    @Override
    final boolean same(int one, int other) {
        return same(own(one), own(other));
    }

    @Override
    final boolean isIt(int one, int other) {
        return isIt(own(one), own(other));
    }

    private int handle(T element) {
        int handle = freed > 0 ? free[--freed] : used++;
        @Nullable Object[] all = elements;
        if (handle == all.length) {
            all = Arrays.copyOf(all, handle * 2);
        }
        all[handle] = element;
        elements = all;
        return handle;
    }

    private void free(int handle) {
        elements[handle] = null;
        if (freed == free.length) {
            free = Arrays.copyOf(free, freed * 2);
        }
        free[freed++] = handle;
    }

    /** Adds an element behind equal ones. */
    final void add(T element) {
        add(handle(element));
    }

    /** Takes an element out; the next equal one takes its place. */
    final void remove(T element) {
        int asked = handle(element);
        int removed = remove(asked);
        free(asked);
        if (removed >= 0) {
            free(removed);
        }
    }
}
