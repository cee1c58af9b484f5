package dev.sluice.proxy.h2;

import dev.sluice.state.Counter;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http2.AbstractHttp2ConnectionHandlerBuilder;
import io.netty.handler.codec.http2.Http2ConnectionDecoder;
import io.netty.handler.codec.http2.Http2ConnectionEncoder;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2FrameListener;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.handler.codec.http2.Http2Stream;
import io.netty.util.internal.PlatformDependent;
import org.jspecify.annotations.Nullable;

/** Netty's codec, which also says where the other side breaks the rules. */
final class Codec extends Http2ConnectionHandler {
    /** Streams that a client may give up in half a minute: more is an attack (CVE-2023-44487), and the connection is ended. */
    private static final int RESETS_MAX = 1000;

    private static final int RESETS_SECONDS = 30;

    /** Answers to settings and pings that wait to be sent: who asks for more without reading is ended. */
    private static final int ANSWERS_MAX = 1000;

    /** Whether a stream may leave HTTP (RFC 8441 section 3). */
    static final char CONNECT_PROTOCOL = 8;

    /** One part in so many of what may be ahead is no single stream's. */
    private static final int KEPT_FOR_OTHERS = 8;

    private final Runnable glitch;
    private final Arrivals arrivals;
    private final Counts counts;
    private final int ahead;
    private @Nullable ChannelHandlerContext context;
    private boolean settled;
    private boolean contradicted;

    private Codec(
            Http2ConnectionDecoder decoder, Http2ConnectionEncoder encoder, Http2Settings settings, Builder builder) {
        super(decoder, encoder, settings);
        this.glitch = builder.glitch;
        this.arrivals = builder.arrivals;
        this.counts = arrivals.counts();
        this.ahead = builder.ahead;
    }

    static Codec of(boolean server, Limits limits, Http2FrameListener listener, Runnable glitch, Counts counts) {
        Http2Settings settings = new Http2Settings()
                .headerTableSize(limits.table())
                .initialWindowSize(limits.window())
                .maxFrameSize(limits.frame())
                .maxHeaderListSize(limits.list());
        if (server) {
            settings.maxConcurrentStreams(limits.streams());
            if (limits.upgrades()) {
                settings.put(CONNECT_PROTOCOL, Long.valueOf(1));
            }
        } else {
            settings.pushEnabled(false);
        }
        Arrivals arrivals = new Arrivals(counts);
        Codec made = new Builder(glitch, arrivals, limits.buffer()).of(server, settings, listener);
        arrivals.of(made);
        made.connection().addListener(counts);
        return made;
    }

    ChannelHandlerContext context() {
        ChannelHandlerContext known = context;
        if (known == null) {
            throw new IllegalStateException("in no channel");
        }
        return known;
    }

    /** Its channel is closed. */
    void ended() {
        counts.add(Counter.HTTP2_CONNECTIONS_ENDED);
    }

    /** The other side has taken our settings over: it may be given more room from now on, which before would break some. */
    void settled() {
        settled = true;
    }

    /**
     * Lets bodies of all streams together be so many bytes ahead, and that of this one so much of it that some is left for others, who
     * would wait for a slow reader otherwise. What is ahead is memory here: so many bytes, however many streams there are.
     */
    void widen(Http2Stream stream) {
        if (!settled) {
            return;
        }
        try {
            widenTo(connection().connectionStream(), ahead);
            widenTo(stream, (ahead - ahead / KEPT_FOR_OTHERS) / connection().numActiveStreams());
        } catch (Http2Exception impossible) {
            onError(context(), true, impossible);
        }
    }

    private void widenTo(Http2Stream stream, int bytes) throws Http2Exception {
        int more = bytes - connection().local().flowController().initialWindowSize(stream);
        if (more > 0) {
            connection().local().flowController().incrementWindowSize(stream, more);
        }
    }

    /** So many bytes were taken; returns whether the sender is to be told now. */
    boolean consumed(Http2Stream stream, int count) {
        try {
            return connection().local().flowController().consumeBytes(stream, count);
        } catch (Http2Exception gone) {
            onError(context(), true, gone);
            return false;
        }
    }

    /** Sends bytes of a body. */
    void data(Http2Stream stream, long address, int count, boolean last) {
        ByteBuf bytes = Unpooled.EMPTY_BUFFER;
        if (count > 0) {
            bytes = context().alloc().directBuffer(count, count);
            PlatformDependent.copyMemory(address, bytes.memoryAddress(), count);
            bytes.writerIndex(count);
        }
        ChannelFuture unused = encoder()
                .writeData(context(), stream.id(), bytes, 0, last, context().newPromise());
    }

    @Override
    public void handlerAdded(ChannelHandlerContext added) throws Exception {
        context = added;
        counts.add(Counter.HTTP2_CONNECTIONS);
        super.handlerAdded(added);
    }

    @Override
    public ChannelFuture resetStream(ChannelHandlerContext where, int id, long code, ChannelPromise promise) {
        arrivals.resetHere(id);
        return super.resetStream(where, id, code, promise);
    }

    @Override
    protected void onStreamError(
            ChannelHandlerContext where, boolean outbound, Throwable cause, Http2Exception.StreamException error) {
        super.onStreamError(where, outbound, cause, error);
        if (!outbound) {
            counts.add(Counter.HTTP2_STREAM_ERRORS);
            glitch.run();
        }
    }

    @Override
    protected void onConnectionError(
            ChannelHandlerContext where, boolean outbound, Throwable cause, @Nullable Http2Exception error) {
        if (!outbound && error != null) {
            contradicted = true;
            counts.add(Counter.HTTP2_CONNECTION_ERRORS);
        }
        super.onConnectionError(where, outbound, cause, error);
    }

    /** Whether what the other side said is no HTTP/2, which ended the connection. */
    boolean isContradicted() {
        return contradicted;
    }

    private static final class Builder extends AbstractHttp2ConnectionHandlerBuilder<Codec, Builder> {
        private final Runnable glitch;
        private final Arrivals arrivals;
        private final int ahead;

        Builder(Runnable glitch, Arrivals arrivals, int ahead) {
            this.glitch = glitch;
            this.arrivals = arrivals;
            this.ahead = ahead;
        }

        Codec of(boolean server, Http2Settings settings, Http2FrameListener listener) {
            server(server);
            initialSettings(settings);
            frameListener(listener);
            frameLogger(arrivals);
            decoderEnforceMaxRstFramesPerWindow(RESETS_MAX, RESETS_SECONDS);
            encoderEnforceMaxQueuedControlFrames(ANSWERS_MAX);
            decoupleCloseAndGoAway(true);
            return build();
        }

        @Override
        protected Codec build(Http2ConnectionDecoder decoder, Http2ConnectionEncoder encoder, Http2Settings initial) {
            return new Codec(decoder, encoder, initial, this);
        }
    }
}
