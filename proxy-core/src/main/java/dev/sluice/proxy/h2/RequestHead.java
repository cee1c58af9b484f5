package dev.sluice.proxy.h2;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.util.AsciiString;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a request as HTTP/1 would write them, or nothing where they are no request (RFC 9113 section 8). What passes has one
 * meaning only: no name or value holds what could end a line, and how the body ends is said by one field.
 */
final class RequestHead {

    private final String method;
    private final String protocol;
    private final boolean chunked;
    private final StringBuilder lines;

    private RequestHead(String method, String protocol, boolean chunked, StringBuilder lines) {
        this.method = method;
        this.protocol = protocol;
        this.chunked = chunked;
        this.lines = lines;
    }

    /** Reads a request; {@code ended} where no body follows. Returns null where it is malformed. */
    static @Nullable RequestHead read(Http2Headers headers, boolean ended) {
        StringBuilder fields = new StringBuilder(512);
        StringBuilder cookies = new StringBuilder();
        String host = "";
        boolean hostSeen = false;
        long length = -1;
        for (Map.Entry<CharSequence, CharSequence> each : headers) {
            CharSequence name = each.getKey();
            CharSequence value = Syntax.withoutBlanks(each.getValue());
            if (name.length() > 0 && name.charAt(0) == ':') {
                continue;
            }
            if (!Syntax.isField(name, value) || Lines.isOfConnection(name) || isOtherThanTrailers(name, value)) {
                return null;
            }
            if (AsciiString.contentEquals(name, "cookie")) {
                cookies.append(cookies.length() > 0 ? "; " : "").append(value);
                continue;
            }
            if (AsciiString.contentEquals(name, "content-length")) {
                long said = Syntax.length(value);
                if (said < 0 || length >= 0 && said != length || ended && said != 0) {
                    return null;
                }
                if (length >= 0) {
                    continue;
                }
                length = said;
                value = Long.toString(said);
            }
            if (AsciiString.contentEquals(name, "host")) {
                // Only where the request says nothing better; two of them are one too many.
                if (hostSeen && !AsciiString.contentEqualsIgnoreCase(host, value)) {
                    return null;
                }
                host = value.toString();
                hostSeen = true;
                continue;
            }
            field(fields, name, value);
        }
        return compose(headers, new Seen(fields, cookies, host, length, ended));
    }

    private record Seen(StringBuilder fields, StringBuilder cookies, String host, long length, boolean ended) {}

    private static @Nullable RequestHead compose(Http2Headers headers, Seen seen) {
        String method = once(headers, ":method");
        String authority = once(headers, ":authority");
        if (method == null || authority == null || !countsAreRight(headers)) {
            return null;
        }
        boolean upgrade = headers.contains(":protocol");
        String protocol = upgrade ? String.valueOf(once(headers, ":protocol")) : "";
        if (upgrade && !(method.equals("CONNECT") && seen.length < 0 && isOffered(protocol))) {
            return null;
        }
        if (!Syntax.isToken(method) || method.equals("PRI") || !authority.isEmpty() && !Syntax.isAuthority(authority)) {
            return badRequest();
        }
        String named = Syntax.withoutUsualPort(authority, headers.get(":scheme"));
        String host = named.isEmpty() ? seen.host : named;
        String target = target(headers, upgrade ? "GET" : method, named);
        if (target == null) {
            return null;
        }
        if (target.isEmpty()) {
            return badRequest();
        }
        boolean tunnel = method.equals("CONNECT");
        boolean chunked = !tunnel && seen.length < 0 && !seen.ended;
        StringBuilder lines = new StringBuilder(seen.fields.length() + 128);
        lines.append(upgrade ? "GET" : method).append(' ').append(target).append(" HTTP/2.0\r\n");
        if (upgrade) {
            field(lines, "upgrade", protocol);
            field(lines, "connection", "upgrade");
        }
        lines.append(seen.fields);
        if (!host.isEmpty()) {
            field(lines, "host", host);
        }
        if (seen.cookies.length() > 0) {
            field(lines, "cookie", seen.cookies);
        }
        if (chunked) {
            field(lines, "transfer-encoding", "chunked");
        }
        return new RequestHead(method, protocol, chunked, lines.append("\r\n"));
    }

