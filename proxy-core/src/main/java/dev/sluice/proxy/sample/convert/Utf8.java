package dev.sluice.proxy.sample.convert;

import dev.sluice.proxy.sample.Sample;

/** Reads characters out of bytes that may be wrong. */
final class Utf8 {
    private static final int WRONG = -1;
    /** The least character that needs so many bytes. */
    private static final int[] LEAST = {0, 0, 0x80, 0x800, 0x10000};

    private Utf8() {}

    /**
     * The character at {@code at}: how many bytes it takes in the upper half, itself in the lower; -1 there for what is none.
     *
     * @param overlong whether characters may be written in more bytes than they need
     */
    static long read(Sample sample, int at, boolean overlong) {
        int first = sample.at(at) & 0xFF;
        if (first < 0x80) {
            return result(1, first);
        }
        int length = first < 0xC0 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : first < 0xF8 ? 4 : 1;
        int character = first & (0x7F >> length);
        for (int i = 1; i < length; i++) {
            int next = at + i < sample.length() ? sample.at(at + i) & 0xFF : 0;
            if ((next & 0xC0) != 0x80) {
                return result(i, WRONG);
            }
            character = character << 6 | next & 0x3F;
        }
        boolean surrogate = character >= 0xD800 && character <= 0xDFFF;
        boolean none = (character & 0xFFFE) == 0xFFFE;
        boolean tooLong = !overlong && character < LEAST[length];
        return result(length, length == 1 || surrogate || none || tooLong ? WRONG : character);
    }

    private static long result(int length, int character) {
        return (long) length << 32 | character & 0xFFFF_FFFFL;
    }
}
