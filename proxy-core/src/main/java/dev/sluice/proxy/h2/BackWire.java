package dev.sluice.proxy.h2;

import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2Stream;
import io.netty.util.AsciiString;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A place on a server's connection, which looks like a connection of its own: one request after the other is written to it, each
 * becomes a stream.
 */
final class BackWire extends StreamWire {
    private static final byte[] NO_TRAILERS = {};
    private static final AsciiString HTTPS = AsciiString.cached("https");
    private static final AsciiString PROTOCOL = AsciiString.cached(":protocol");

    private final BackConnection connection;
    private @Nullable Http2Stream stream;
    private String method = "";
    /** What the stream is asked to carry instead of HTTP, and how HTTP/1 says that it will; null for nothing. */
    private @Nullable String upgrade;

    private boolean switched;
    /** A head that waits for the server to say what it can do. */
    private @Nullable Http2Headers held;

    private boolean headSeen;
    private boolean endSent;
    private boolean refused;
    /** Some of the request left after the whole response was there. */
    private boolean early;

    private long length;

    BackWire(BackConnection connection, Intake in) {
        super(connection.worker(), connection.lower(), in);
        this.connection = connection;
    }

    @Nullable
    Http2Stream stream() {
        return stream;
    }

    /** A response has begun, an interim one has come by, or what stands behind a body. */
    void headers(int id, Http2Headers headers, boolean last) throws Http2Exception {
        if (headSeen) {
            byte[] lines = RequestHead.trailers(headers);
            if (lines == null || !last) {
                throw malformed(id);
            }
            in.end(lines);
            tell();
            return;
        }
        ResponseHead head = ResponseHead.read(headers, last, method, upgrade);
        if (head == null || head.isInterim() && last) {
            throw malformed(id);
        }
        headSeen = !head.isInterim();
        switched = head.isSwitching();
        head.write(in.begin(head.isChunked()));
        if (last) {
            in.end(NO_TRAILERS);
        }
        tell();
    }

    private static Http2Exception malformed(int id) {
        return Http2Exception.streamError(id, Http2Error.PROTOCOL_ERROR, "malformed response");
    }

    /** The server takes no more of the request; what it has answered stays. */
    void refuse() {
        refused = true;
    }

    /** The stream is over, with a response in full: who still has some of the request to send need not. */
    void streamEnded() {
        refused = !endSent;
        stream = endSent ? null : stream;
    }

    /** Whether the response had come in full before the last request was sent in full. */
    boolean isAnsweredEarly() {
        return early;
    }

    /** Whether the response has come in full. */
    boolean isAnswered() {
        return headSeen && in.isEnded();
    }

    @Override
    void consumed(int count) {
        Http2Stream known = stream;
        if (known != null) {
            connection.consumed(known, count);
        }
    }

    @Override
    boolean endsWithMessage() {
        return (method.equals("CONNECT") || switched) && headSeen;
    }

    @Override
    public int write(long address, int count) {
        if (refused) {
            return FAILED;
        }
        if (feed.isDone() && isAnswered()) {
            feed.restart();
        }
        return super.write(address, count);
    }

    @Override
    public boolean isPeerDone() {
        // A stream that was to leave HTTP and did not has no end of a request by which another one could begin.
        boolean spent = upgrade != null && isAnswered();
        // The codec ends the stream only after it has told of the end of the response.
        spent |= connection.isLeaving() && (stream == null || isAnswered());
        return super.isPeerDone() || spent || refused;
    }

    @Override
    public Feed.Framing head(Lines lines) {
        String[] words = lines.first().split(" ", 3);
        method = words[0];
        String target = words.length > 1 ? words[1] : "/";
        String protocol = method.equals("CONNECT") ? "" : lines.protocol();
        Http2Headers headers = new DefaultHttp2Headers(false).method(protocol.isEmpty() ? method : "CONNECT");
        if (!protocol.isEmpty()) {
            headers.set(PROTOCOL, protocol);
        }
        if (method.equals("CONNECT")) {
            headers.authority(target);
        } else {
            address(headers, target, lines.value("host"));
        }
        lines.passOn(headers, false);
        headSeen = false;
        early = false;
        upgrade = null;
        if (!protocol.isEmpty()) {
            return switching(protocol, lines, headers);
        }
        Feed.Framing framing = framing(lines);
        endSent = framing == Feed.Framing.NONE;
        begin(headers);
        return framing;
    }

