package dev.sluice.proxy.h2;

import dev.sluice.proxy.wire.Wire;
import dev.sluice.proxy.wire.WireError;
import dev.sluice.proxy.worker.Worker;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.Http2Connection.PropertyKey;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2EventAdapter;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2Stream;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A server's connection that speaks HTTP/2, and the places on it that sessions have. It ends with the last of them. */
public final class BackConnection {
    private static final byte[] NO_TRAILERS = {};

    private final Worker worker;
    private final Limits limits;
    private final String scheme;
    private final WireChannel channel;
    private final Codec codec;
    private final PropertyKey key;
    private final Set<BackWire> places = new LinkedHashSet<>();
    private final Runnable onEnd;
    private int glitches;
    private boolean leaving;

    private BackConnection(Worker worker, Wire wire, Limits limits, boolean encrypted, Runnable onEnd) {
        this.worker = worker;
        this.limits = limits;
        this.scheme = encrypted ? "https" : "http";
        this.onEnd = onEnd;
        this.channel = new WireChannel(worker, wire);
        this.codec = Codec.of(false, limits, new Frames(), this::glitch);
        this.key = codec.connection().newKey();
    }

    /**
     * Speaks HTTP/2 over a wire that stands.
     *
     * @param onEnd runs when it takes no more requests
     */
    public static BackConnection over(Worker worker, Wire wire, Limits limits, boolean encrypted, Runnable onEnd) {
        BackConnection made = new BackConnection(worker, wire, limits, encrypted, onEnd);
        made.codec.connection().addListener(made.new Frames());
        made.channel.pipeline().addLast(made.codec);
        made.channel.closeFuture().addListener(closed -> made.closed());
        made.codec.encoder().flowController().listener(made::room);
        made.channel.begin();
        made.channel.flushLater();
        return made;
    }

    /** Whether one more session may have a place. */
    public boolean hasRoom() {
        int most = Math.min(limits.streams(), codec.connection().local().maxActiveStreams());
        return !leaving && channel.isOpen() && places.size() < most;
    }

    /** A place for a session. */
    public Wire open() {
        BackWire made = new BackWire(this, new Intake(codec.context().alloc()));
        places.add(made);
        return made;
    }

    Worker worker() {
        return worker;
    }

    Wire lower() {
        return channel.wire();
    }

    String scheme() {
        return scheme;
    }

    boolean isLeaving() {
        return leaving;
    }

    private void glitch() {
        glitches++;
        if (limits.glitches() > 0 && glitches >= limits.glitches()) {
            channel.end();
        }
    }

    /** No more requests; who has none under way is told that it is over. */
    private void leave() {
        if (leaving) {
            return;
        }
        leaving = true;
        onEnd.run();
        for (BackWire each : List.copyOf(places)) {
            Http2Stream known = each.stream();
            if (known == null || codec.connection().stream(known.id()) == null) {
                each.broke(WireError.RESET);
            }
        }
    }

    private void closed() {
        leave();
        for (BackWire each : List.copyOf(places)) {
            if (!each.isAnswered()) {
                each.broke(WireError.RESET);
            }
        }
    }

    /** A session has given up its place. */
    void left(BackWire place) {
        places.remove(place);
        if (places.isEmpty() && channel.isOpen()) {
            leave();
            worker.again(() -> {
                channel.pipeline().flush();
                channel.end();
            });
        }
    }

    private void room(Http2Stream stream) {
        BackWire known = stream.getProperty(key);
        if (known != null && codec.encoder().flowController().isWritable(stream)) {
            worker.again(known::roomThere);
        }
    }

    /** Begins a request; returns null where the connection takes no more. */
    @Nullable
    Http2Stream begin(BackWire place, Http2Headers headers, boolean last) {
        int id = codec.connection().local().incrementAndGetNextStreamId();
        if (id < 0 || leaving || !channel.isOpen()) {
            leave();
            return null;
        }
        ChannelHandlerContext context = codec.context();
        ChannelFuture unused = codec.encoder().writeHeaders(context, id, headers, 0, last, context.newPromise());
        Http2Stream made = codec.connection().stream(id);
        if (made != null) {
            made.setProperty(key, place);
            channel.flushLater();
        }
        return made;
    }

    void trailers(Http2Stream stream, Http2Headers headers) {
        ChannelHandlerContext context = codec.context();
        ChannelFuture unused =
                codec.encoder().writeHeaders(context, stream.id(), headers, 0, true, context.newPromise());
        channel.flushLater();
    }

    boolean takesData(Http2Stream stream) {
        return codec.encoder().flowController().isWritable(stream);
    }

    void data(Http2Stream stream, long address, int count, boolean last) {
        codec.data(stream, address, count, last);
        channel.flushLater();
    }

    void consumed(Http2Stream stream, int count) {
        if (codec.consumed(stream, count)) {
            channel.flushLater();
        }
    }

    void reset(Http2Stream stream) {
        if (channel.isOpen() && codec.connection().stream(stream.id()) != null) {
            ChannelHandlerContext context = codec.context();
            ChannelFuture unused =
                    codec.resetStream(context, stream.id(), Http2Error.CANCEL.code(), context.newPromise());
            channel.flushLater();
        }
    }

    private final class Frames extends Http2EventAdapter {
        private @Nullable BackWire place(int id) {
            Http2Stream stream = codec.connection().stream(id);
            BackWire known = stream == null ? null : stream.getProperty(key);
            return known != null && known.isOpen() && known.stream() == stream ? known : null;
        }

        @Override
        public void onHeadersRead(
                ChannelHandlerContext context, int id, Http2Headers headers, int padding, boolean last)
                throws Http2Exception {
            BackWire known = place(id);
            if (known != null) {
                known.headers(id, headers, last);
            }
        }

        @Override
        public void onHeadersRead(
                ChannelHandlerContext context,
                int id,
                Http2Headers headers,
                int dependency,
                short weight,
                boolean exclusive,
                int padding,
                boolean last)
                throws Http2Exception {
            onHeadersRead(context, id, headers, padding, last);
        }

        @Override
        public int onDataRead(ChannelHandlerContext context, int id, ByteBuf data, int padding, boolean last) {
            BackWire known = place(id);
            if (known == null) {
                return data.readableBytes() + padding;
            }
            known.in.data(data);
            if (last) {
                known.in.end(NO_TRAILERS);
            }
            known.tell();
            return padding;
        }

        @Override
        public void onStreamClosed(Http2Stream stream) {
            BackWire known = stream.getProperty(key);
            if (known != null && known.stream() == stream) {
                if (known.isAnswered()) {
                    known.streamEnded();
                } else {
                    known.broke(WireError.RESET);
                }
            }
        }

        @Override
        public void onGoAwayReceived(int last, long code, ByteBuf why) {
            leave();
        }
    }
}
