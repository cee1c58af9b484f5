package dev.sluice.state.ring;

import dev.sluice.config.RingSpec;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The newest messages: each one that is added pushes out as many of the oldest as it needs room of. A position counts the bytes that were
 * ever written, so that a reader sees from it alone whether what it wants is still there.
 *
 * <p><b>Threads.</b> Any may write and read; a lock is held while messages are copied.
 */
public final class MessageRing {
    private final RingSpec spec;
    private final ReentrantLock lock = new ReentrantLock();
    private final byte[] bytes;
    private final List<Runnable> followers = new CopyOnWriteArrayList<>();
    private long oldest;
    private long end;

    /** An empty one. */
    public MessageRing(RingSpec spec) {
        this.spec = spec;
        this.bytes = new byte[spec.size() - RingSpec.OVERHEAD];
    }

    /** What its section says. */
    public RingSpec spec() {
        return spec;
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

    /** Where the oldest message begins. */
    public long oldest() {
        lock.lock();
        try {
            return oldest;
        } finally {
            lock.unlock();
        }
    }

    /** Where the next message will begin. */
    public long end() {
        lock.lock();
        try {
            return end;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Gives the messages from a position on to {@code reader}, until it wants no more. Where those at the position have been pushed out, from the
     * oldest one on.
     *
     * @return where to go on
     */
    public long read(long from, Reader reader) {
        lock.lock();
        try {
            long position = Math.max(from, oldest);
            boolean wanted = true;
            while (wanted && position < end) {
                int length = length(position);
                long start = position + get(position);
                int at = index(start);
                int first = Math.min(length, bytes.length - at);
                wanted = reader.take(bytes, at, first, length - first);
                position = wanted ? start + length : position;
            }
            return position;
        } finally {
            lock.unlock();
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