    /** Where a request of HTTP/1 names no scheme, servers are told of HTTPS, as HAProxy tells them, encrypted or not. */
    private static void address(Http2Headers headers, String target, String field) {
        int authority = target.charAt(0) == '/' ? -1 : target.indexOf("://");
        if (authority < 0) {
            headers.scheme(HTTPS).path(target);
            if (!field.isEmpty()) {
                headers.authority(field);
            }
            return;
        }
        int end = authority + 3;
        while (end < target.length() && target.charAt(end) != '/' && target.charAt(end) != '?') {
            end++;
        }
        String path = target.substring(end);
        headers.scheme(target.substring(0, authority).toLowerCase(Locale.ROOT))
                .path(path.startsWith("/") ? path : "/" + path)
                .authority(target.substring(authority + 3, end));
    }

    private void begin(Http2Headers headers) {
        stream = connection.begin(this, headers, endSent);
        if (stream == null) {
            refuse();
        }
    }

    /** The stream is to carry another protocol (RFC 8441), which only a GET can ask for. */
    private Feed.Framing switching(String protocol, Lines lines, Http2Headers headers) {
        StringBuilder said = new StringBuilder("connection: upgrade\r\nupgrade: ")
                .append(protocol)
                .append("\r\n");
        String key = lines.value(Lines.WEBSOCKET_KEY.toString());
        if (protocol.equalsIgnoreCase("websocket") && !key.isEmpty()) {
            said.append(Lines.WEBSOCKET_ANSWER)
                    .append(": ")
                    .append(WebSocketKeys.answer(key))
                    .append("\r\n");
            headers.remove(Lines.WEBSOCKET_KEY);
        }
        upgrade = said.toString();
        endSent = false;
        headers.remove("content-length");
        held = headers;
        if (connection.isGreeted()) {
            greeted();
        }
        return Feed.Framing.OPEN;
    }

    /** The server has said what it can do. */
    void greeted() {
        Http2Headers waiting = held;
        held = null;
        if (waiting != null && method.equals("GET") && connection.isUpgradable()) {
            begin(waiting);
            roomThere();
        } else if (waiting != null) {
            connection.useless(this);
        }
    }

    private Feed.Framing framing(Lines lines) {
        if (method.equals("CONNECT")) {
            return Feed.Framing.OPEN;
        }
        if (lines.isChunked()) {
            return Feed.Framing.CHUNKED;
        }
        length = lines.contentLength();
        return length > 0 ? Feed.Framing.LENGTH : Feed.Framing.NONE;
    }

    @Override
    public long length() {
        return length;
    }

    @Override
    public boolean takesData() {
        Http2Stream known = stream;
        return known != null && connection.takesData(known);
    }

    @Override
    public boolean data(long address, int count, boolean last) {
        Http2Stream known = stream;
        if (known == null) {
            return false;
        }
        endSent |= last;
        early |= isAnswered();
        connection.data(known, address, count, last);
        return true;
    }

    @Override
    public void end(Lines trailers) {
        Http2Stream known = stream;
        if (known == null) {
            return;
        }
        endSent = true;
        early |= isAnswered();
        Http2Headers headers = new DefaultHttp2Headers(false);
        trailers.passOn(headers, false);
        if (headers.isEmpty()) {
            connection.data(known, 0, 0, true);
        } else {
            connection.trailers(known, headers);
        }
    }

    /** Gives its place up in any case: of a stream that the server has reset nothing else is told. */
    @Override
    public void close() {
        super.close();
        connection.left(this);
    }

    @Override
    void ended(boolean abruptly) {
        Http2Stream known = stream;
        if (known != null && !endSent && feed.isOpenEnded()) {
            endSent = true;
            connection.data(known, 0, 0, true);
        }
        if (abruptly && known != null && !(endSent && isAnswered())) {
            connection.reset(known);
        }
    }
}
