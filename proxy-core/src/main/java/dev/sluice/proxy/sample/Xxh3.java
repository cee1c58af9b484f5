package dev.sluice.proxy.sample;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.HexFormat;

/** XXH3 of 64 bits with a seed, as the specification of xxHash has it: one way for each of five ranges of lengths. */
final class Xxh3 {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    /** The secret that the specification prints. */
    private static final byte[] SECRET = HexFormat.of()
            .parseHex("b8fe6c3923a44bbe7c01812cf721ad1cded46de9839097db7240a4a4b7b3671f"
                    + "cb79e64eccc0e578825ad07dccff7221b8084674f743248ee03590e6813a264c"
                    + "3c2852bb91c300cb88d0658b1b532ea371644897a20df94e3819ef46a9deacd8"
                    + "a8fa763fe39c343ff9dcbbc7c70b4f1d8a51e04bcdb45931c89f7ec9d9787364"
                    + "eac5ac8334d3ebc3c581a0fffa1363eb170ddd51b7f0da49d316552629d4689e"
                    + "2b16be587d47a1fc8ff8b8d17ad031ce45cb3a8f95160428afd7fbcabb4b407e");

    private static final long P32_1 = 0x9E3779B1L;
    private static final long P32_2 = 0x85EBCA77L;
    private static final long P32_3 = 0xC2B2AE3DL;
    private static final long P64_1 = 0x9E3779B185EBCA87L;
    private static final long P64_2 = 0xC2B2AE3D27D4EB4FL;
    private static final long P64_3 = 0x165667B19E3779F9L;
    private static final long P64_4 = 0x85EBCA77C2B2AE63L;
    private static final long P64_5 = 0x27D4EB2F165667C5L;
    private static final long MIX_1 = 0x165667919E3779F9L;
    private static final long MIX_2 = 0x9FB21C651E98DF25L;

    private static final int STRIPE = 64;
    private static final int LANES = 8;
    /** Stripes until the secret is used up, which moves by eight bytes with each. */
    private static final int STRIPES = (SECRET.length - STRIPE) / 8;

    private static final int BLOCK = STRIPE * STRIPES;

    private final byte[] bytes;
    private final int start;
    private final int length;
    private final long seed;

    private Xxh3(byte[] bytes, int start, int length, long seed) {
        this.bytes = bytes;
        this.start = start;
        this.length = length;
        this.seed = seed;
    }

    static long hash(byte[] bytes, int start, int length, long seed) {
        Xxh3 input = new Xxh3(bytes, start, length, seed);
        if (length > 240) {
            return input.many();
        }
        return length > 128 ? input.upTo240() : length > 16 ? input.upTo128() : input.upTo16();
    }

    private long at(int offset) {
        return (long) LONGS.get(bytes, start + offset);
    }

    private long word(int offset) {
        return (int) INTS.get(bytes, start + offset) & 0xFFFF_FFFFL;
    }

    private static long secret(int offset) {
        return (long) LONGS.get(SECRET, offset);
    }

    private long upTo16() {
        if (length > 8) {
            long low = at(0) ^ (secret(24) ^ secret(32)) + seed;
            long high = at(length - 8) ^ (secret(40) ^ secret(48)) - seed;
            return spread(length + Long.reverseBytes(low) + high + folded(low, high));
        }
        if (length >= 4) {
            long turned = seed ^ (Integer.reverseBytes((int) seed) & 0xFFFF_FFFFL) << 32;
            long keyed = word(length - 4) + (word(0) << 32) ^ (secret(8) ^ secret(16)) - turned;
            long hash = keyed ^ Long.rotateLeft(keyed, 49) ^ Long.rotateLeft(keyed, 24);
            hash *= MIX_2;
            hash ^= (hash >>> 35) + length;
            hash *= MIX_2;
            return hash ^ hash >>> 28;
        }
        if (length > 0) {
            int first = bytes[start] & 0xFF;
            int middle = bytes[start + (length >> 1)] & 0xFF;
            int last = bytes[start + length - 1] & 0xFF;
            long joined = (first << 16 | middle << 24 | last | length << 8) & 0xFFFF_FFFFL;
            long flip = ((int) secret(0) ^ (int) (secret(0) >>> 32)) & 0xFFFF_FFFFL;
            return avalanche(joined ^ flip + seed);
        }
        return avalanche(seed ^ secret(56) ^ secret(64));
    }

