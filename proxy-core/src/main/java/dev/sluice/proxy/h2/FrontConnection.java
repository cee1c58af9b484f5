package dev.sluice.proxy.h2;

import dev.sluice.proxy.wire.Wire;
import dev.sluice.proxy.wire.WireError;
import dev.sluice.proxy.worker.Timer;
import dev.sluice.proxy.worker.Worker;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.Http2Connection.PropertyKey;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2Stream;
import org.jspecify.annotations.Nullable;

/** A client's connection that speaks HTTP/2. */
public final class FrontConnection extends Timer {
    private static final byte[] NO_TRAILERS = {};

    private final Worker worker;
    private final Owner owner;
    private final Limits limits;
    private final WireChannel channel;
    private final Codec codec;
    private final PropertyKey key;
    private int begun;
    private int glitches;
    private boolean leaving;
    private boolean ended;

    private FrontConnection(Worker worker, Wire wire, Owner owner, Limits limits) {
        this.worker = worker;
        this.owner = owner;
        this.limits = limits;
        this.channel = new WireChannel(worker, wire);
        this.codec = Codec.of(true, limits, new Frames(), this::glitch, new Counts(owner.counters()));
        this.key = codec.connection().newKey();
    }

    /**
     * Takes over a client's wire.
     *
     * @param received what was read from it before, the preface first; empty for nothing
     */
    public static FrontConnection begin(Worker worker, Wire wire, Owner owner, Limits limits, byte[] received) {
        FrontConnection made = new FrontConnection(worker, wire, owner, limits);
        made.start(received);
        return made;
    }

    private void start(byte[] received) {
        codec.connection().addListener(new Frames());
        channel.pipeline().addLast(codec);
        channel.closeFuture().addListener(closed -> closed());
        codec.encoder().flowController().listener(this::room);
        channel.begin();
        waits();
        channel.flushLater();
        if (received.length > 0) {
            channel.received(Unpooled.wrappedBuffer(received));
        }
        if (channel.isOpen() && channel.wire().isReadable()) {
            channel.onReadable(channel.wire());
        }
    }

    Worker worker() {
        return worker;
    }

    Wire wire() {
        return channel.wire();
    }

    private void waits() {
        long patience = owner.patienceMillis(begun == 0);
        worker.expireAt(this, patience > 0 ? worker.nowMillis() + patience : NEVER);
    }

    @Override
    protected void onExpired() {
        leave(Http2Error.NO_ERROR);
    }

    /** Takes no more requests, and ends with those under way. */
    public void drain() {
        leave(Http2Error.NO_ERROR);
    }

    private void leave(Http2Error why) {
        if (!leaving && !ended) {
            leaving = true;
            ChannelHandlerContext context = codec.context();
            ChannelFuture unused = codec.goAway(
                    context,
                    codec.connection().remote().lastStreamCreated(),
                    why.code(),
                    Unpooled.EMPTY_BUFFER,
                    context.newPromise());
            channel.flushLater();
        }
        leaveIfIdle();
    }

    /** What was written in this turn leaves before. */
    private void leaveIfIdle() {
        if (leaving && !ended && codec.connection().numActiveStreams() == 0) {
            worker.again(() -> {
                if (!ended && codec.connection().numActiveStreams() == 0) {
                    channel.pipeline().flush();
                    channel.end();
                }
            });
        }
    }

    private void glitch() {
        glitches++;
        if (limits.glitches() > 0 && glitches >= limits.glitches()) {
            leave(Http2Error.ENHANCE_YOUR_CALM);
        }
    }

    private void closed() {
        if (!ended) {
            ended = true;
            codec.ended();
            worker.forget(this);
            owner.ended();
        }
    }

    private void room(Http2Stream stream) {
        FrontStream known = stream.getProperty(key);
        if (known != null && codec.encoder().flowController().isWritable(stream)) {
            // Not from within the codec, which is about to write.
            worker.again(known::roomThere);
        }
    }

    void consumed(Http2Stream stream, int count) {
        if (codec.consumed(stream, count)) {
            channel.flushLater();
        }
    }

    void headers(Http2Stream stream, Http2Headers headers, boolean last) {
        ChannelHandlerContext context = codec.context();
        ChannelFuture unused =
                codec.encoder().writeHeaders(context, stream.id(), headers, 0, last, context.newPromise());
        channel.flushLater();
    }

