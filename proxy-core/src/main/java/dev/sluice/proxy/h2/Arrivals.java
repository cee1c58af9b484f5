package dev.sluice.proxy.h2;

import dev.sluice.state.Counter;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.Http2Connection;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2FrameLogger;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.handler.codec.http2.Http2Stream;
import io.netty.handler.logging.LogLevel;
import org.jspecify.annotations.Nullable;

/**
 * Counts frames, and sees heads before the codec does, which lets those pass silently that belong to streams of the past. They are errors of the
 * connection (RFC 9113 section 5.1), but for streams that this side has given up, since their rest may have been under way.
 */
final class Arrivals extends Http2FrameLogger {
    /** Streams given up whose rest may still come: more than a client has under way by default. */
    private static final int REMEMBERED = 256;

    private final Counts counts;
    private final int[] reset = new int[REMEMBERED];
    private int next;
    private int highest;
    private int skippedFrom;
    private @Nullable Codec codec;

    Arrivals(Counts counts) {
        super(LogLevel.TRACE);
        this.counts = counts;
    }

    Counts counts() {
        return counts;
    }

    private void count(Direction direction, Counter in) {
        if (direction == Direction.INBOUND) {
            counts.add(in);
        }
    }

    private void count(Direction direction, Counter in, Counter out) {
        counts.add(direction == Direction.INBOUND ? in : out);
    }

    @Override
    public void logData(
            Direction direction, ChannelHandlerContext context, int id, ByteBuf data, int padding, boolean last) {
        count(direction, Counter.HTTP2_DATA_IN);
    }

    @Override
    public void logSettings(Direction direction, ChannelHandlerContext context, Http2Settings settings) {
        count(direction, Counter.HTTP2_SETTINGS_IN);
    }

    @Override
    public void logSettingsAck(Direction direction, ChannelHandlerContext context) {
        count(direction, Counter.HTTP2_SETTINGS_IN);
    }

    @Override
    public void logRstStream(Direction direction, ChannelHandlerContext context, int id, long code) {
        count(direction, Counter.HTTP2_RESETS_IN, Counter.HTTP2_RESETS_OUT);
    }

    @Override
    public void logGoAway(Direction direction, ChannelHandlerContext context, int last, long code, ByteBuf why) {
        count(direction, Counter.HTTP2_GOAWAYS_IN, Counter.HTTP2_GOAWAYS_OUT);
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
        count(direction, Counter.HTTP2_HEADERS_IN);
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
