package dev.sluice.state.table;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** What a table remembers of one key. {@link StickTable} says who may do what. */
public final class TableEntry {
    private static final int REMOVED = -1;

    private static final VarHandle REFERENCES = field("references", int.class);
    private static final VarHandle TOUCHED = field("touched", long.class);
    private static final VarHandle WORD = MethodHandles.arrayElementVarHandle(long[].class);

    final long high;
    final long low;
    final byte[] bytes;
    final int hash;
    final long[] words;
    /** The next one of its bucket; written under the shard's bit, kept when it is unlinked so that readers find on. */
    volatile @Nullable TableEntry next;

    @SuppressWarnings("unused") // Read and written through REFERENCES.
    private volatile int references;

    @SuppressWarnings("unused") // Read and written through TOUCHED.
    private volatile long touched;

    /** What {@link #touched()} was when the queue looked last; guarded by the shard's bit, as is the next. */
    long queued;

    int place;
    private final long pointer;
    private volatile @Nullable String serverKey;

    TableEntry(TableKey key, int hash, int words, long pointer) {
        this.high = key.high();
        this.low = key.low();
        this.bytes = key.copy();
        this.hash = hash;
        this.words = new long[words];
        this.pointer = pointer;
    }

    private static VarHandle field(String name, Class<?> type) {
        try {
            return MethodHandles.lookup().findVarHandle(TableEntry.class, name, type);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** A number that no other entry of the program has, by which commands refer to it. */
    public long pointer() {
        return pointer;
    }

    /** Its key, to look up the same in another table. */
    public TableKey toKey() {
        return bytes.length > 0 ? new TableKey().bytes(bytes, 0, bytes.length) : new TableKey().words(high, low);
    }

    /** The key where that is an IPv4 address or an integer. */
    public long keyNumber() {
        return low;
    }

    /** The key where that is a run of bytes, or the 16 bytes of two words. */
    public byte[] keyBytes() {
        return bytes.length > 0
                ? bytes.clone()
                : ByteBuffer.allocate(2 * Long.BYTES).putLong(high).putLong(low).array();
    }

    /** How many track it now. */
    public int references() {
        return Math.max(0, (int) REFERENCES.getVolatile(this));
    }

    boolean isRemoved() {
        return (int) REFERENCES.getVolatile(this) == REMOVED;
    }

    /** Keeps it from being forgotten; false when it is gone already. */
    boolean acquire() {
        for (; ; ) {
            int now = (int) REFERENCES.getVolatile(this);
            if (now == REMOVED) {
                return false;
            }
            if (REFERENCES.compareAndSet(this, now, now + 1)) {
                return true;
            }
        }
    }

    void release() {
        int before = (int) REFERENCES.getAndAdd(this, -1);
        assert before > 0 : "released more often than acquired";
    }

    /** Marks it as gone, unless somebody tracks it. Whoever succeeds unlinks it. */
    boolean retire() {
        return REFERENCES.compareAndSet(this, 0, REMOVED);
    }

    long touched() {
        return (long) TOUCHED.getOpaque(this);
    }

    void touched(long order) {
        TOUCHED.setOpaque(this, order);
    }

    long get(int at) {
        return (long) WORD.getVolatile(words, at);
    }

    void set(int at, long value) {
        WORD.setVolatile(words, at, value);
    }

    /** Adds and returns what it was. */
    long getAndAdd(int at, long value) {
        return (long) WORD.getAndAdd(words, at, value);
    }

    /** Sets and returns what it was. */
    long getAndSet(int at, long value) {
        return (long) WORD.getAndSet(words, at, value);
    }

    /** Takes one away from a number of 32 bits, but never below zero. */
    void decrement(int at) {
        for (; ; ) {
            long now = get(at);
            if ((now & 0xFFFF_FFFFL) == 0 || WORD.compareAndSet(words, at, now, now - 1)) {
                return;
            }
        }
    }

    /** The server that it was sent to last, by name or address; null before. */
    public @Nullable String serverKey() {
        return serverKey;
    }

    /** Remembers a server by name or address. */
    public void serverKey(@Nullable String key) {
        serverKey = key;
    }
}