    boolean takesData(Http2Stream stream) {
        return codec.encoder().flowController().isWritable(stream);
    }

    boolean data(Http2Stream stream, long address, int count, boolean last) {
        codec.data(stream, address, count, last);
        channel.flushLater();
        return true;
    }

    void reset(Http2Stream stream, Http2Error why) {
        if (!ended) {
            ChannelHandlerContext context = codec.context();
            ChannelFuture unused = codec.resetStream(context, stream.id(), why.code(), context.newPromise());
            channel.flushLater();
        }
    }

    private static Http2Exception malformed(int id, String what) {
        return Http2Exception.streamError(id, Http2Error.PROTOCOL_ERROR, what);
    }

    private void request(Http2Stream stream, Http2Headers headers, boolean last) throws Http2Exception {
        RequestHead head = RequestHead.read(headers, last);
        if (head == null) {
            throw malformed(stream.id(), "malformed request");
        }
        Intake in = new Intake(codec.context().alloc());
        head.write(in.begin(head.isChunked()));
        if (last) {
            in.end(NO_TRAILERS);
        }
        FrontStream made = new FrontStream(this, stream, in, head);
        if (!head.protocol().isEmpty()) {
            // Bodies get more room once they come; here the client says what it likes when it likes.
            codec.widen(stream);
        }
        stream.setProperty(key, made);
        boolean first = begun++ == 0;
        worker.expireAt(this, NEVER);
        owner.opened(made, first);
        if (limits.total() > 0 && begun >= limits.total() || owner.isClosing()) {
            leave(Http2Error.NO_ERROR);
        }
    }

    private static void trailers(FrontStream known, Http2Headers headers, boolean last) throws Http2Exception {
        byte[] lines = RequestHead.trailers(headers);
        if (lines == null || !last) {
            throw malformed(known.stream().id(), "malformed trailers");
        }
        known.in.end(lines);
        known.tell();
    }

    private final class Frames extends Events {
        private @Nullable FrontStream stream(int id) {
            Http2Stream stream = codec.connection().stream(id);
            return stream == null ? null : stream.getProperty(key);
        }

        @Override
        public void onHeadersRead(
                ChannelHandlerContext context, int id, Http2Headers headers, int padding, boolean last)
                throws Http2Exception {
            Http2Stream stream = codec.connection().stream(id);
            FrontStream known = stream(id);
            if (known != null) {
                trailers(known, headers, last);
            } else if (stream != null) {
                request(stream, headers, last);
            }
        }

        @Override
        public int onDataRead(ChannelHandlerContext context, int id, ByteBuf data, int padding, boolean last) {
            FrontStream known = stream(id);
            int length = data.readableBytes();
            if (known == null || !known.isOpen()) {
                return length + padding;
            }
            known.in.data(data);
            if (last) {
                known.in.end(NO_TRAILERS);
                returned(context, id, length);
            } else {
                codec.widen(known.stream());
            }
            known.tell();
            return padding;
        }

        /** Some clients wait for their room back, though they have nothing more to send; the codec does not tell them. */
        private void returned(ChannelHandlerContext context, int id, int length) {
            if (length > 0) {
                ChannelFuture unused =
                        codec.encoder().frameWriter().writeWindowUpdate(context, id, length, context.newPromise());
            }
        }

        @Override
        public void onSettingsAckRead(ChannelHandlerContext context) {
            codec.settled();
        }

        @Override
        public void onRstStreamRead(ChannelHandlerContext context, int id, long code) {
            FrontStream known = stream(id);
            if (known != null) {
                known.broke(WireError.RESET);
            }
        }

        @Override
        public void onStreamHalfClosed(Http2Stream stream) {
            FrontStream known = stream.getProperty(key);
            if (known != null) {
                // Not from within the codec, which is about to end the stream itself where it can.
                worker.again(known::endSoon);
            }
        }

        @Override
        public void onStreamClosed(Http2Stream stream) {
            FrontStream known = stream.getProperty(key);
            if (known != null && !known.isAnswered()) {
                known.broke(WireError.RESET);
            }
        }

        @Override
        public void onStreamRemoved(Http2Stream stream) {
            if (codec.connection().numActiveStreams() == 0 && !ended) {
                if (leaving || owner.isClosing()) {
                    leave(Http2Error.NO_ERROR);
                } else {
                    waits();
                }
            }
        }
    }
}
