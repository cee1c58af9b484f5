package dev.sluice.pattern;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.function.IntConsumer;

/**
 * Elements by hash, for one writer and any number of readers that never wait. An element is known by its handle, a number from 0 on. The
 * table grows by splitting one small segment at a time (extendible hashing), so that no single insertion has to move all of a million
 * elements. Of equal elements the oldest is found.
 */
abstract class HandleTable {
    /** What {@link #at} says of a slot that ends the search. */
    static final int EMPTY = -1;

    /** What {@link #at} says of a slot whose element was taken out. */
    static final int GONE = -2;

    /** A segment of this many slots is split rather than doubled: what one insertion moves at most. */
    private static final int SLOTS_MAX = 4096;

    /** Past this many bits hashes are so much alike that splitting would not help. */
    private static final int DEPTH_MAX = 22;

    private static final int SLOTS_MIN = 8;
    private static final VarHandle SLOT = MethodHandles.arrayElementVarHandle(int[].class);

    private final Map<Integer, Deque<Integer>> repeated = new HashMap<>();
    private volatile Segment[] directory = {new Segment(0, SLOTS_MIN)};

    /** The slots of one range of hashes: each has the handle of an element and one more, so that new ones are empty. */
    private static final class Segment {
        private final int depth;
        private volatile int[] slots;
        private int used;
        private int live;

        Segment(int depth, int size) {
            this.depth = depth;
            this.slots = new int[size];
        }
    }

    /** The mixed hash of an element. */
    abstract int hash(int handle);

    /** Whether two elements are found by the same key. */
    abstract boolean same(int one, int other);

    /** Whether two elements are one and the same; elements may be made anew to take out what they stand for. */
    boolean isIt(int one, int other) {
        return one == other;
    }

    /** The slots in which an element of this hash can be, from {@code hash & (length - 1)} on to the first empty one. */
    final int[] slots(int hash) {
        Segment[] all = directory;
        return all[index(hash, all.length)].slots;
    }

    /** The handle in a slot, {@link #GONE} or {@link #EMPTY}. */
    static int at(int[] slots, int index) {
        return (int) SLOT.getAcquire(slots, index) - 1;
    }

    private static void put(int[] slots, int index, int handle) {
        SLOT.setRelease(slots, index, handle + 1);
    }

    private static int index(int hash, int directoryLength) {
        return directoryLength == 1 ? 0 : hash >>> (Integer.numberOfLeadingZeros(directoryLength) + 1);
    }

    /** Calls {@code each} with an element and those that equal it, the oldest first; for the writer. */
    final void eachEqualTo(int first, IntConsumer each) {
        each.accept(first);
        Deque<Integer> others = repeated.get(first);
        if (others != null) {
            others.forEach(each::accept);
        }
    }

    /** Adds an element behind equal ones. */
    final void add(int element) {
        int hash = hash(element);
        Segment[] all = directory;
        Segment segment = all[index(hash, all.length)];
        int[] slots = segment.slots;
        int at = hash & slots.length - 1;
        for (int found = at(slots, at); found != EMPTY; found = at(slots, at)) {
            if (found != GONE && same(found, element)) {
                repeated.computeIfAbsent(found, first -> new ArrayDeque<>()).add(element);
                return;
            }
            at = at + 1 & slots.length - 1;
        }
        put(slots, at, element);
        segment.used++;
        segment.live++;
        if (segment.used * 3 > slots.length * 2) {
            rebuild(segment, hash);
        }
    }

    /** Takes an element out; the next equal one takes its place. Returns the handle that it had, {@link #GONE} where it was not there. */
    final int remove(int element) {
        int hash = hash(element);
        Segment[] all = directory;
        Segment segment = all[index(hash, all.length)];
        int[] slots = segment.slots;
        int at = hash & slots.length - 1;
        for (int found = at(slots, at); found != EMPTY; found = at(slots, at)) {
            if (found != GONE && same(found, element)) {
                if (!isIt(found, element)) {
                    return removeRepeated(found, element);
                }
                removeFirst(segment, slots, at, found);
                return found;
            }
            at = at + 1 & slots.length - 1;
        }
        return GONE;
    }

    private void removeFirst(Segment segment, int[] slots, int at, int element) {
        Deque<Integer> others = repeated.remove(element);
        if (others == null) {
            put(slots, at, GONE);
            segment.live--;
            return;
        }
        Integer next = others.remove();
        put(slots, at, next);
        if (!others.isEmpty()) {
            repeated.put(next, others);
        }
    }

    private int removeRepeated(int first, int element) {
        Deque<Integer> others = repeated.getOrDefault(first, new ArrayDeque<>());
        for (Integer other : others) {
            if (isIt(other, element)) {
                others.remove(other);
                if (others.isEmpty()) {
                    repeated.remove(first);
                }
                return other;
            }
        }
        return GONE;
    }

    private void rebuild(Segment segment, int hash) {
        if (segment.live * 2 > SLOTS_MAX && segment.depth < DEPTH_MAX) {
            split(segment, hash);
            return;
        }
        Segment next = new Segment(segment.depth, sizeFor(segment.live));
        for (int slot : segment.slots) {
            if (slot > 0) {
                move(next, slot - 1, hash(slot - 1));
            }
        }
        segment.used = next.used;
        segment.slots = next.slots;
    }

    private static int sizeFor(int live) {
        return Math.max(SLOTS_MIN, Integer.highestOneBit(Math.max(1, live)) * 4);
    }

    private static void move(Segment segment, int element, int hash) {
        int[] slots = segment.slots;
        int at = hash & slots.length - 1;
        while (slots[at] != 0) {
            at = at + 1 & slots.length - 1;
        }
        slots[at] = element + 1;
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
        for (int slot : segment.slots) {
            if (slot > 0) {
                int moved = hash(slot - 1);
                int bit = moved >>> (Integer.SIZE - 1 - segment.depth) & 1;
                move(bit == 0 ? low : high, slot - 1, moved);
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
