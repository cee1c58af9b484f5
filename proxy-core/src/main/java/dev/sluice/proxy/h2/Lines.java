package dev.sluice.proxy.h2;

import io.netty.handler.codec.http2.Http2Headers;
import io.netty.util.AsciiString;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The lines of a head, or of what stands behind a body, as HTTP/1 writes them. */
final class Lines {
    /** A field; its name in lower case. */
    record Field(AsciiString name, AsciiString value) {}

    static final AsciiString WEBSOCKET_KEY = AsciiString.cached("sec-websocket-key");
    static final AsciiString WEBSOCKET_ANSWER = AsciiString.cached("sec-websocket-accept");

    private final String first;
    private final List<Field> fields = new ArrayList<>();

    /** Reads {@code length} bytes that end with an empty line; {@code trailers} have no first line of their own. */
    Lines(byte[] bytes, int length, boolean trailers) {
        String start = "";
        boolean startSeen = trailers;
        int from = 0;
        for (int at = 0; at < length; at++) {
            if (bytes[at] == '\n') {
                int end = at > from && bytes[at - 1] == '\r' ? at - 1 : at;
                if (!startSeen) {
                    start = new String(bytes, from, end - from, StandardCharsets.ISO_8859_1);
                    startSeen = true;
                } else if (end > from) {
                    field(bytes, from, end);
                }
                from = at + 1;
            }
        }
        first = start;
    }

    private void field(byte[] bytes, int from, int end) {
        int colon = from;
        while (colon < end && bytes[colon] != ':') {
            colon++;
        }
        int start = Math.min(end, colon + 1);
        int stop = end;
        while (start < stop && isBlank(bytes[start])) {
            start++;
        }
        while (stop > start && isBlank(bytes[stop - 1])) {
            stop--;
        }
        fields.add(new Field(
                new AsciiString(bytes, from, colon - from, true).toLowerCase(),
                new AsciiString(bytes, start, stop - start, true)));
    }

    private static boolean isBlank(byte b) {
        return b == ' ' || b == '\t';
    }

    /** The line before the fields. */
    String first() {
        return first;
    }

    List<Field> fields() {
        return fields;
    }

    /** Tells {@code headers} every field that is not about an HTTP/1 connection. */
    void passOn(Http2Headers headers, boolean withHost) {
        for (Field each : fields) {
            if (!isOfConnection(each.name()) && (withHost || !each.name().contentEquals("host"))) {
                headers.add(each.name(), each.value());
            }
        }
    }

    /** Whether a field is about the connection it came over (RFC 9113 section 8.2.2). */
    static boolean isOfConnection(CharSequence name) {
        return switch (name.toString()) {
            case "connection", "keep-alive", "proxy-connection", "transfer-encoding", "upgrade", "http2-settings" ->
                true;
            default -> false;
        };
    }

    /** The protocol that the connection is to be taken over for; empty for none. */
    String protocol() {
        for (Field each : fields) {
            if (each.name().contentEquals("connection")
                    && each.value().toString().toLowerCase(Locale.ROOT).contains("upgrade")) {
                return value("upgrade");
            }
        }
        return "";
    }

    /** Whether the body comes in chunks. */
    boolean isChunked() {
        return value("transfer-encoding").toLowerCase(Locale.ROOT).contains("chunked");
    }

    /** The length of the body; -1 where none is told. */
    long contentLength() {
        String said = value("content-length");
        return said.isEmpty() ? -1 : Long.parseLong(said);
    }

    /** The first value of a field; empty where there is none. */
    String value(String lowerName) {
        for (Field each : fields) {
            if (each.name().contentEquals(lowerName)) {
                return each.value().toString();
            }
        }
        return "";
    }
}
