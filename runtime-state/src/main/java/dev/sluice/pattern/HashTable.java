package dev.sluice.pattern;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Elements by hash, for one writer and any number of readers that never wait. It grows by splitting one small segment at a time
 * (extendible hashing), so that no single insertion has to move all of a million elements. Of equal elements the oldest is found.
 */
abstract class HashTable<T> {
    /** A segment of this many slots is split rather than doubled: what one insertion moves at most. */
    private static final int SLOTS_MAX = 4096;

    /** Past this many bits hashes are so much alike that splitting would not help. */
    private static final int DEPTH_MAX = 22;

    private static final int SLOTS_MIN = 8;
    private static final Object GONE = new Object();
    private static final VarHandle SLOT = MethodHandles.arrayElementVarHandle(Object[].class);

    private final Map<T, Deque<T>> repeated = new IdentityHashMap<>();
    private volatile Segment[] directory = {new Segment(0, SLOTS_MIN)};

    /** The slots of one range of hashes. */
    private static final class Segment {
        private final int depth;
        private volatile @Nullable Object[] slots;
        private int used;
        private int live;

        Segment(int depth, int size) {
            this.depth = depth;
            this.slots = new @Nullable Object[size];
        }
    }

    /** The mixed hash of an element. */
    abstract int hash(T element);

    /** Whether two elements are found by the same key. */
    abstract boolean same(T one, T other);

    /** Whether two elements are one and the same; elements may be made anew to take out what they stand for. */
    boolean isIt(T one, T other) {
        return one == other;
    }

    /** The slots in which an element of this hash can be, from {@code hash & (length - 1)} on to the first empty one. */
    final @Nullable Object[] slots(int hash) {
        Segment[] all = directory;
        return all[index(hash, all.length)].slots;
    }

    /** What stands in a slot; null ends the search. What is no element stands for one that was taken out. */
    static @Nullable Object at(@Nullable Object[] slots, int index) {
        return SLOT.getAcquire(slots, index);
    }

    private static int index(int hash, int directoryLength) {
        return directoryLength == 1 ? 0 : hash >>> (Integer.numberOfLeadingZeros(directoryLength) + 1);
    }

    /** An element and those that equal it, the oldest first; for the writer. */
    final List<T> equalTo(T first) {
        Deque<T> others = repeated.get(first);
        if (others == null) {
            return List.of(first);
        }
        List<T> all = new ArrayList<>(others.size() + 1);
        all.add(first);
        all.addAll(others);
        return all;
    }

    /** Adds an element behind equal ones. */
    final void add(T element) {
        int hash = hash(element);
        Segment[] all = directory;
        Segment segment = all[index(hash, all.length)];
        @Nullable Object[] slots = segment.slots;
        int at = hash & slots.length - 1;
        for (Object found = slots[at]; found != null; found = slots[at]) {
            if (found != GONE && same(element(found), element)) {
                repeated.computeIfAbsent(element(found), first -> new ArrayDeque<>())
                        .add(element);
                return;
            }
            at = at + 1 & slots.length - 1;
        }
        SLOT.setRelease(slots, at, element);
        segment.used++;
        segment.live++;
        if (segment.used * 3 > slots.length * 2) {
            rebuild(segment, hash);
        }
    }

    @SuppressWarnings("unchecked") // Slots hold elements of this table only.
    private T element(Object slot) {
        return (T) slot;
    }

    /** Takes an element out; the next equal one takes its place. */
    final void remove(T element) {
        int hash = hash(element);
        Segment[] all = directory;
        Segment segment = all[index(hash, all.length)];
        @Nullable Object[] slots = segment.slots;
        int at = hash & slots.length - 1;
        for (Object found = slots[at]; found != null; found = slots[at]) {
            if (found != GONE && same(element(found), element)) {
                if (isIt(element(found), element)) {
                    removeFirst(segment, slots, at, element(found));
                } else {
                    removeRepeated(element(found), element);
                }
                return;
            }
            at = at + 1 & slots.length - 1;
        }
    }

    private void removeFirst(Segment segment, @Nullable Object[] slots, int at, T element) {
        Deque<T> others = repeated.remove(element);
        T next = others == null ? null : others.pollFirst();
        if (next == null || others == null) {
            SLOT.setRelease(slots, at, GONE);
            segment.live--;
            return;
        }
        SLOT.setRelease(slots, at, next);
        if (!others.isEmpty()) {
            repeated.put(next, others);
        }
    }

    private void removeRepeated(T first, T element) {
        Deque<T> others = repeated.get(first);
        if (others != null && others.removeIf(other -> isIt(other, element)) && others.isEmpty()) {
            repeated.remove(first);
        }
    }

    private void rebuild(Segment segment, int hash) {
        if (segment.live * 2 > SLOTS_MAX && segment.depth < DEPTH_MAX) {
            split(segment, hash);
            return;
        }
        Segment next = new Segment(segment.depth, sizeFor(segment.live));
        for (@Nullable Object element : segment.slots) {
            if (element != null && element != GONE) {
                put(next, element);
            }
        }
        segment.used = next.used;
        segment.slots = next.slots;
    }

    private static int sizeFor(int live) {
        return Math.max(SLOTS_MIN, Integer.highestOneBit(Math.max(1, live)) * 4);
    }

    private void put(Segment segment, Object element) {
        @Nullable Object[] slots = segment.slots;
        int at = hash(element(element)) & slots.length - 1;
        while (slots[at] != null) {
            at = at + 1 & slots.length - 1;
        }
        slots[at] = element;
        segment.used++;
        segment.live++;
    }

    /** Divides a segment by the next bit of the hash; readers that hold the old one still find in it what was there. */
    private void split(Segment segment, int hash) {
        Segment[] all = directory;
        if (1 << segment.depth == all.length) {
            Segment[] doubled = new Segment[all.length * 2];
            for (int i = 0; i < doubled.length; i++) {
                doubled[i] = all[i / 2];
            }
            all = doubled;
        } else {
            all = all.clone();
        }
        Segment low = new Segment(segment.depth + 1, SLOTS_MAX);
        Segment high = new Segment(segment.depth + 1, SLOTS_MAX);
        for (@Nullable Object element : segment.slots) {
            if (element != null && element != GONE) {
                int bit = hash(element(element)) >>> (Integer.SIZE - 1 - segment.depth) & 1;
                put(bit == 0 ? low : high, element);
            }
        }
        int at = index(hash, all.length);
        int width = all.length >> segment.depth;
        int start = at / width * width;
        for (int i = 0; i < width; i++) {
            all[start + i] = i < width / 2 ? low : high;
        }
        directory = all;
    }
}
