package dev.sluice.state.ring;

import dev.sluice.config.RingSpec;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The newest messages: each one that is added pushes out as many of the oldest as it needs room of. A position counts the bytes that were
 * ever written, so that a reader's place tells by itself whether what it wants is still there.
 *
 * <p><b>Threads.</b> Any may write and read; a lock is held while messages are copied.
 */
public final class MessageRing {
    private final ReentrantLock lock = new ReentrantLock();
    private final byte[] bytes;
    private final List<Runnable> followers = new CopyOnWriteArrayList<>();
    private final AtomicLong dropped = new AtomicLong();
    private volatile RingSpec spec;
    private long oldest;
    private long end;
    /** Messages that were pushed out. */
    private long gone;

    /** An empty one. */
    public MessageRing(RingSpec spec) {
        this.spec = spec;
        this.bytes = new byte[spec.size() - RingSpec.OVERHEAD];
    }

    /** What its section says. */
    public RingSpec spec() {
        return spec;
    }

    /** Says {@code next} of it from now on, if that leaves its size as it is; returns whether it does. */
    boolean becomes(RingSpec next) {
        boolean sameServers = next.forwarding().equals(spec.forwarding());
        if (next.size() != spec.size() || next.isNumbered() && !sameServers) {
            return false;
        }
        spec = next;
        return true;
    }

    /** Messages that were pushed out before somebody got them who should have. */
    public long dropped() {
        return dropped.get();
    }

    /** Counts such messages. */
    public void dropped(long more) {
        long unused = dropped.addAndGet(more);
    }

    /** Adds a message; of one that is longer than the section allows, its beginning. */
    public void add(byte[] message, int length) {
        int kept = Math.min(length, spec.maxLength());
        // Of these bytes, the first one says how many they are, the others how long the message is.
        int header = RingSpec.header(kept);
        lock.lock();
        try {
            while (end + header + kept - oldest > bytes.length) {
                oldest = after(oldest);
                gone++;
            }
            put(end, header);
            for (int i = 1; i < header; i++) {
                put(end + i, kept >>> Byte.SIZE * (header - 1 - i));
            }
            int at = index(end + header);
            int first = Math.min(kept, bytes.length - at);
            System.arraycopy(message, 0, bytes, at, first);
            System.arraycopy(message, first, bytes, 0, kept - first);
            end += header + kept;
        } finally {
            lock.unlock();
        }
        followers.forEach(Runnable::run);
    }

    private int index(long position) {
        return (int) (position % bytes.length);
    }

    private void put(long position, int value) {
        bytes[index(position)] = (byte) value;
    }

    private int get(long position) {
        return Byte.toUnsignedInt(bytes[index(position)]);
    }

    private int length(long position) {
        int length = 0;
        for (int i = 1; i < get(position); i++) {
            length = length << Byte.SIZE | get(position + i);
        }
        return length;
    }

    private long after(long position) {
        return position + get(position) + length(position);
    }

    /** A place before the oldest message. */
    public Cursor atOldest() {
        lock.lock();
        try {
            return new Cursor(oldest, gone);
        } finally {
            lock.unlock();
        }
    }

    /** A place behind the newest message. */
    public Cursor atEnd() {
        Cursor cursor = atOldest();
        long unused = read(cursor, (from, at, first, rest) -> true);
        return cursor;
    }

    /**
     * Gives the messages from a place on to {@code reader}, until it wants no more, and moves the place. Where some have been pushed out before they
     * were read, it goes on with the oldest one.
     *
     * @return how many have been pushed out before they were read
     */
    public long read(Cursor cursor, Reader reader) {
        lock.lock();
        try {
            long missed = Math.max(0, gone - cursor.number);
            if (missed > 0) {
                cursor.position = oldest;
                cursor.number = gone;
            }
            while (cursor.position < end) {
                int length = length(cursor.position);
                long start = cursor.position + get(cursor.position);
                int at = index(start);
                int first = Math.min(length, bytes.length - at);
                if (!reader.take(bytes, at, first, length - first)) {
                    break;
                }
                cursor.position = start + length;
                cursor.number++;
            }
            return missed;
        } finally {
            lock.unlock();
        }
    }

    /** A place between two messages. Confined to whoever reads with it. */
    public static final class Cursor {
        private long position;
        /** Messages before it, since the ring was made. */
        private long number;

        private Cursor(long position, long number) {
            this.position = position;
            this.number = number;
        }

        /** Whether it is before another one of the same ring. */
        public boolean isBefore(Cursor other) {
            return position < other.position;
        }
    }

    /** Has {@code hint} run after each message, on the thread that wrote it; it must return at once. */
    public void follow(Runnable hint) {
        followers.add(hint);
    }

    /** Ends that. */
    public void unfollow(Runnable hint) {
        followers.remove(hint);
    }

    /** Who reads messages. Called while the ring is locked, so it only copies. */
    @FunctionalInterface
    public interface Reader {
        /**
         * Takes a message, in two parts where it goes beyond the end of the memory.
         *
         * @param from what holds it
         * @param at where it begins there
         * @param first bytes from there
         * @param rest bytes of it at the beginning of {@code from}
         * @return whether it was taken; if not, this was the last call
         */
        boolean take(byte[] from, int at, int first, int rest);
    }
}
