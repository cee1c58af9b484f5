package dev.sluice.proxy.check;

import dev.sluice.config.CheckStep.Dialect;
import dev.sluice.state.CheckStatus;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads messages that say their own lengths. */
final class Dialects {
    private static final int MYSQL_HEAD = 4;
    private static final int MYSQL_ERROR = 0xFF;
    private static final int SPOP_HEAD = 4;
    private static final int SPOP_HELLO = 101;
    private static final int SPOP_DISCONNECT = 102;
    /** A type, four bytes of flags and two numbers that are 0 for the whole connection. */
    private static final int SPOP_FIELDS = 7;
    /** What we announce; an agent takes no more. */
    private static final long SPOP_FRAME_MAX = 16_380;

    private static final long SPOP_FRAME_MIN = 256;

    private Dialects() {}

    /**
     * What a message comes to.
     *
     * @param status null where more of it is needed
     * @param code a number that the other side gave; -1 for none
     * @param text what is told
     */
    record Heard(@Nullable CheckStatus status, int code, String text) {
        private static final Heard MORE = new Heard(null, -1, "");

        static Heard good(String text) {
            return new Heard(CheckStatus.L7_OK, -1, text);
        }

        static Heard bad(String text) {
            return new Heard(CheckStatus.L7_RESPONSE, -1, text);
        }
    }

    /** Reads all that was received; {@code last} when nothing more will come. */
    static Heard read(Dialect dialect, byte[] bytes, boolean last) {
        Heard heard = switch (dialect) {
            case MYSQL_GREETING -> greeting(bytes);
            case MYSQL_ANSWER -> answer(bytes);
            case SPOP_HELLO -> hello(bytes);
        };
        if (heard.status() != null || !last) {
            return heard;
        }
        return Heard.bad(dialect == Dialect.SPOP_HELLO ? "invalid frame received" : "");
    }

    private static Heard greeting(byte[] bytes) {
        int end = packetEnd(bytes, 0);
        if (end < 0) {
            return Heard.MORE;
        }
        return isError(bytes, 0, end) ? error(bytes, 0, end) : Heard.good(version(bytes, end));
    }

    private static Heard answer(byte[] bytes) {
        int first = packetEnd(bytes, 0);
        int end = first < 0 ? -1 : packetEnd(bytes, first);
        if (end < 0) {
            return Heard.MORE;
        }
        return isError(bytes, first, end) ? error(bytes, first, end) : Heard.good(version(bytes, first));
    }

    /** Behind the packet that starts at {@code from}; -1 where it is not all there. */
    private static int packetEnd(byte[] bytes, int from) {
        if (bytes.length < from + MYSQL_HEAD) {
            return -1;
        }
        int length = bytes[from] & 0xFF | (bytes[from + 1] & 0xFF) << 8 | (bytes[from + 2] & 0xFF) << 16;
        return bytes.length - from - MYSQL_HEAD < length ? -1 : from + MYSQL_HEAD + length;
    }

    private static boolean isError(byte[] bytes, int from, int end) {
        return end > from + MYSQL_HEAD && (bytes[from + MYSQL_HEAD] & 0xFF) == MYSQL_ERROR;
    }

    private static Heard error(byte[] bytes, int from, int end) {
        int at = from + MYSQL_HEAD + 1;
        int code = at < end ? bytes[at] & 0xFF : 0;
        code |= at + 1 < end ? (bytes[at + 1] & 0xFF) << 8 : 0;
        return new Heard(CheckStatus.L7_STATUS, code, text(bytes, at + 2, end));
    }

    /** The version stands behind that of the protocol, and ends with a zero. */
    private static String version(byte[] bytes, int end) {
        int from = MYSQL_HEAD + 1;
        int zero = from;
        while (zero < end && bytes[zero] != 0) {
            zero++;
        }
        return text(bytes, from, zero);
    }

    private static Heard hello(byte[] bytes) {
        if (bytes.length < SPOP_HEAD) {
            return Heard.MORE;
        }
        long length = (bytes[0] & 0xFFL) << 24 | (bytes[1] & 0xFF) << 16 | (bytes[2] & 0xFF) << 8 | bytes[3] & 0xFF;
        if (bytes.length - SPOP_HEAD < Math.max(length, 1)) {
            return Heard.MORE;
        }
        int end = SPOP_HEAD + (int) length;
        int type = bytes[SPOP_HEAD];
        boolean framed = length >= SPOP_FIELDS && (type == SPOP_HELLO || type == SPOP_DISCONNECT);
        // Whole, and of no stream.
        for (int i = 0; framed && i < SPOP_FIELDS - 1; i++) {
            framed = bytes[SPOP_HEAD + 1 + i] == (i == 3 ? 1 : 0);
        }
        Map<String, Object> fields = framed ? SpopFields.read(bytes, SPOP_HEAD + SPOP_FIELDS, end) : null;
        return fields == null ? Heard.bad("invalid frame received") : judge(new HashMap<>(fields));
    }

    private static Heard judge(Map<String, Object> fields) {
        Object version = fields.get("version");
        if (version == null) {
            return Heard.bad("version value not found");
        }
        if (!(version instanceof String text) || !text.strip().equals("2.0")) {
            return Heard.bad("unsupported version");
        }
        Object size = fields.get("max-frame-size");
        if (size == null) {
            return Heard.bad("max-frame-size value not found");
        }
        if (!(size instanceof Long number) || number < SPOP_FRAME_MIN || number > SPOP_FRAME_MAX) {
            return Heard.bad("max-frame-size too big or too small");
        }
        return fields.containsKey("capabilities")
                ? Heard.good("SPOA server is ok")
                : Heard.bad("capabilities value not found");
    }

    private static String text(byte[] bytes, int from, int end) {
        return new String(bytes, from, Math.max(0, end - from), StandardCharsets.ISO_8859_1)
                .replaceAll("[\\x00-\\x1F]+$", "");
    }
}
