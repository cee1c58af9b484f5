package dev.sluice.proxy.log;

import java.util.Arrays;

/** Text built up as bytes, used over and over. Confined to one thread. */
final class ByteText {
    private byte[] bytes = new byte[512];
    private int length;

    ByteText clear() {
        length = 0;
        return this;
    }

    ByteText add(char c) {
        room(1);
        bytes[length++] = (byte) c;
        return this;
    }

    /** Adds text, whose characters are bytes, as in all that a configuration says. */
    ByteText add(String text) {
        int count = text.length();
        room(count);
        for (int i = 0; i < count; i++) {
            bytes[length++] = (byte) text.charAt(i);
        }
        return this;
    }

    ByteText add(byte[] from, int offset, int count) {
        room(count);
        System.arraycopy(from, offset, bytes, length, count);
        length += count;
        return this;
    }

    ByteText add(long number) {
        if (number < 0) {
            return add('-').add(-number);
        }
        int digits = 1;
        for (long rest = number; rest >= 10; rest /= 10) {
            digits++;
        }
        return add(number, digits);
    }

    /** The last {@code digits} digits of a number. */
    ByteText add(long number, int digits) {
        room(digits);
        long rest = number;
        for (int i = length + digits - 1; i >= length; i--) {
            bytes[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        length += digits;
        return this;
    }

    /** One byte as a log shows it: what is no printable ASCII, quotes and the escape itself as {@code #} and two hex digits. */
    ByteText addEscaped(byte b) {
        boolean plain = b >= ' ' && b < 0x7F && b != '"' && b != '#';
        return plain ? add((char) b) : add('#').add(hex(b >> 4)).add(hex(b));
    }

    private static char hex(int nibble) {
        return Character.toUpperCase(Character.forDigit(nibble & 0xF, 16));
    }

    int length() {
        return length;
    }

    void length(int shorter) {
        length = Math.min(length, shorter);
    }

    byte[] bytes() {
        return bytes;
    }

    byte[] copy() {
        return Arrays.copyOf(bytes, length);
    }

    private void room(int more) {
        if (length + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
        }
    }
}
