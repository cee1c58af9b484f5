package dev.sluice.proxy.balance;

import dev.sluice.config.HashType;
import dev.sluice.proxy.sample.Hashes;

/** Makes numbers of keys as {@code hash-type} says. */
public final class KeyHash {
    private static final int WORD_BYTES = 4;

    private KeyHash() {}

    /** The hash of a key. */
    public static int of(HashType type, byte[] bytes, int start, int length) {
        int hash = switch (type.function()) {
            case SDBM -> Hashes.sdbm(bytes, start, length);
            case DJB2 -> Hashes.djb2(bytes, start, length);
            case WT6 -> Hashes.wt6(bytes, start, length);
            case CRC32 -> Hashes.crc32(bytes, start, length);
            case NONE -> number(bytes, start, length);
        };
        return type.avalanche() ? Hashes.avalanche(hash) : hash;
    }

    /** The hash of an address: its words over one another, whatever the function is. */
    static int ofAddress(HashType type, byte[] address, int length) {
        int hash = 0;
        for (int i = 0; i + WORD_BYTES <= length; i += WORD_BYTES) {
            hash ^= (address[i] & 0xFF) << 24
                    | (address[i + 1] & 0xFF) << 16
                    | (address[i + 2] & 0xFF) << 8
                    | (address[i + 3] & 0xFF);
        }
        return type.avalanche() ? Hashes.avalanche(hash) : hash;
    }

    /** The number that a key begins with, cut to 32 bits. */
    private static int number(byte[] bytes, int start, int length) {
        int end = start + length;
        boolean negative = length > 0 && bytes[start] == '-';
        int at = negative ? start + 1 : start;
        long number = 0;
        for (; at < end && bytes[at] >= '0' && bytes[at] <= '9'; at++) {
            number = number * 10 + (bytes[at] - '0');
        }
        return (int) (negative ? -number : number);
    }
}
