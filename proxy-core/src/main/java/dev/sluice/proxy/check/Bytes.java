package dev.sluice.proxy.check;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;

/** Bytes, and the digits that stand for them. */
final class Bytes {
    private static final HexFormat UPPER = HexFormat.of().withUpperCase();

    private Bytes() {}

    /** What digits stand for; none where they are not digits of whole bytes. */
    static byte[] ofHex(byte[] digits) {
        byte[] bytes = new byte[digits.length / 2];
        for (int i = 0; i < bytes.length; i++) {
            int high = Character.digit(digits[2 * i], 16);
            int low = Character.digit(digits[2 * i + 1], 16);
            if (high < 0 || low < 0 || digits.length % 2 != 0) {
                return new byte[0];
            }
            bytes[i] = (byte) (high << 4 | low);
        }
        return bytes;
    }

    /** The digits of bytes, as patterns are compared with. */
    static byte[] toHex(byte[] bytes) {
        return UPPER.formatHex(bytes).getBytes(StandardCharsets.US_ASCII);
    }

    /** Whether {@code part} is anywhere in {@code whole}. */
    static boolean contains(byte[] whole, byte[] part) {
        for (int at = 0; at + part.length <= whole.length; at++) {
            if (Arrays.equals(whole, at, at + part.length, part, 0, part.length)) {
                return true;
            }
        }
        return false;
    }

    static byte[] of(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
