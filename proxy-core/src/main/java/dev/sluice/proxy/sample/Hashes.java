package dev.sluice.proxy.sample;

import java.util.zip.CRC32;

/** The hashes that the language knows. Results are 32 bits but where said otherwise. */
public final class Hashes {
    private static final int P1 = 0x9E3779B1;
    private static final int P2 = 0x85EBCA77;
    private static final int P3 = 0xC2B2AE3D;
    private static final int P4 = 0x27D4EB2F;
    private static final int P5 = 0x165667B1;
    private static final long L1 = 0x9E3779B185EBCA87L;
    private static final long L2 = 0xC2B2AE3D27D4EB4FL;
    private static final long L3 = 0x165667B19E3779F9L;
    private static final long L4 = 0x85EBCA77C2B2AE63L;
    private static final long L5 = 0x27D4EB2F165667C5L;

    private Hashes() {}

    /** SDBM. */
    public static int sdbm(byte[] bytes, int start, int length) {
        int hash = 0;
        for (int i = start; i < start + length; i++) {
            hash = (bytes[i] & 0xFF) + (hash << 6) + (hash << 16) - hash;
        }
        return hash;
    }

    /** DJB2. */
    public static int djb2(byte[] bytes, int start, int length) {
        int hash = 5381;
        for (int i = start; i < start + length; i++) {
            hash = (hash << 5) + hash + (bytes[i] & 0xFF);
        }
        return hash;
    }

    /** WT6: two words, turned by what they hold. */
    public static int wt6(byte[] bytes, int start, int length) {
        int one = 0xA53C965A;
        int other = 0x5CA6953A;
        int turnOne = 6;
        int turnOther = 18;
        for (int i = start; i < start + length; i++) {
            int next = bytes[i] & 0xFF;
            one = ~(one ^ next);
            other = ~(other + next);
            int turned = Integer.rotateLeft(other, turnOne);
            other = Integer.rotateLeft(one, turnOther);
            one = turned;
            int mixed = (one >>> 16 ^ other) & 0xFFFF;
            turnOne = mixed & 0x1F;
            turnOther = mixed >>> 11;
        }
        return one ^ other;
    }

    /** XXH3 with a seed: 64 bits. */
    public static long xxh3(byte[] bytes, int start, int length, long seed) {
        return Xxh3.hash(bytes, start, length, seed);
    }

    /** CRC32 as of gzip. */
    public static int crc32(byte[] bytes, int start, int length) {
        CRC32 sum = new CRC32();
        sum.update(bytes, start, length);
        return (int) sum.getValue();
    }

    /** Spreads a hash over all of its bits (Bob Jenkins' full avalanche, and a large prime). */
    public static int avalanche(int hash) {
        int a = hash;
        a = a + 0x7ed55d16 + (a << 12);
        a = a ^ 0xc761c23c ^ a >>> 19;
        a = a + 0x165667b1 + (a << 5);
        a = a + 0xd3a2646c ^ a << 9;
        a = a + 0xfd7046c5 + (a << 3);
        a = a ^ 0xb55a4f09 ^ a >>> 16;
        // Spread over the upper part of a ring as well: the multiplier is a prime near three quarters of the range.
        return a * 0xC0000001;
    }

    /** XXH32 of the xxHash family. */
    public static int xxh32(byte[] bytes, int start, int length, int seed) {
        int at = start;
        int end = start + length;
        int hash;
        if (length >= 16) {
            int a = seed + P1 + P2;
            int b = seed + P2;
            int c = seed;
            int d = seed - P1;
            for (; at <= end - 16; at += 16) {
                a = Integer.rotateLeft(a + word(bytes, at) * P2, 13) * P1;
                b = Integer.rotateLeft(b + word(bytes, at + 4) * P2, 13) * P1;
                c = Integer.rotateLeft(c + word(bytes, at + 8) * P2, 13) * P1;
                d = Integer.rotateLeft(d + word(bytes, at + 12) * P2, 13) * P1;
            }
            hash = Integer.rotateLeft(a, 1)
                    + Integer.rotateLeft(b, 7)
                    + Integer.rotateLeft(c, 12)
                    + Integer.rotateLeft(d, 18);
        } else {
            hash = seed + P5;
        }
        hash += length;
        for (; at <= end - 4; at += 4) {
            hash = Integer.rotateLeft(hash + word(bytes, at) * P3, 17) * P4;
        }
        for (; at < end; at++) {
            hash = Integer.rotateLeft(hash + (bytes[at] & 0xFF) * P5, 11) * P1;
        }
        hash = (hash ^ hash >>> 15) * P2;
        hash = (hash ^ hash >>> 13) * P3;
        return hash ^ hash >>> 16;
    }

    /** XXH64 of the xxHash family, 64 bits. */
    public static long xxh64(byte[] bytes, int start, int length, long seed) {
        int at = start;
        int end = start + length;
        long hash;
        if (length >= 32) {
            long a = seed + L1 + L2;
            long b = seed + L2;
            long c = seed;
            long d = seed - L1;
            for (; at <= end - 32; at += 32) {
                a = round(a, bytes, at);
                b = round(b, bytes, at + 8);
                c = round(c, bytes, at + 16);
                d = round(d, bytes, at + 24);
            }
            hash = Long.rotateLeft(a, 1) + Long.rotateLeft(b, 7) + Long.rotateLeft(c, 12) + Long.rotateLeft(d, 18);
            hash = merge(merge(merge(merge(hash, a), b), c), d);
        } else {
            hash = seed + L5;
        }
        hash += length;
        for (; at <= end - 8; at += 8) {
            hash = Long.rotateLeft(hash ^ round(0, bytes, at), 27) * L1 + L4;
        }
        if (at <= end - 4) {
            hash = Long.rotateLeft(hash ^ (word(bytes, at) & 0xFFFF_FFFFL) * L1, 23) * L2 + L3;
            at += 4;
        }
        for (; at < end; at++) {
            hash = Long.rotateLeft(hash ^ (bytes[at] & 0xFF) * L5, 11) * L1;
        }
        hash = (hash ^ hash >>> 33) * L2;
        hash = (hash ^ hash >>> 29) * L3;
        return hash ^ hash >>> 32;
    }

    private static long round(long accumulator, byte[] bytes, int at) {
        long lane = word(bytes, at) & 0xFFFF_FFFFL | (long) word(bytes, at + 4) << 32;
        return Long.rotateLeft(accumulator + lane * L2, 31) * L1;
    }

    private static long merge(long hash, long accumulator) {
        long lane = Long.rotateLeft(accumulator * L2, 31) * L1;
        return (hash ^ lane) * L1 + L4;
    }

    /** Four bytes, the lowest first. */
    private static int word(byte[] bytes, int at) {
        return bytes[at] & 0xFF | (bytes[at + 1] & 0xFF) << 8 | (bytes[at + 2] & 0xFF) << 16 | bytes[at + 3] << 24;
    }
}
