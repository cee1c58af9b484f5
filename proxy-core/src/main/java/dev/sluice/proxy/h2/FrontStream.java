package dev.sluice.proxy.h2;

import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2Stream;
import java.util.Locale;

/** A client's stream: its request is read from it, the response written to it. */
final class FrontStream extends StreamWire {
    private static final int SWITCHING = 101;
    private static final int OK = 200;
    private static final int NO_CONTENT = 204;
    private static final int NOT_MODIFIED = 304;

    private final FrontConnection connection;
    private final Http2Stream stream;
    private final boolean head;
    private final boolean connect;
    private final boolean upgrade;
    private boolean endSent;
    private long length;

    FrontStream(FrontConnection connection, Http2Stream stream, Intake in, RequestHead request) {
        super(connection.worker(), connection.wire(), in);
        this.connection = connection;
        this.stream = stream;
        this.head = request.method().equals("HEAD");
        this.upgrade = !request.protocol().isEmpty();
        this.connect = request.method().equals("CONNECT") && !upgrade;
    }

    Http2Stream stream() {
        return stream;
    }

    /** Whether the response has been given to the codec in full. */
    boolean isAnswered() {
        return endSent;
    }

    @Override
    void consumed(int count) {
        connection.consumed(stream, count);
    }

    @Override
    boolean endsWithMessage() {
        return connect || upgrade;
    }

    @Override
    public Feed.Framing head(Lines lines) {
        String[] words = lines.first().split(" ", 3);
        int status = words.length > 1 ? Integer.parseInt(words[1]) : 0;
        boolean taken = upgrade && status == SWITCHING;
        Http2Headers headers =
                new DefaultHttp2Headers(false).status(String.format(Locale.ROOT, "%03d", taken ? OK : status));
        lines.passOn(headers, true);
        if (taken) {
            headers.remove(Lines.WEBSOCKET_ANSWER);
        }
        Feed.Framing framing = taken ? Feed.Framing.OPEN : framing(lines, status);
        endSent = framing == Feed.Framing.NONE;
        connection.headers(stream, headers, endSent);
        return framing;
    }

    private Feed.Framing framing(Lines lines, int status) {
        if (status < OK) {
            return Feed.Framing.INTERIM;
        }
        if (connect && status < OK + 100) {
            return Feed.Framing.OPEN;
        }
        if (head || status == NO_CONTENT || status == NOT_MODIFIED) {
            return Feed.Framing.NONE;
        }
        if (lines.isChunked()) {
            return Feed.Framing.CHUNKED;
        }
        length = lines.contentLength();
        return length < 0 ? Feed.Framing.OPEN : length == 0 ? Feed.Framing.NONE : Feed.Framing.LENGTH;
    }

    @Override
    public long length() {
        return length;
    }

    @Override
    public boolean takesData() {
        return connection.takesData(stream);
    }

    @Override
    public boolean data(long address, int count, boolean last) {
        endSent |= last;
        return connection.data(stream, address, count, last);
    }

    @Override
    public void end(Lines trailers) {
        endSent = true;
        Http2Headers headers = new DefaultHttp2Headers(false);
        trailers.passOn(headers, false);
        if (headers.isEmpty()) {
            boolean unused = connection.data(stream, 0, 0, true);
        } else {
            connection.headers(stream, headers, true);
        }
    }

    /** Once the response has left in full, the client need not go on either. */
    void endSoon() {
        if (!isOpen() && !in.isEnded() && stream.state() == Http2Stream.State.HALF_CLOSED_LOCAL) {
            connection.reset(stream, Http2Error.NO_ERROR);
        }
    }

    @Override
    void ended(boolean abruptly) {
        if (!endSent && feed.isOpenEnded()) {
            endSent = true;
            boolean unused = connection.data(stream, 0, 0, true);
        } else if (!endSent) {
            connection.reset(stream, Http2Error.CANCEL);
        }
        if (endSent && abruptly && !in.isEnded()) {
            // The response does not depend on the rest of the request (RFC 9113 section 8.1).
            endSoon();
        }
    }
}
