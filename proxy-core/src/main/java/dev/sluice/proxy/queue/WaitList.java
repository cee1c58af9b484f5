package dev.sluice.proxy.queue;

import org.jspecify.annotations.Nullable;

/** Waiters in the order of their turns: by class, then by arrival; confined to the home loop. */
final class WaitList {
    private @Nullable Waiter first;
    private @Nullable Waiter last;
    private long served;

    @Nullable
    Waiter first() {
        return first;
    }

    /** Inserts by turn: a waiter that had to choose anew keeps its place. */
    void add(Waiter waiter) {
        Waiter before = last;
        while (before != null && waiter.isBefore(before)) {
            before = before.previous;
        }
        Waiter after = before == null ? first : before.next;
        waiter.list = this;
        waiter.previous = before;
        waiter.next = after;
        waiter.servedBefore = served;
        if (before == null) {
            first = waiter;
        } else {
            before.next = waiter;
        }
        if (after == null) {
            last = waiter;
        } else {
            after.previous = waiter;
        }
    }

    /** Takes a waiter out, if it is in. */
    void remove(Waiter waiter) {
        if (waiter.list != this) {
            return;
        }
        Waiter before = waiter.previous;
        Waiter after = waiter.next;
        if (before == null) {
            first = after;
        } else {
            before.next = after;
        }
        if (after == null) {
            last = before;
        } else {
            after.previous = before;
        }
        waiter.list = null;
        waiter.previous = null;
        waiter.next = null;
    }

    /** Takes a waiter out because its turn has come, and tells it how many were served since it came. */
    void serve(Waiter waiter) {
        served++;
        waiter.position = (int) Math.min(Integer.MAX_VALUE, served - waiter.servedBefore);
        remove(waiter);
    }
}
