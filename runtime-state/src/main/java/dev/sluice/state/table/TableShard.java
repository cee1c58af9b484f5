package dev.sluice.state.table;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * A part of a table: buckets, and its entries in the order in which they were touched. Changes happen under a bit that is taken by
 * compare-and-set and held for the length of one chain and one path through the queue; nobody who holds it waits for anything. Readers
 * never take it: links are volatile, and an unlinked entry still leads on to those behind it.
 */
final class TableShard {
    private static final VarHandle TAKEN = taken();
    private static final VarHandle BUCKET = MethodHandles.arrayElementVarHandle(TableEntry[].class);

    /** Entries that one visit takes off the queue at most, so that the bit is never held for long. */
    static final int SWEPT_MAX = 32;

    /** Tries after which the processor is left to whoever holds the bit: he may have been put aside by the system. */
    private static final int SPINS = 100;

    private final int buckets;
    private final TouchQueue queue = new TouchQueue();
    private volatile TableEntry @Nullable [] heads;

    @SuppressWarnings("unused") // Read and written through TAKEN.
    private volatile int taken;

    TableShard(int buckets) {
        this.buckets = buckets;
    }

    private static VarHandle taken() {
        try {
            return MethodHandles.lookup().findVarHandle(TableShard.class, "taken", int.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    int buckets() {
        return buckets;
    }

    int bucketOf(int hash) {
        return hash & buckets - 1;
    }

    /** The first entry of a bucket, or null. */
    @Nullable
    TableEntry head(int bucket) {
        TableEntry[] array = heads;
        return array == null ? null : (TableEntry) BUCKET.getAcquire(array, bucket);
    }

    /** The entry of a key, or null; without the bit. */
    @Nullable
    TableEntry find(TableKey key, int hash) {
        for (TableEntry entry = head(bucketOf(hash)); entry != null; entry = entry.next) {
            if (entry.hash == hash && !entry.isRemoved() && key.equalsKey(entry.high, entry.low, entry.bytes)) {
                return entry;
            }
        }
        return null;
    }

    @SuppressWarnings(
            "ThreadPriorityCheck") // Yielding is right for any scheduler here: whoever holds the bit needs a processor.
    void take() {
        for (int tries = 1; !TAKEN.compareAndSet(this, 0, 1); tries++) {
            if (tries % SPINS == 0) {
                Thread.yield();
            } else {
                Thread.onSpinWait();
            }
        }
    }

    void give() {
        TAKEN.setVolatile(this, 0);
    }

    /** Links a new entry. The bit is held. */
    void link(TableEntry entry) {
        TableEntry[] array = heads;
        if (array == null) {
            array = new TableEntry[buckets];
            heads = array;
        }
        int bucket = bucketOf(entry.hash);
        entry.next = array[bucket];
        BUCKET.setRelease(array, bucket, entry);
        queue.add(entry);
    }

    /** Unlinks an entry that was retired. The bit is held. */
    void unlink(TableEntry entry) {
        TableEntry[] array = heads;
        if (array == null) {
            return;
        }
        queue.remove(entry);
        int bucket = bucketOf(entry.hash);
        if (array[bucket] == entry) {
            BUCKET.setRelease(array, bucket, entry.next);
            return;
        }
        for (TableEntry each = array[bucket]; each != null; each = each.next) {
            if (each.next == entry) {
                each.next = entry.next;
                return;
            }
        }
    }

    /**
     * Forgets entries that were not touched since {@code deadline}, some of them at a time. The bit is held.
     *
     * @param present the order of now: what is tracked is as good as touched
     * @return how many went
     */
    int sweep(long deadline, long present) {
        int gone = 0;
        for (int i = 0; i < SWEPT_MAX; i++) {
            TableEntry oldest = queue.oldest();
            if (oldest == null || oldest.touched() >= deadline) {
                break;
            }
            if (oldest.retire()) {
                unlink(oldest);
                gone++;
            } else {
                oldest.touched(present);
            }
        }
        return gone;
    }

    /** Forgets the entry that was touched longest ago and is not tracked; false when there is none. The bit is held. */
    boolean evict(long present) {
        for (int left = queue.size(); left > 0; left--) {
            TableEntry oldest = queue.oldest();
            if (oldest == null) {
                return false;
            }
            if (oldest.retire()) {
                unlink(oldest);
                return true;
            }
            oldest.touched(present);
        }
        return false;
    }
}
