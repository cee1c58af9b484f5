package dev.sluice.proxy.balance;

import dev.sluice.state.Server;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** What balancing knows of a request. One for each stream, used over and over on the stream's worker. */
public final class Pick {
    /** Servers a request can avoid at once: retries try one after the other, and after this many the oldest is forgiven. */
    private static final int AVOIDED_MAX = 4;

    /** Bytes of the longest source address (IPv6). */
    private static final int SOURCE_MAX = 16;

    private final int worker;
    private final byte[] source = new byte[SOURCE_MAX];
    private final @Nullable Server[] avoided = new @Nullable Server[AVOIDED_MAX];
    private int sourceLength;
    private int avoidedCount;
    private long random;
    private boolean keyed;
    private int key;

    /** A request on a worker; equal seeds draw equal numbers. */
    public Pick(int worker, long seed) {
        this.worker = worker;
        // Neighbouring seeds must not draw alike, and the state must not be 0.
        this.random = ((seed ^ 0x9E3779B97F4A7C15L) * 0xBF58476D1CE4E5B9L) | 1;
    }

    /** Starts the next request of the stream; the source stays. */
    public void reset() {
        Arrays.fill(avoided, 0, Math.min(avoidedCount, AVOIDED_MAX), null);
        avoidedCount = 0;
    }

    /** Says where the client is: 4 or 16 bytes in network order, or none for a unix socket. */
    public void source(byte[] address, int length) {
        sourceLength = Math.min(length, SOURCE_MAX);
        System.arraycopy(address, 0, source, 0, sourceLength);
    }

    /** Says what its key hashes to, where the backend balances by keys. Holds until something else is said. */
    public void key(int hash) {
        keyed = true;
        key = hash;
    }

    /** Says that it has no key. */
    public void noKey() {
        keyed = false;
    }

    /** Prefers any other server from now on, since this one has just failed. */
    public void avoid(Server server) {
        avoided[avoidedCount++ % AVOIDED_MAX] = server;
    }

    /** The worker that asks. */
    public int worker() {
        return worker;
    }

    boolean avoids(Server server) {
        for (int i = Math.min(avoidedCount, AVOIDED_MAX) - 1; i >= 0; i--) {
            if (avoided[i] == server) {
                return true;
            }
        }
        return false;
    }

    boolean hasKey() {
        return keyed;
    }

    int key() {
        return key;
    }

    byte[] source() {
        return source;
    }

    int sourceLength() {
        return sourceLength;
    }

    /** A number from 0 to {@code bound - 1}. */
    int random(int bound) {
        random ^= random << 13;
        random ^= random >>> 7;
        random ^= random << 17;
        return (int) (((random >>> 32) * bound) >>> 32);
    }
}
