package dev.sluice.proxy.http;

import java.nio.ByteBuffer;

/** Walks the elements of a comma-separated value; empty elements do not count (RFC 9110 section 5.6.1). */
final class Tokens {
    private Tokens() {}

    /** Whether one of the elements is this word, whatever its case. */
    static boolean contain(ByteBuffer memory, int start, int end, byte[] word) {
        for (int at = begin(memory, start, end); at < end; at = next(memory, at, end)) {
            if (Chars.equalsIgnoreCase(memory, at, end(memory, at, end) - at, word)) {
                return true;
            }
        }
        return false;
    }

    /** Where the first element begins, or {@code end}. */
    static int begin(ByteBuffer memory, int start, int end) {
        int at = start;
        while (at < end && (Chars.isBlank(memory.get(at)) || memory.get(at) == ',')) {
            at++;
        }
        return at;
    }

    /** Where the element after the one at {@code at} begins, or {@code end}. */
    static int next(ByteBuffer memory, int at, int end) {
        int comma = at;
        while (comma < end && memory.get(comma) != ',') {
            comma++;
        }
        return begin(memory, comma, end);
    }

    /** Where the element at {@code at} ends, blanks left out. */
    static int end(ByteBuffer memory, int at, int end) {
        int stop = at;
        while (stop < end && memory.get(stop) != ',') {
            stop++;
        }
        while (stop > at && Chars.isBlank(memory.get(stop - 1))) {
            stop--;
        }
        return stop;
    }
}
