package dev.sluice.proxy.check;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the names and values of a frame of the stream processing protocol. */
final class SpopFields {
    private static final int TYPE = 0x0F;
    /** What a number's first byte is from on where more of them follow. */
    private static final int LONG_NUMBER = 240;

    private static final int NUMBER_BYTES_MAX = 10;

    private final byte[] bytes;
    private final int end;
    private int at;
    private boolean broken;

    private SpopFields(byte[] bytes, int at, int end) {
        this.bytes = bytes;
        this.at = at;
        this.end = end;
    }

    /** All of them, numbers as {@link Long}, texts as {@link String}, others as {@link Boolean}; null where they are no fields. */
    static @Nullable Map<String, Object> read(byte[] bytes, int from, int end) {
        SpopFields fields = new SpopFields(bytes, from, end);
        Map<String, Object> found = new HashMap<>();
        while (fields.at < end && !fields.broken) {
            String name = fields.text();
            Object value = fields.value();
            found.put(name, value);
        }
        return fields.broken ? null : found;
    }

    private Object value() {
        int head = next();
        return switch (head & TYPE) {
            case 0, 1 -> (head & ~TYPE) != 0;
            case 2, 3, 4, 5 -> number();
            case 6 -> skip(4);
            case 7 -> skip(16);
            case 8, 9 -> text();
            default -> {
                broken = true;
                yield false;
            }
        };
    }

    private Object skip(int length) {
        broken |= end - at < length;
        at += length;
        return true;
    }

    private String text() {
        long length = number();
        if (broken || length > end - at) {
            broken = true;
            return "";
        }
        String text = new String(bytes, at, (int) length, StandardCharsets.ISO_8859_1);
        at += (int) length;
        return text;
    }

    /** One byte below 240; from there on four bits of it, and seven of each byte that follows. */
    private long number() {
        int head = next();
        if (head < LONG_NUMBER) {
            return head;
        }
        long value = head;
        int shift = 4;
        for (int i = 0; i < NUMBER_BYTES_MAX && !broken; i++) {
            int more = next();
            value += (long) more << shift;
            shift += 7;
            if (more < 0x80) {
                broken |= value < 0;
                return value;
            }
        }
        broken = true;
        return 0;
    }

    private int next() {
        if (at >= end) {
            broken = true;
            return 0;
        }
        return bytes[at++] & 0xFF;
    }
}
