package dev.sluice.pattern;

import java.nio.charset.StandardCharsets;

/** Texts as bytes and back, one character for each byte. */
final class Texts {
    static final byte[] EMPTY = {};
    private static final int NUMBER_LENGTH_MAX = 19;

    private Texts() {}

    static byte[] encode(String text) {
        return text.isEmpty() ? EMPTY : text.getBytes(StandardCharsets.ISO_8859_1);
    }

    static String decode(byte[] text) {
        return new String(text, StandardCharsets.ISO_8859_1);
    }

    static byte lower(byte b) {
        return b >= 'A' && b <= 'Z' ? (byte) (b + ('a' - 'A')) : b;
    }

    static byte[] lower(byte[] text) {
        byte[] lowered = text.clone();
        for (int i = 0; i < lowered.length; i++) {
            lowered[i] = lower(lowered[i]);
        }
        return lowered;
    }

    /** Whether it is a whole number of 64 bits, with or without a sign. */
    static boolean isNumber(String text) {
        int start = text.startsWith("-") || text.startsWith("+") ? 1 : 0;
        if (start == text.length() || text.length() - start > NUMBER_LENGTH_MAX) {
            return false;
        }
        for (int i = start; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return text.length() - start < NUMBER_LENGTH_MAX
                || text.substring(start).compareTo(Long.toString(Long.MAX_VALUE)) <= 0;
    }
}