    /** Whether a connection may be taken over for it; HTTP/2 in HTTP/2 is nobody's wish. */
    private static boolean isOffered(String protocol) {
        return Syntax.isProtocol(protocol) && !protocol.equalsIgnoreCase("h2c");
    }

    /** All is there, but something in it cannot be: the engine is given what no parser takes for a request, and answers as ever. */
    private static RequestHead badRequest() {
        return new RequestHead("", "", false, new StringBuilder(" \r\n\r\n"));
    }

    /**
     * What is asked for, in the form that names the host too, where that is how the client has said it. Empty where something in it
     * cannot be, null where something is missing.
     */
    private static @Nullable String target(Http2Headers headers, String method, String host) {
        if (method.equals("CONNECT")) {
            boolean bare = !headers.contains(":scheme") && !headers.contains(":path");
            return bare && headers.contains(":authority") && !host.isEmpty() ? host : null;
        }
        String scheme = once(headers, ":scheme");
        String path = once(headers, ":path");
        if (scheme == null || path == null || path.isEmpty()) {
            return null;
        }
        if (!Syntax.isScheme(scheme) || !Syntax.isTarget(path)) {
            return "";
        }
        boolean whole = path.equals("*");
        if (whole && method.equals("OPTIONS")) {
            return path;
        }
        if (!whole && path.charAt(0) != '/') {
            return null;
        }
        // Only OPTIONS asks about a server as a whole; HAProxy takes others to mean its root.
        String asked = whole ? "/" : path;
        return host.isEmpty() ? asked : scheme + "://" + host + asked;
    }

    /** Only these, and each once at most. */
    private static boolean countsAreRight(Http2Headers headers) {
        int known = 0;
        int all = 0;
        for (CharSequence name : headers.names()) {
            if (name.length() > 0 && name.charAt(0) == ':') {
                all++;
                known += isKnown(name) && headers.getAll(name).size() == 1 ? 1 : 0;
            }
        }
        return all == known;
    }

    private static boolean isKnown(CharSequence name) {
        return switch (name.toString()) {
            case ":method", ":scheme", ":authority", ":path", ":protocol" -> true;
            default -> false;
        };
    }

    private static @Nullable String once(Http2Headers headers, String name) {
        CharSequence value = headers.get(name);
        return value == null ? name.equals(":authority") ? "" : null : value.toString();
    }

    private static boolean isOtherThanTrailers(CharSequence name, CharSequence value) {
        return AsciiString.contentEquals(name, "te") && !AsciiString.contentEqualsIgnoreCase(value, "trailers");
    }

    private static void field(StringBuilder lines, CharSequence name, CharSequence value) {
        lines.append(name).append(": ").append(value).append("\r\n");
    }

    /** The fields behind a body, as HTTP/1 writes them; null where they cannot be such. */
    static byte @Nullable [] trailers(Http2Headers headers) {
        StringBuilder lines = new StringBuilder();
        for (Map.Entry<CharSequence, CharSequence> each : headers) {
            CharSequence name = each.getKey();
            CharSequence value = Syntax.withoutBlanks(each.getValue());
            if (!Syntax.isField(name, value) || Lines.isOfConnection(name)) {
                return null;
            }
            if (!Syntax.isOfMessage(name)) {
                field(lines, name, value);
            }
        }
        return lines.toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    /** Writes it as HTTP/1 would. */
    void write(ByteBuf out) {
        out.writeCharSequence(lines, StandardCharsets.ISO_8859_1);
    }

    String method() {
        return method;
    }

    /** What its stream is to speak from the answer on; empty where that is HTTP. */
    String protocol() {
        return protocol;
    }

    /** Whether its body is to be written in chunks. */
    boolean isChunked() {
        return chunked;
    }
}