    private long upTo128() {
        long sum = length * P64_1;
        for (int i = (length - 1) / 32; i >= 0; i--) {
            sum += mixed(16 * i, 32 * i) + mixed(length - 16 * (i + 1), 32 * i + 16);
        }
        return spread(sum);
    }

    private long upTo240() {
        long sum = length * P64_1;
        for (int i = 0; i < 8; i++) {
            sum += mixed(16 * i, 16 * i);
        }
        sum = spread(sum);
        for (int i = 8; i < length / 16; i++) {
            sum += mixed(16 * i, 16 * (i - 8) + 3);
        }
        return spread(sum + mixed(length - 16, 136 - 17));
    }

    private long many() {
        byte[] secret = seed == 0 ? SECRET : seeded();
        long[] lanes = {P32_3, P64_1, P64_2, P64_3, P64_4, P32_2, P64_5, P32_1};
        int blocks = (length - 1) / BLOCK;
        for (int block = 0; block < blocks; block++) {
            for (int i = 0; i < STRIPES; i++) {
                stripe(lanes, block * BLOCK + i * STRIPE, secret, i * 8);
            }
            for (int lane = 0; lane < LANES; lane++) {
                long value = lanes[lane];
                long key = (long) LONGS.get(secret, secret.length - STRIPE + 8 * lane);
                lanes[lane] = (value ^ value >>> 47 ^ key) * P32_1;
            }
        }
        int rest = (length - 1 - BLOCK * blocks) / STRIPE;
        for (int i = 0; i < rest; i++) {
            stripe(lanes, blocks * BLOCK + i * STRIPE, secret, i * 8);
        }
        stripe(lanes, length - STRIPE, secret, secret.length - STRIPE - 7);
        long hash = length * P64_1;
        for (int i = 0; i < LANES; i += 2) {
            long one = lanes[i] ^ (long) LONGS.get(secret, 11 + 8 * i);
            hash += folded(one, lanes[i + 1] ^ (long) LONGS.get(secret, 19 + 8 * i));
        }
        return spread(hash);
    }

    private byte[] seeded() {
        byte[] own = new byte[SECRET.length];
        for (int i = 0; i < SECRET.length; i += 16) {
            LONGS.set(own, i, secret(i) + seed);
            LONGS.set(own, i + 8, secret(i + 8) - seed);
        }
        return own;
    }

    private void stripe(long[] lanes, int offset, byte[] secret, int key) {
        for (int i = 0; i < LANES; i++) {
            long value = at(offset + 8 * i);
            long keyed = value ^ (long) LONGS.get(secret, key + 8 * i);
            lanes[i ^ 1] += value;
            lanes[i] += (keyed & 0xFFFF_FFFFL) * (keyed >>> 32);
        }
    }

    private long mixed(int offset, int key) {
        return folded(at(offset) ^ secret(key) + seed, at(offset + 8) ^ secret(key + 8) - seed);
    }

    /** Both halves of an unsigned product of 128 bits, one over the other. */
    private static long folded(long one, long other) {
        long high = Math.multiplyHigh(one, other) + (one >> 63 & other) + (other >> 63 & one);
        return one * other ^ high;
    }

    private static long spread(long hash) {
        long mixed = (hash ^ hash >>> 37) * MIX_1;
        return mixed ^ mixed >>> 32;
    }

    private static long avalanche(long hash) {
        long mixed = (hash ^ hash >>> 33) * P64_2;
        mixed = (mixed ^ mixed >>> 29) * P64_3;
        return mixed ^ mixed >>> 32;
    }
}
