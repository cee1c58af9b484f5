package dev.sluice.proxy.h2;

import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2Stream;
import org.jspecify.annotations.Nullable;

/**
 * A place on a server's connection, which looks like a connection of its own: one request after the other is written to it, each
 * becomes a stream.
 */
final class BackWire extends StreamWire {
    private static final byte[] NO_TRAILERS = {};

    private final BackConnection connection;
    private @Nullable Http2Stream stream;
    private String method = "";
    private boolean headSeen;
    private boolean endSent;
    private boolean refused;
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
        ResponseHead head = ResponseHead.read(headers, last, method);
        if (head == null || head.isInterim() && last) {
            throw malformed(id);
        }
        headSeen = !head.isInterim();
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
        return method.equals("CONNECT") && headSeen;
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
        return super.isPeerDone() || connection.isLeaving() && stream == null || refused;
    }

    @Override
    public Feed.Framing head(Lines lines) {
        String[] words = lines.first().split(" ", 3);
        method = words[0];
        String target = words.length > 1 ? words[1] : "/";
        Http2Headers headers = new DefaultHttp2Headers(false).method(method);
        String host = lines.value("host");
        int authority = target.indexOf("://");
        if (method.equals("CONNECT")) {
            headers.authority(target);
        } else {
            String path = target;
            if (authority >= 0 && target.charAt(0) != '/') {
                int slash = target.indexOf('/', authority + 3);
                path = slash < 0 ? "/" : target.substring(slash);
                host = target.substring(authority + 3, slash < 0 ? target.length() : slash);
            }
            headers.scheme(connection.scheme()).path(path);
            if (!host.isEmpty()) {
                headers.authority(host);
            }
        }
        lines.passOn(headers, false);
        Feed.Framing framing = framing(lines);
        endSent = framing == Feed.Framing.NONE;
        headSeen = false;
        stream = connection.begin(this, headers, endSent);
        if (stream == null) {
            refuse();
        }
        return framing;
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
        Http2Headers headers = new DefaultHttp2Headers(false);
        trailers.passOn(headers, false);
        if (headers.isEmpty()) {
            connection.data(known, 0, 0, true);
        } else {
            connection.trailers(known, headers);
        }
    }

    @Override
    void ended(boolean abruptly) {
        Http2Stream known = stream;
        if (known != null && !endSent && feed.isOpenEnded()) {
            endSent = true;
            connection.data(known, 0, 0, true);
        }
        if (abruptly) {
            if (known != null && !(endSent && isAnswered())) {
                connection.reset(known);
            }
            connection.left(this);
        }
    }
}
