package dev.sluice.proxy.http;

import dev.sluice.proxy.worker.StreamBuffer;
import dev.sluice.state.InternalService;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The answer of a page that the program itself serves, written piece by piece as the client takes it. */
final class ServiceBody {
    /** Room for a chunk's size and its line breaks. */
    private static final int CHUNK_FRAME = 16;

    private static final int SEE_OTHER = 303;

    private static final byte[] LAST_CHUNK = Chars.bytes("0\r\n\r\n");

    private final InternalService.Response answer;
    private final boolean chunked;
    private final boolean empty;
    private byte @Nullable [] piece;
    private int taken;
    private boolean ended;
    private long payload;

    ServiceBody(InternalService.Response answer, boolean chunked, boolean withBody) {
        this.answer = answer;
        this.empty = answer.status() == SEE_OTHER;
        this.chunked = chunked && !empty;
        this.ended = !withBody || empty;
    }

    int status() {
        return answer.status();
    }

    /** Its size so far, as HAProxy counts it. */
    long accounted() {
        return payload;
    }

    /** Writes the head, without its empty line. */
    void head(StreamBuffer out) {
        StringBuilder fields = new StringBuilder();
        answer.headers().forEach((name, value) -> field(fields, name, value));
        field(fields, "content-type", answer.contentType());
        if (chunked) {
            field(fields, "transfer-encoding", "chunked");
        }
        if (empty) {
            field(fields, "content-length", "0");
        }
        String start = "HTTP/1.1 " + answer.status() + " " + reason(answer.status()) + "\r\n";
        int lines = answer.headers().size() + (chunked || empty ? 2 : 1);
        payload += Framing.HEAD_OVERHEAD + start.length() - 4 + fields.length() - 4L * lines;
        Reply.put(out, Chars.bytes(start + fields));
    }

    private static void field(StringBuilder fields, String name, String value) {
        fields.append(name.toLowerCase(Locale.ROOT)).append(": ").append(value).append("\r\n");
    }

    private static String reason(int status) {
        return switch (status) {
            case 200 -> "OK";
            case 303 -> "See Other";
            case 304 -> "Not Modified";
            case 404 -> "Not Found";
            case 405 -> "Method Not Allowed";
            case 500 -> "Internal Server Error";
            default -> status < 400 ? "OK" : "Error";
        };
    }

    /** Whether it says so itself that nothing follows its head. */
    boolean isEmpty() {
        return empty;
    }

    /** Whether everything was written. */
    boolean isDone() {
        return ended;
    }

    /** Writes as much as fits. */
    void fill(StreamBuffer out) {
        while (!ended && out.writable() > CHUNK_FRAME) {
            byte[] next = piece;
            if (next == null) {
                next = answer.body().next();
                piece = next;
                taken = 0;
            }
            if (next == null) {
                finish(out);
                return;
            }
            int n = Math.min(next.length - taken, out.writable() - CHUNK_FRAME);
            chunk(out, next, n);
            if (taken == next.length) {
                piece = null;
            }
        }
    }

    private void chunk(StreamBuffer out, byte[] from, int n) {
        if (n > 0) {
            if (chunked) {
                Reply.put(out, Chars.bytes(Integer.toHexString(n) + "\r\n"));
            }
            out.memory().put(out.end(), from, taken, n);
            out.produced(n);
            if (chunked) {
                Reply.put(out, HttpBytes.LINE);
            }
            taken += n;
            payload += n;
        }
    }

    private void finish(StreamBuffer out) {
        ended = true;
        if (chunked) {
            Reply.put(out, LAST_CHUNK);
        }
    }
}
