package dev.sluice.stats;

import java.util.Arrays;

/** Collects the bytes of a piece; confined to one thread. */
public final class ByteWriter {
    private byte[] bytes;
    private int length;

    /** A writer that grows when this is not enough. */
    public ByteWriter(int capacity) {
        bytes = new byte[capacity];
    }

    /** How much was written so far. */
    public int length() {
        return length;
    }

    /** What was written so far; starts afresh. */
    public byte[] take() {
        byte[] taken = Arrays.copyOf(bytes, length);
        length = 0;
        return taken;
    }

    /** An ASCII character. */
    public ByteWriter put(char ascii) {
        room(1);
        bytes[length++] = (byte) ascii;
        return this;
    }

    ByteWriter put(byte[] more) {
        room(more.length);
        System.arraycopy(more, 0, bytes, length, more.length);
        length += more.length;
        return this;
    }

    /** One byte for each character, as the configuration was read: whatever its encoding is comes out as it went in. */
    public ByteWriter put(String text) {
        int size = text.length();
        room(size);
        for (int i = 0; i < size; i++) {
            char c = text.charAt(i);
            bytes[length++] = c > 0xff ? (byte) '?' : (byte) c;
        }
        return this;
    }

    /** A number in decimal digits. */
    public ByteWriter put(long number) {
        if (number >= 0 && number < 10) {
            return put((char) ('0' + number));
        }
        if (number < 0 || number > Integer.MAX_VALUE) {
            return put(Long.toString(number));
        }
        room(10);
        int rest = (int) number;
        int end = length + digits(rest);
        int at = end;
        do {
            int next = rest / 10;
            bytes[--at] = (byte) ('0' + rest - 10 * next);
            rest = next;
        } while (rest > 0);
        length = end;
        return this;
    }

    /** Comparisons are cheaper than to divide twice. */
    private static int digits(int number) {
        int digits = 2;
        for (long power = 100; power <= number; power *= 10) {
            digits++;
        }
        return digits;
    }

    /** In double quotes, quotes doubled. */
    ByteWriter putQuoted(String text) {
        return put('"').put(text.replace("\"", "\"\"")).put('"');
    }

    /** A cell of the CSV: quoted where it has to be. */
    ByteWriter putCell(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == ',' || c == '"' || c == '\n' || c == '\r') {
                return putQuoted(text);
            }
        }
        return put(text);
    }

    /** A JSON string (RFC 8259 section 7). */
    ByteWriter putJson(String text) {
        StringBuilder escaped = new StringBuilder(text.length() + 2).append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                escaped.append('\\').append(c);
            } else if (c < 0x20) {
                escaped.append("\\u00").append(Character.forDigit(c >> 4, 16)).append(Character.forDigit(c & 15, 16));
            } else {
                escaped.append(c);
            }
        }
        return put(escaped.append('"').toString());
    }

    private void room(int more) {
        if (length + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
        }
    }
}
