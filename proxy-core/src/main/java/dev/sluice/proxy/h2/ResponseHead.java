package dev.sluice.proxy.h2;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.util.AsciiString;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The fields of a response as HTTP/1 would write them, or nothing where they are no response. */
final class ResponseHead {
    private static final int OK = 200;
    private static final int NO_CONTENT = 204;
    private static final int NOT_MODIFIED = 304;
    private static final int SWITCHING = 101;

    private final int status;
    private final boolean chunked;
    private final StringBuilder lines;

    private ResponseHead(int status, boolean chunked, StringBuilder lines) {
        this.status = status;
        this.chunked = chunked;
        this.lines = lines;
    }

    /**
     * Reads a response.
     *
     * @param ended where no body follows
     * @param method what was asked
     * @param upgrade what its stream was asked to carry instead of HTTP, and how HTTP/1 says that it will; null for nothing
     */
    static @Nullable ResponseHead read(Http2Headers headers, boolean ended, String method, @Nullable String upgrade) {
        StringBuilder fields = new StringBuilder(512);
        int status = 0;
        long length = -1;
        for (Map.Entry<CharSequence, CharSequence> each : headers) {
            CharSequence name = each.getKey();
            CharSequence value = Syntax.withoutBlanks(each.getValue());
            if (AsciiString.contentEquals(name, ":status") && status == 0) {
                status = status(value);
                continue;
            }
            if (!Syntax.isField(name, value) || Lines.isOfConnection(name)) {
                return null;
            }
            if (AsciiString.contentEquals(name, "content-length")) {
                if (upgrade != null && isTaken(status)) {
                    continue; // What follows is no body.
                }
                long said = Syntax.length(value);
                if (said < 0 || length >= 0 && said != length) {
                    return null;
                }
                if (length >= 0) {
                    continue;
                }
                length = said;
            }
            fields.append(name).append(": ").append(value).append("\r\n");
        }
        if (status == 0 || status == SWITCHING) {
            return null;
        }
        if (upgrade != null && isTaken(status)) {
            StringBuilder lines = new StringBuilder("HTTP/1.1 101 Switching Protocols\r\n").append(upgrade);
            return new ResponseHead(SWITCHING, false, lines.append(fields).append("\r\n"));
        }
        boolean bare = status < OK
                || status == NO_CONTENT
                || status == NOT_MODIFIED
                || method.equals("HEAD")
                || method.equals("CONNECT") && status < OK + 100;
        boolean chunked = !bare && length < 0 && !ended;
        if (chunked) {
            fields.append("transfer-encoding: chunked\r\n");
        } else if (!bare && length < 0) {
            fields.append("content-length: 0\r\n");
        }
        StringBuilder lines = new StringBuilder(fields.length() + 32);
        lines.append("HTTP/1.1 ")
                .append(status)
                .append(' ')
                .append(reason(status))
                .append("\r\n");
        return new ResponseHead(status, chunked, lines.append(fields).append("\r\n"));
    }

    private static boolean isTaken(int status) {
        return status >= OK && status < OK + 100;
    }

    private static int status(CharSequence text) {
        long value = text.length() == 3 ? Syntax.length(text) : 0;
        return value < 100 ? 0 : (int) value;
    }

    private static String reason(int status) {
        String text = HttpResponseStatus.valueOf(status).reasonPhrase();
        return text.endsWith(")") ? "" : text;
    }

    boolean isInterim() {
        return status < OK && status != SWITCHING;
    }

    /** Whether the stream carries another protocol from here on. */
    boolean isSwitching() {
        return status == SWITCHING;
    }

    boolean isChunked() {
        return chunked;
    }

    /** Writes it as HTTP/1 would. */
    void write(ByteBuf out) {
        out.writeCharSequence(lines, StandardCharsets.ISO_8859_1);
    }
}
