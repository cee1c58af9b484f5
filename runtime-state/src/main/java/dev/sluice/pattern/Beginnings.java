package dev.sluice.pattern;

/**
 * Which two bytes texts begin with, so that most places of another text are known not to begin one of them. For one writer, and any number
 * of readers that never wait. What was noted stays, so that it may say yes too often, never too seldom.
 */
final class Beginnings {
    /** So many that a few hundred texts leave most of them free. */
    private static final int PAIRS = 4096;

    private static final int BYTES = 256;

    private volatile long[] bits = new long[PAIRS / Long.SIZE];

    private static int pair(int first, int second) {
        return first * Hashes.FACTOR + second & PAIRS - 1;
    }

    /** Notes a text that begins so and is at least two bytes long. */
    void note(int first, int second) {
        int pair = pair(first, second);
        if (!isSet(bits, pair)) {
            long[] more = bits.clone();
            more[pair / Long.SIZE] |= 1L << pair;
            bits = more;
        }
    }

    /** Notes a text of one byte, whatever comes behind it. */
    void note(int only) {
        for (int second = Byte.MIN_VALUE; second < BYTES + Byte.MIN_VALUE; second++) {
            note(only, second);
        }
    }

    /** Whether a text may begin so; behind the last byte comes anything. */
    boolean has(int first, int second) {
        return isSet(bits, pair(first, second));
    }

    private static boolean isSet(long[] held, int pair) {
        return (held[pair / Long.SIZE] >>> pair & 1) != 0;
    }
}
