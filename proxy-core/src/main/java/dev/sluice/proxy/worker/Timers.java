package dev.sluice.proxy.worker;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The timers of one worker: a heap ordered by the deadline that each timer had when it was last looked at. A deadline that moves back
 * leaves its timer where it is; only one that comes nearer, a new timer and an expired one cost a step per level.
 */
public final class Timers {
    private Timer[] heap = new Timer[64];
    private int size;

    Timers() {}

    /** How many are set. */
    int size() {
        return size;
    }

    /** Has {@code timer} expire at {@code deadlineMillis}, in place of an earlier deadline; {@link Timer#NEVER} disarms it. */
    public void set(Timer timer, long deadlineMillis) {
        timer.deadline(deadlineMillis);
        if (timer.index >= 0) {
            if (deadlineMillis < timer.key) {
                timer.key = deadlineMillis;
                up(timer.index, timer);
            }
        } else if (deadlineMillis != Timer.NEVER) {
            timer.key = deadlineMillis;
            if (size == heap.length) {
                heap = Arrays.copyOf(heap, size * 2);
            }
            up(size++, timer);
        }
    }

    /** Forgets {@code timer} altogether; to be called when it ends, so that nothing holds on to it. */
    public void remove(Timer timer) {
        timer.deadline(Timer.NEVER);
        int at = timer.index;
        if (at < 0) {
            return;
        }
        timer.index = -1;
        Timer last = heap[--size];
        clear(size);
        if (last != timer) {
            up(at, last);
            down(last.index, last);
        }
    }

    /** When the first one has to be looked at; {@link Timer#NEVER} for none. */
    long next() {
        return size == 0 ? Timer.NEVER : heap[0].key;
    }

    /** Runs what has expired by {@code now}, at most {@code limit} of them, so that a mass expiry leaves room for traffic. */
    void run(long now, int limit) {
        for (int i = 0; i < limit && size > 0 && heap[0].key <= now; i++) {
            Timer first = heap[0];
            long deadline = first.deadlineMillis();
            if (deadline == Timer.NEVER) {
                remove(first);
            } else if (deadline > now) {
                first.key = deadline;
                down(0, first);
            } else {
                remove(first);
                first.onExpired();
            }
        }
    }

    private void up(int from, Timer timer) {
        int at = from;
        while (at > 0) {
            int parent = (at - 1) >>> 1;
            if (heap[parent].key <= timer.key) {
                break;
            }
            place(at, heap[parent]);
            at = parent;
        }
        place(at, timer);
    }

    private void down(int from, Timer timer) {
        int at = from;
        while (2 * at + 1 < size) {
            int child = 2 * at + 1;
            if (child + 1 < size && heap[child + 1].key < heap[child].key) {
                child++;
            }
            if (timer.key <= heap[child].key) {
                break;
            }
            place(at, heap[child]);
            at = child;
        }
        place(at, timer);
    }

    private void place(int at, Timer timer) {
        heap[at] = timer;
        timer.index = at;
    }

    @SuppressWarnings("NullAway") // A slot past the end holds nothing; it is never read before it is written.
    private void clear(int slot) {
        @Nullable Timer nothing = null;
        heap[slot] = nothing;
    }
}
