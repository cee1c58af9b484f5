package dev.sluice.proxy.h2;

import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.Http2Connection;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2FrameLogger;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2Stream;
import io.netty.handler.logging.LogLevel;
import org.jspecify.annotations.Nullable;

/**
 * Sees heads before the codec does, which lets those pass silently that belong to streams of the past. They are errors of the
 * connection (RFC 9113 section 5.1), but for streams that this side has given up, since their rest may have been under way.
 */
final class Arrivals extends Http2FrameLogger {
    /** Streams given up whose rest may still come: more than a client has under way by default. */
    private static final int REMEMBERED = 256;

    private final int[] reset = new int[REMEMBERED];
    private int next;
    private int highest;
    private int skippedFrom;
    private @Nullable Codec codec;

    Arrivals() {
        super(LogLevel.TRACE);
    }

    void of(Codec whose) {
        codec = whose;
    }

    /** A stream is given up on this side. */
    void resetHere(int id) {
        reset[next] = id;
        next = (next + 1) % REMEMBERED;
    }

    @Override
    public void logHeaders(
            Direction direction,
            ChannelHandlerContext context,
            int id,
            Http2Headers headers,
            int padding,
            boolean last) {
        if (direction == Direction.INBOUND) {
            look(context, id);
        }
    }

    @Override
    public void logHeaders(
            Direction direction,
            ChannelHandlerContext context,
            int id,
            Http2Headers headers,
            int dependency,
            short weight,
            boolean exclusive,
            int padding,
            boolean last) {
        logHeaders(direction, context, id, headers, padding, last);
    }

    private void look(ChannelHandlerContext context, int id) {
        Codec known = codec;
        if (known == null || !known.connection().isServer()) {
            return;
        }
        Http2Connection connection = known.connection();
        Http2Stream stream = connection.stream(id);
        if (stream != null && stream.state() == Http2Stream.State.HALF_CLOSED_REMOTE) {
            known.onError(context, false, Http2Exception.streamError(id, Http2Error.STREAM_CLOSED, "it has ended"));
        } else if (id > highest) {
            skippedFrom = highest == 0 ? 1 : highest + 2;
            highest = id;
        } else if (stream == null && !wasResetHere(id)) {
            boolean skipped = id >= skippedFrom && id < highest;
            Http2Error why = skipped ? Http2Error.PROTOCOL_ERROR : Http2Error.STREAM_CLOSED;
            known.onError(context, false, Http2Exception.connectionError(why, "stream %d is closed", id));
        }
    }

    private boolean wasResetHere(int id) {
        for (int each : reset) {
            if (each == id) {
                return true;
            }
        }
        return false;
    }
}
