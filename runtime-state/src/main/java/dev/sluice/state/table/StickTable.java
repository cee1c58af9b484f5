package dev.sluice.state.table;

import dev.sluice.config.TableData;
import dev.sluice.config.TableSpec;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered by a key, up to a number of entries and for a time after the last touch.
 *
 * <p><b>Who may do what.</b> Every thread may do everything here, and nobody ever waits for a lock:
 *
 * <ul>
 *   <li>An entry's numbers are words that are read and written by atomic operations; rates keep two, see {@link SlidingRate}.
 *   <li>Looking up walks a chain of volatile links. It may miss an entry that is being made and find one that is being removed, as any
 *       reader may who came a moment earlier; the numbers of a removed entry may still be read and written, to no effect.
 *   <li>{@link #acquire} counts a reference in the entry itself by compare-and-set. An entry that has references is never removed; to
 *       remove one is to swing its count from 0 to a mark, so of a remover and a tracker exactly one wins, and the tracker who lost makes
 *       a new entry.
 *   <li>Making and removing link and unlink under a bit of the entry's shard, see {@link TableShard}. What is done under it takes as
 *       long as a chain is, plus the logarithm of the shard's entries; expiry under it is done in small portions.
 *   <li>A touch writes the time into the entry. The queue that knows the oldest is brought up to date when its top is looked at, under
 *       the same bit.
 * </ul>
 *
 * <p>A table with one shard forgets exactly the entry that was touched longest ago; one with several the oldest of the shard that the new
 * entry falls into, which in a table that large is as good.
 */
public final class StickTable {
    /** Tables up to this size have one shard: so few entries are not fought over, and their order is exact. */
    private static final int SINGLE_MAX = 4096;
    /** Shards of large tables: several for each of the workers that a machine may have. */
    private static final int SHARDS = 64;
    /** Buckets of a shard at most, so that an entry's pointer can name its bucket; beyond, chains grow longer. */
    private static final int BUCKETS_MAX = 1 << 16;

    private static final int SHARD_BITS = 6;
    private static final int BUCKET_BITS = 16;
    /** Touches within a millisecond keep their order up to this many of them. */
    private static final int ORDER_BITS = 20;

    private final TableSpec spec;
    private final TableLayout layout;
    private final TableShard[] shards;
    private final LongSupplier pointers;
    private final LongSupplier clock;
    private final long seed;
    private final AtomicInteger used = new AtomicInteger();
    private final AtomicLong touches = new AtomicLong();

    /**
     * An empty table.
     *
     * @param pointers numbers that no other table is given
     * @param clock milliseconds that only grow
     * @param seed what hashes are mixed with
     */
    StickTable(TableSpec spec, LongSupplier pointers, LongSupplier clock, long seed) {
        this.spec = spec;
        this.layout = new TableLayout(spec.stored());
        this.pointers = pointers;
        this.clock = clock;
        this.seed = seed;
        this.shards = new TableShard[spec.size() <= SINGLE_MAX ? 1 : SHARDS];
        int share = Math.max(1, spec.size() / shards.length);
        int buckets =
                Math.min(BUCKETS_MAX, Integer.highestOneBit(share) == share ? share : Integer.highestOneBit(share) * 2);
        for (int i = 0; i < shards.length; i++) {
            shards[i] = new TableShard(buckets);
        }
    }

    /** What was configured. */
    public TableSpec spec() {
        return spec;
    }

    /** As rules and commands name it. */
    public String name() {
        return spec.name();
    }

    /** Entries now, after those whose time is over have gone. */
    public int used() {
        sweep();
        return used.get();
    }

    /** Entries that there is room for. */
    public int available() {
        return Math.max(0, spec.size() - used());
    }

    /** Whether entries hold a kind of data. */
    public boolean stores(TableData data) {
        return layout.has(data);
    }

    /** Elements of a kind of data; 0 where it is not held. */
    public int elements(TableData data) {
        return layout.count(data);
    }

    /** The entry of a key, untouched; null where there is none. */
    public @Nullable TableEntry find(TableKey key) {
        int hash = key.hash(seed);
        TableEntry entry = shardOf(hash).find(key, hash);
        return entry == null || isOver(entry) ? null : entry;
    }

    /** The entry of a key, made where there is none, touched, and kept until it is released; null where there is no room. */
    public @Nullable TableEntry acquire(TableKey key) {
        int hash = key.hash(seed);
        TableShard shard = shardOf(hash);
        TableEntry found = shard.find(key, hash);
        if (found != null && !isOver(found) && found.acquire()) {
            touch(found);
            return found;
        }
        return make(key, hash, shard);
    }

    /** Tracks an entry once more; false when it has gone. */
    public boolean acquire(TableEntry entry) {
        return entry.acquire();
    }

    /** Ends what {@link #acquire} began, and counts as a touch. */
    public void release(TableEntry entry) {
        touch(entry);
        entry.release();
    }

    /** Lets an entry live on from now. */
    public void touch(TableEntry entry) {
        entry.touched(order());
    }

    private @Nullable TableEntry make(TableKey key, int hash, TableShard shard) {
        while (!reserve()) {
            if (sweep(shard) == 0 && (spec.noPurge() ? sweep() == 0 : !evict(shard))) {
                return null;
            }
        }
        shard.take();
        try {
            TableEntry entry = shard.find(key, hash);
            if (entry != null && isOver(entry) && entry.retire()) {
                shard.unlink(entry);
                used.decrementAndGet();
                entry = null;
            }
            if (entry != null && entry.acquire()) {
                used.decrementAndGet();
                touch(entry);
                return entry;
            }
            TableEntry made = new TableEntry(key, hash, layout.words(), pointer(shard, hash));
            made.touched(order());
            made.acquire();
            shard.link(made);
            return made;
        } finally {
            shard.give();
        }
    }

    private boolean reserve() {
        for (int now = used.get(); now < spec.size(); now = used.get()) {
            if (used.compareAndSet(now, now + 1)) {
                return true;
            }
        }
        return false;
    }

    /** Makes room in a shard, or in the next that has something to forget. */
    private boolean evict(TableShard first) {
        int start = 0;
        while (shards[start] != first) {
            start++;
        }
        for (int i = 0; i < shards.length; i++) {
            TableShard shard = shards[(start + i) % shards.length];
            if (within(shard, () -> shard.evict(order()) ? 1 : 0) > 0) {
                return true;
            }
        }
        return false;
    }

    /** Forgets entries whose time is over; returns how many went. */
    public int sweep() {
        int gone = 0;
        for (TableShard shard : shards) {
            int some = sweep(shard);
            gone += some;
            while (some == TableShard.SWEPT_MAX) {
                some = sweep(shard);
                gone += some;
            }
        }
        return gone;
    }

    private int sweep(TableShard shard) {
        if (spec.expireMillis() == 0) {
            return 0;
        }
        long deadline = clock.getAsLong() - spec.expireMillis() + 1 << ORDER_BITS;
        return within(shard, () -> shard.sweep(deadline, order()));
    }

    private int within(TableShard shard, Supplier<Integer> work) {
        shard.take();
        int gone;
        try {
            gone = work.get();
        } finally {
            shard.give();
        }
        used.addAndGet(-gone);
        return gone;
    }

    /** Forgets an entry; false when it is tracked now. */
    public boolean remove(TableEntry entry) {
        if (!entry.retire()) {
            return entry.isRemoved();
        }
        TableShard shard = shardOf(entry.hash);
        within(shard, () -> {
            shard.unlink(entry);
            return 1;
        });
        return true;
    }

    /** Milliseconds after which an entry is forgotten unless it is touched; 0 where entries stay. */
    public long expiresIn(TableEntry entry) {
        return spec.expireMillis() == 0 ? 0 : Math.max(0, spec.expireMillis() - idle(entry));
    }

    /** Milliseconds since an entry was touched. */
    public long idle(TableEntry entry) {
        return Math.max(0, clock.getAsLong() - (entry.touched() >> ORDER_BITS));
    }

    private boolean isOver(TableEntry entry) {
        return spec.expireMillis() > 0 && entry.references() == 0 && idle(entry) >= spec.expireMillis();
    }

    private long order() {
        return clock.getAsLong() << ORDER_BITS | touches.getAndIncrement() & (1 << ORDER_BITS) - 1;
    }

    private TableShard shardOf(int hash) {
        return shards[hash >>> 26 & shards.length - 1];
    }

    private long pointer(TableShard shard, int hash) {
        int index = hash >>> 26 & shards.length - 1;
        return (pointers.getAsLong() << SHARD_BITS | index) << BUCKET_BITS | shard.bucketOf(hash);
    }

    /** The entry with a number; null where there is none. */
    public @Nullable TableEntry at(long pointer) {
        int index = (int) (pointer >>> BUCKET_BITS) & (1 << SHARD_BITS) - 1;
        int bucket = (int) pointer & (1 << BUCKET_BITS) - 1;
        if (index >= shards.length || bucket >= shards[index].buckets()) {
            return null;
        }
        for (TableEntry entry = shards[index].head(bucket); entry != null; entry = entry.next) {
            if (entry.pointer() == pointer && !entry.isRemoved() && !isOver(entry)) {
                return entry;
            }
        }
        return null;
    }

    /** All entries, in no order, as they are when they come up; what is made meanwhile may be among them. Confined to one thread at a time. */
    public Supplier<@Nullable TableEntry> entries() {
        return new Supplier<>() {
            private final Deque<TableEntry> chain = new ArrayDeque<>();
            private int shard;
            private int bucket;

            @Override
            public @Nullable TableEntry get() {
                TableEntry next = step();
                while (next != null && (next.isRemoved() || isOver(next))) {
                    next = step();
                }
                return next;
            }

            private @Nullable TableEntry step() {
                while (chain.isEmpty() && shard < shards.length) {
                    for (TableEntry entry = shards[shard].head(bucket); entry != null; entry = entry.next) {
                        chain.add(entry);
                    }
                    bucket++;
                    if (bucket == shards[shard].buckets()) {
                        bucket = 0;
                        shard++;
                    }
                }
                return chain.poll();
            }
        };
    }

    /** A number of an entry as it is now; 0 for what is not held. */
    public long value(TableEntry entry, TableData data, int index) {
        if (index < 0 || index >= layout.count(data)) {
            return 0;
        }
        int at = layout.offset(data, index);
        if (data.form().isRate()) {
            return SlidingRate.read(entry.words, at, layout.period(data), now()) * factor(data);
        }
        long value = entry.get(at);
        return asHeld(data, value);
    }

    private static long asHeld(TableData data, long value) {
        return switch (data.form()) {
            case TOTAL -> value;
            case NUMBER -> (int) value;
            case COUNTER, COUNTER_ARRAY, RATE, RATE_ARRAY, TEXT -> value & 0xFFFF_FFFFL;
        };
    }

    /** Adds to a number, where it is held; returns what it is now. No touch. */
    public long add(TableEntry entry, TableData data, int index, long amount) {
        if (index < 0 || index >= layout.count(data)) {
            return 0;
        }
        int at = layout.offset(data, index);
        if (data.form().isRate()) {
            return SlidingRate.add(entry.words, at, layout.period(data), now(), amount / factor(data));
        }
        long value = entry.getAndAdd(at, amount) + amount;
        return asHeld(data, value);
    }

    /** Takes one away from a number, where it is held, but never below zero. */
    public void subtract(TableEntry entry, TableData data) {
        if (layout.has(data)) {
            entry.decrement(layout.offset(data, 0));
        }
    }

    /** Sets a number that is held; of a rate, as many events as if they had just happened. */
    public void set(TableEntry entry, TableData data, int index, long value) {
        int at = layout.offset(data, index);
        switch (data.form()) {
            case RATE, RATE_ARRAY -> SlidingRate.set(entry.words, at, now(), value & 0xFFFF_FFFFL);
            case TOTAL -> entry.set(at, value);
            case NUMBER, COUNTER, COUNTER_ARRAY, TEXT -> entry.set(at, value & 0xFFFF_FFFFL);
        }
    }

    /** Sets a counter to 0, where it is held; returns what it was. */
    public long clear(TableEntry entry, TableData data, int index) {
        if (index < 0 || index >= layout.count(data)) {
            return 0;
        }
        return entry.getAndSet(layout.offset(data, index), 0) & 0xFFFF_FFFFL;
    }

    /** The period of a rate that is held. */
    public int period(TableData data) {
        return layout.period(data);
    }

    private int factor(TableData data) {
        return data == TableData.BYTES_IN_RATE || data == TableData.BYTES_OUT_RATE ? spec.bytesFactor() : 1;
    }

    private int now() {
        return (int) clock.getAsLong();
    }
}
