package dev.sluice.pattern;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Elements in the order in which they were added, for one writer and any number of readers that never wait. */
final class OrderedList<T> {
    private static final int SIZE_MIN = 4;
    private static final Object GONE = new Object();
    private static final VarHandle SLOT = MethodHandles.arrayElementVarHandle(Object[].class);

    private volatile @Nullable Object[] slots = new @Nullable Object[SIZE_MIN];
    private long[] ids = new long[SIZE_MIN];
    private int used;
    private int live;

    /** Adds an element; {@code id} is greater than those before. */
    void add(long id, T element) {
        if (used == slots.length) {
            compact(Math.max(SIZE_MIN, live * 2));
        }
        ids[used] = id;
        SLOT.setRelease(slots, used, element);
        used++;
        live++;
    }

    /** Takes out the element that was added under a number. */
    void remove(long id) {
        int at = Arrays.binarySearch(ids, 0, used, id);
        if (at >= 0 && slots[at] != GONE) {
            SLOT.setRelease(slots, at, GONE);
            live--;
            if (live * 4 < used && used > SIZE_MIN) {
                compact(Math.max(SIZE_MIN, live * 2));
            }
        }
    }

    private void compact(int size) {
        @Nullable Object[] before = slots;
        @Nullable Object[] next = new @Nullable Object[size];
        long[] nextIds = new long[size];
        int kept = 0;
        for (int i = 0; i < used; i++) {
            if (before[i] != GONE) {
                nextIds[kept] = ids[i];
                next[kept++] = before[i];
            }
        }
        ids = nextIds;
        used = kept;
        slots = next;
    }

    /** All places, to be read with {@link #at}. */
    @Nullable
    Object[] slots() {
        return slots;
    }

    /** The element at a place, or null behind the last. What is no element stands for one that was taken out. */
    static @Nullable Object at(@Nullable Object[] slots, int index) {
        return index < slots.length ? SLOT.getAcquire(slots, index) : null;
    }
}
