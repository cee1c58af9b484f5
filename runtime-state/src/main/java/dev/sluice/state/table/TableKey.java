package dev.sluice.state.table;

import java.util.Arrays;

/**
 * A key to look an entry up by, filled anew for each look-up so that none is allocated. An address or a number is held in two words, a
 * run of bytes as a range of somebody else's array, which an entry copies. Confined to one thread at a time.
 */
public final class TableKey {
    private static final byte[] NONE = {};

    private long high;
    private long low;
    private byte[] bytes = NONE;
    private int start;
    private int length = -1;

    /** Becomes an IPv4 address or an integer. */
    public TableKey number(long value) {
        return words(0, value & 0xFFFF_FFFFL);
    }

    /** Becomes an IPv6 address. */
    public TableKey words(long upper, long lower) {
        high = upper;
        low = lower;
        bytes = NONE;
        length = -1;
        return this;
    }

    /** Becomes a run of bytes. */
    public TableKey bytes(byte[] array, int from, int count) {
        high = 0;
        low = 0;
        bytes = array;
        start = from;
        length = count;
        return this;
    }

    /** The upper half of an IPv6 address. */
    long high() {
        return high;
    }

    /** An IPv4 address, an integer, or the lower half of an IPv6 address. */
    long low() {
        return low;
    }

    /** A copy of the bytes; empty for what is none. */
    byte[] copy() {
        return length <= 0 ? NONE : Arrays.copyOfRange(bytes, start, start + length);
    }

    boolean equalsKey(long otherHigh, long otherLow, byte[] otherBytes) {
        return high == otherHigh
                && low == otherLow
                && (length < 0
                        ? otherBytes.length == 0
                        : Arrays.equals(bytes, start, start + length, otherBytes, 0, otherBytes.length));
    }

    /** A hash that nobody can guess without the seed: keys come from clients, who could otherwise have all of them meet in one bucket. */
    int hash(long seed) {
        long hash = mix(low ^ seed, high + seed);
        for (int at = 0; at < length; at += 8) {
            hash = mix(hash ^ word(start + at, Math.min(8, length - at)), seed + length);
        }
        return (int) (hash ^ hash >>> 32);
    }

    private long word(int at, int count) {
        long word = 0;
        for (int i = 0; i < count; i++) {
            word = word << 8 | bytes[at + i] & 0xFF;
        }
        return word;
    }

    /** Multiplies to 128 bits and folds, so that each bit of both moves each bit of the result. */
    private static long mix(long a, long b) {
        long left = a ^ 0x9E37_79B9_7F4A_7C15L;
        long right = b ^ 0xD6E8_FEB8_6659_FD93L;
        return left * right ^ Math.multiplyHigh(left, right);
    }
}
