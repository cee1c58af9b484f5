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
     */
    static @Nullable ResponseHead read(Http2Headers headers, boolean ended, String method) {
        StringBuilder fields = new StringBuilder(512);
        int status = 0;
        long length = -1;
        for (Map.Entry<CharSequence, CharSequence> each : headers) {
            CharSequence name = each.getKey();
            CharSequence value = each.getValue();
            if (AsciiString.contentEquals(name, ":status") && status == 0) {
                status = status(value);
                continue;
            }
            if (!Syntax.isField(name, value) || Lines.isOfConnection(name)) {
                return null;
            }
            if (AsciiString.contentEquals(name, "content-length")) {
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

    private static int status(CharSequence text) {
        long value = text.length() == 3 ? Syntax.length(text) : 0;
        return value < 100 ? 0 : (int) value;
    }

    private static String reason(int status) {
        String text = HttpResponseStatus.valueOf(status).reasonPhrase();
        return text.endsWith(")") ? "" : text;
    }

    boolean isInterim() {
        return status < OK;
    }

    boolean isChunked() {
        return chunked;
    }

    /** Writes it as HTTP/1 would. */
    void write(ByteBuf out) {
        out.writeCharSequence(lines, StandardCharsets.ISO_8859_1);
    }
}
