package dev.sluice.proxy.sample;

import java.nio.charset.StandardCharsets;

/** Numbers as text. */
public final class Numbers {
    private static final byte[] LOWEST = "-9223372036854775808".getBytes(StandardCharsets.US_ASCII);
    private static final int LONGEST = LOWEST.length;
    private static final byte[] DIGITS = "0123456789ABCDEF".getBytes(StandardCharsets.US_ASCII);

    private Numbers() {}

    /** Makes {@code sample} the decimal digits of a number; returns true. */
    public static boolean write(Sample sample, long number, Scratch scratch) {
        if (number == Long.MIN_VALUE) {
            return sample.text(LOWEST);
        }
        int from = scratch.take(LONGEST);
        byte[] memory = scratch.memory();
        int at = from + LONGEST;
        long rest = Math.abs(number);
        do {
            memory[--at] = (byte) ('0' + rest % 10);
            rest /= 10;
        } while (rest > 0);
        if (number < 0) {
            memory[--at] = '-';
        }
        return sample.text(memory, at, from + LONGEST - at);
    }

    /** Makes {@code sample} the hexadecimal digits of its bytes; false where they are too many. */
    public static boolean hex(Sample sample, Scratch scratch) {
        int length = sample.length();
        if (2 * length > scratch.longest()) {
            return false;
        }
        int at = scratch.take(2 * length);
        byte[] memory = scratch.memory();
        for (int i = 0; i < length; i++) {
            int b = sample.at(i) & 0xFF;
            memory[at + 2 * i] = DIGITS[b >> 4];
            memory[at + 2 * i + 1] = DIGITS[b & 0xF];
        }
        return sample.text(memory, at, 2 * length);
    }
}
