package dev.sluice.proxy.http;

import dev.sluice.proxy.action.Answer;
import dev.sluice.proxy.action.Reasons;
import dev.sluice.proxy.worker.StreamBuffer;
import java.nio.ByteBuffer;
import java.util.regex.Pattern;

/**
 * A whole response of the proxy's own, ready to be written.
 *
 * @param status its status code
 * @param head start line and fields, without the empty line and without anything about the connection
 * @param closingHead the same for a client whose request was not understood, the connection's end said where HAProxy says it
 * @param body what follows
 * @param lengthKnown whether the head says how long the body is, so that the connection may stay
 * @param http11 whether the start line says HTTP/1.1
 * @param closes whether the connection ends with it
 * @param accounted its size as HAProxy counts it
 */
record Reply(
        int status,
        byte[] head,
        byte[] closingHead,
        byte[] body,
        boolean lengthKnown,
        boolean http11,
        boolean closes,
        int accounted) {
    private static final String CONNECTION = "connection:";
    private static final String CLOSE = "connection: close\r\n";
    private static final Pattern LINE_END = Pattern.compile("\r\n");

    /** A built-in one. */
    static Reply of(int status, String reason, String text) {
        String body = "<html><body><h1>" + status + " " + reason + "</h1>\n" + text + "\n</body></html>\n";
        String start = "HTTP/1.1 " + status + " " + reason + "\r\ncontent-length: " + body.length()
                + "\r\ncache-control: no-cache\r\n";
        String type = "content-type: text/html\r\n";
        boolean saysSo = isOfNobody(status);
        String closing = saysSo ? start + CLOSE + type : start + type;
        return of(status, start + type, closing, body, true, saysSo);
    }

    /** One read from an {@code errorfile}: what it says about its connection is left out. */
    static Reply ofFile(int status, String content) {
        byte[] bytes = Chars.bytes(content);
        ByteBuffer memory = ByteBuffer.wrap(bytes);
        Head head = new Head(false, Math.max(2, content.split("\n", -1).length + 1));
        if (HeadParser.parse(head, memory, 0, bytes.length) != HeadParser.DONE) {
            // Loading refuses such a file; it is sent as it is rather than not at all.
            return new Reply(status, new byte[0], new byte[0], bytes, false, false, false, bytes.length);
        }
        StringBuilder fields = new StringBuilder();
        fields.append(head.version() == 11 ? "HTTP/1.1 " : "HTTP/1.0 ")
                .append(head.status())
                .append(' ')
                .append(Chars.text(memory, head.reasonStart, head.reasonLength))
                .append("\r\n");
        boolean lengthKnown = false;
        for (int i = 0; i < head.fields(); i++) {
            if (head.id(i) != Field.CONNECTION) {
                fields.append(Chars.text(memory, head.nameStart(i), head.nameLength(i)))
                        .append(": ")
                        .append(Chars.text(memory, head.valueStart(i), head.valueLength(i)))
                        .append("\r\n");
            }
            lengthKnown |= head.id(i) == Field.CONTENT_LENGTH;
        }
        String body = content.substring(head.length());
        return of(status, fields.toString(), fields + CLOSE, body, lengthKnown, isOfNobody(status));
    }

    /** One that a rule has put together; not for one that is usual or in a file. What it says about the connection is done, not sent. */
    static Reply of(Answer answer) {
        StringBuilder head =
                new StringBuilder("HTTP/1.1 " + answer.status() + " " + Reasons.of(answer.status()) + "\r\n");
        boolean closes = false;
        for (String line :
                LINE_END.split(Chars.text(ByteBuffer.wrap(answer.fields()), 0, answer.fields().length), -1)) {
            boolean isConnection = line.regionMatches(true, 0, CONNECTION, 0, CONNECTION.length());
            String value = isConnection ? line.substring(CONNECTION.length()).trim() : "";
            closes |= value.equalsIgnoreCase("close");
            if (!value.equalsIgnoreCase("close") && !value.equalsIgnoreCase("keep-alive") && !line.isEmpty()) {
                head.append(line).append("\r\n");
            }
        }
        String body = Chars.text(ByteBuffer.wrap(answer.body()), 0, answer.body().length);
        return of(answer.status(), head.toString(), head + (closes ? CLOSE : ""), body, true, closes);
    }

    /** Whether it usually answers what was no request. */
    private static boolean isOfNobody(int status) {
        return status == 400 || status == 408;
    }

    /** The same with more lines in its head. */
    Reply with(byte[] lines) {
        if (lines.length == 0) {
            return this;
        }
        String more = Chars.text(ByteBuffer.wrap(lines), 0, lines.length);
        return of(
                status,
                Chars.text(ByteBuffer.wrap(head), 0, head.length) + more,
                Chars.text(ByteBuffer.wrap(closingHead), 0, closingHead.length) + more,
                Chars.text(ByteBuffer.wrap(body), 0, body.length),
                lengthKnown,
                closes);
    }

    private static Reply of(int status, String head, String closing, String body, boolean lengthKnown, boolean closes) {
        int lines = head.split("\r\n", -1).length - 2;
        // Of the start line two blanks and of each field ": " do not count, nor do line breaks.
        int words = head.length() - 2 * (lines + 1) - 2 * lines - 2;
        int accounted = Framing.HEAD_OVERHEAD + words + body.length();
        boolean http11 = head.startsWith("HTTP/1.1");
        return new Reply(
                status,
                Chars.bytes(head),
                Chars.bytes(closing),
                Chars.bytes(body),
                lengthKnown,
                http11,
                closes,
                accounted);
    }

    static void put(StreamBuffer out, byte[] bytes) {
        int n = Math.min(bytes.length, out.writable());
        out.memory().put(out.end(), bytes, 0, n);
        out.produced(n);
    }
}
