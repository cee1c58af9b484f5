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
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.handler.codec.http2.Http2Stream;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A server's connection that speaks HTTP/2, and the places on it that sessions have. It ends with the last of them. */
public final class BackConnection extends Timer {
    /** How long a server may take for the rest of a request that it has answered already, for which nobody waits any more. */
    private static final long LAST_MILLIS = 10_000;

    private static final byte[] NO_TRAILERS = {};

    private final Worker worker;
    private final Limits limits;
    private final WireChannel channel;
    private final Codec codec;
    private final PropertyKey key;
    private final Set<BackWire> places = new LinkedHashSet<>();
    private final Runnable onEnd;
    private int glitches;
    private int lastId = -1;
    private boolean leaving;
    /** It ends within this turn: who reset a stream would only be told of what is still coming on it. */
    private boolean ending;

    /** It ends as soon as all that is under way has left. */
    private boolean lingering;
    /** Some request was answered before it had left, so that its end may not have arrived: a plain close could take it back. */
    private boolean early;

    private boolean greeted;
    private boolean upgrades;

    private BackConnection(Worker worker, Wire wire, Limits limits, long @Nullable [] counters, Runnable onEnd) {
        this.worker = worker;
        this.limits = limits;
        this.onEnd = onEnd;
        this.channel = new WireChannel(worker, wire);
        this.codec = Codec.of(false, limits, new Frames(), this::glitch, new Counts(counters));
        this.key = codec.connection().newKey();
    }

    /**
     * Speaks HTTP/2 over a wire that stands.
     *
     * @param counters where it counts, a stripe of its worker; null for nowhere
     * @param onEnd runs when it takes no more requests
     */
    public static BackConnection over(
            Worker worker, Wire wire, Limits limits, long @Nullable [] counters, Runnable onEnd) {
        BackConnection made = new BackConnection(worker, wire, limits, counters, onEnd);
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

    boolean isLeaving() {
        return leaving;
    }

    /** Whether the server has said what it can do. */
    boolean isGreeted() {
        return greeted;
    }

    /** Whether the server lets a stream carry another protocol, which may not be asked before it has said so. */
    boolean isUpgradable() {
        return upgrades;
    }

    private void greeted(boolean upgradable) {
        greeted = true;
        upgrades = upgradable;
        for (BackWire each : List.copyOf(places)) {
            each.greeted();
        }
    }

    /** From 1 on, which the codec itself keeps for a request that began as HTTP/1; negative once all are used up. */
    private int nextId() {
        lastId = lastId < Integer.MAX_VALUE ? lastId + 2 : lastId;
        return lastId < Integer.MAX_VALUE ? lastId : -1;
    }

    /** A place cannot be used for what was asked; the server is told of the stream that it does not get, and the connection ends. */
    void useless(BackWire place) {
        if (places.size() == 1 && channel.isOpen()) {
            ChannelHandlerContext context = codec.context();
            int id = Math.max(1, nextId());
            ChannelFuture unused = codec.encoder()
                    .frameWriter()
                    .writeRstStream(context, id, Http2Error.CANCEL.code(), context.newPromise());
            channel.flushLater();
        }
        place.broke(WireError.OTHER);
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
        codec.ended();
        worker.forget(this);
        leave();
        for (BackWire each : List.copyOf(places)) {
            if (!each.isAnswered()) {
                each.broke(WireError.RESET);
            }
        }
    }

    /** A session has given up its place. */
    void left(BackWire place) {
        boolean had = places.remove(place);
        early |= place.isAnsweredEarly();
        if (had && places.isEmpty() && channel.isOpen()) {
            leave();
            worker.again(this::hangUp);
        }
    }

    /** Ends it, once the server has taken what was given to the codec: a request may still be on its way behind its response. */
    private void hangUp() {
        if (!channel.isOpen()) {
            return;
        }
        channel.pipeline().flush();
        if (ending) {
            channel.end();
            return;
        }
        if (!lingering) {
            lingering = true;
            worker.expireAt(this, worker.nowMillis() + LAST_MILLIS);
        }
        if (codec.connection().numActiveStreams() == 0) {
            // Written once all before it is.
            ChannelFuture last = codec.context().writeAndFlush(Unpooled.EMPTY_BUFFER);
            last.addListener(sent -> worker.again(early ? channel::endOutput : channel::end));
        }
    }

    @Override
    protected void onExpired() {
        channel.end();
    }

    /** Ends it with all that is under way on it; {@code abruptly} by a reset, so that this side remembers nothing of it. */
    public void end(boolean abruptly) {
        if (abruptly) {
            channel.abruptly();
        }
        ending = true;
        List.copyOf(places).forEach(BackWire::close);
        leave();
        worker.again(this::hangUp);
    }

    /** How the connection below broke; {@link WireError#NONE} where it did not, or where only what was said on it was wrong. */
    public WireError failure() {
        return codec.isContradicted() ? WireError.NONE : lower().error();
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
        int id = nextId();
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
        if (channel.isOpen() && !ending && codec.connection().stream(stream.id()) != null) {
            ChannelHandlerContext context = codec.context();
            ChannelFuture unused =
                    codec.resetStream(context, stream.id(), Http2Error.CANCEL.code(), context.newPromise());
            channel.flushLater();
        }
    }

    private final class Frames extends Events {
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
        public int onDataRead(ChannelHandlerContext context, int id, ByteBuf data, int padding, boolean last) {
            BackWire known = place(id);
            if (known == null) {
                return data.readableBytes() + padding;
            }
            known.in.data(data);
            if (last) {
                known.in.end(NO_TRAILERS);
            } else {
                codec.widen(codec.connection().stream(id));
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
        public void onStreamRemoved(Http2Stream stream) {
            if (lingering) {
                // Not from within the codec, which is about to write.
                worker.again(BackConnection.this::hangUp);
            }
        }

        @Override
        public void onSettingsRead(ChannelHandlerContext context, Http2Settings settings) {
            Long said = settings.get(Codec.CONNECT_PROTOCOL);
            greeted(said == null ? upgrades : said != 0);
        }

        @Override
        public void onSettingsAckRead(ChannelHandlerContext context) {
            codec.settled();
        }

        @Override
        public void onGoAwayReceived(int last, long code, ByteBuf why) {
            leave();
        }
    }
}
