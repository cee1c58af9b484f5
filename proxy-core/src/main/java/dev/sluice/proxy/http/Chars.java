package dev.sluice.proxy.http;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Classes of bytes as RFC 9110 and RFC 9112 define them, and comparisons on received bytes. */
final class Chars {
    static final byte CR = '\r';
    static final byte LF = '\n';
    static final byte SP = ' ';
    static final byte TAB = '\t';
    private static final byte DEL = 127;

    private static final byte TOKEN = 1;
    private static final byte TARGET = 2;
    private static final byte[] CLASS = new byte[256];

    static {
        for (char c = '!'; c < 127; c++) {
            // A fragment is never sent, so '#' has no place in a request target (RFC 9112 section 3.2).
            CLASS[c] = c == '#' ? 0 : TARGET;
        }
        for (char c : "!#$%&'*+-.^_`|~0123456789".toCharArray()) {
            CLASS[c] |= TOKEN;
        }
        for (char c = 'a'; c <= 'z'; c++) {
            CLASS[c] |= TOKEN;
            CLASS[c - 32] |= TOKEN;
        }
    }

    private Chars() {}

    /** Whether {@code b} may stand in a method or a field name. */
    static boolean isToken(byte b) {
        return (CLASS[b & 0xff] & TOKEN) != 0;
    }

    /** Whether {@code b} may stand in a request target. */
    static boolean isTarget(byte b) {
        return (CLASS[b & 0xff] & TARGET) != 0;
    }

    /** Whether {@code b} may stand in a field value: no control character but the tab (RFC 9110 section 5.5). */
    static boolean isValue(byte b) {
        return b >= SP && b != DEL || b < 0 || b == TAB;
    }

    /** Whether {@code b} may be written into a line: anything but NUL, CR and LF, since those end it for someone. */
    static boolean isLine(byte b) {
        return b > CR || b < 0 || b != 0 && b != LF && b != CR;
    }

    /** Whether a relaxed parser takes {@code b} for a part of a field's name. */
    static boolean isUnfitName(byte b) {
        return b != ':' && b != CR && b != LF;
    }

    static boolean isDigit(byte b) {
        return b >= '0' && b <= '9';
    }

    static boolean isBlank(byte b) {
        return b == SP || b == TAB;
    }

    /** The value of a hexadecimal digit, or -1. */
    static int hex(byte b) {
        if (isDigit(b)) {
            return b - '0';
        }
        int lower = b | 0x20;
        return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
    }

    /** Whether the bytes spell {@code lower} (which is in lower case), whatever their case. */
    static boolean equalsIgnoreCase(ByteBuffer memory, int start, int length, byte[] lower) {
        if (length != lower.length) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            int b = memory.get(start + i);
            if (b >= 'A' && b <= 'Z') {
                b |= 0x20;
            }
            if (b != lower[i]) {
                return false;
            }
        }
        return true;
    }

    /** Whether two pieces of memory hold the same bytes but for the case of letters. */
    static boolean equalsIgnoreCase(ByteBuffer memory, int a, int b, int length) {
        for (int i = 0; i < length; i++) {
            if (lower(memory.get(a + i)) != lower(memory.get(b + i))) {
                return false;
            }
        }
        return true;
    }

    /** Whether a text is another one in lower case, whatever its own case. */
    static boolean equalsIgnoreCase(byte[] text, byte[] lower) {
        if (text.length != lower.length) {
            return false;
        }
        for (int i = 0; i < text.length; i++) {
            if (lower(text[i]) != lower[i]) {
                return false;
            }
        }
        return true;
    }

    private static int lower(byte b) {
        return b >= 'A' && b <= 'Z' ? b | 0x20 : b;
    }

    /** Characters as bytes, one for each. */
    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** Bytes as characters, one for each. */
    static String text(ByteBuffer memory, int start, int length) {
        byte[] copy = new byte[length];
        memory.get(start, copy);
        return new String(copy, StandardCharsets.ISO_8859_1);
    }
}
