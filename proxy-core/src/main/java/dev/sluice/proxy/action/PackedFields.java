package dev.sluice.proxy.action;

import dev.sluice.proxy.sample.Sample;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Texts one behind the other, each behind its length: below 240 one byte, else four bits in the first byte and seven in each one that
 * follows, the lowest first (manual section 7.3.6, {@code req.hdrs_bin}).
 */
final class PackedFields {
    private static final int LONG = 240;
    /** More bits than any sample is long. */
    private static final int SHIFT_MAX = 25;

    private final byte[] bytes;
    private int at;

    /** Of a sample, whose bytes are copied: edits may need the memory that they are in. */
    PackedFields(Sample sample) {
        bytes = Arrays.copyOfRange(sample.bytes(), sample.start(), sample.start() + sample.length());
    }

    /** The next one; null where there is none that is whole. */
    @Nullable
    String next() {
        int length = length();
        if (length < 0 || length > bytes.length - at) {
            return null;
        }
        at += length;
        return new String(bytes, at - length, length, StandardCharsets.ISO_8859_1);
    }

    private int length() {
        if (at == bytes.length) {
            return -1;
        }
        int length = bytes[at++] & 0xFF;
        int next = length < LONG ? 0 : 1 << 7;
        for (int shift = 4; next >= 1 << 7; shift += 7) {
            if (at == bytes.length || shift > SHIFT_MAX) {
                return -1;
            }
            next = bytes[at++] & 0xFF;
            length += next << shift;
        }
        return length;
    }
}
