package dev.sluice.proxy.h2;

import dev.sluice.proxy.wire.Wire;
import dev.sluice.proxy.wire.WireError;
import dev.sluice.proxy.wire.WireHandler;
import dev.sluice.proxy.worker.StreamBuffer;
import dev.sluice.proxy.worker.Worker;
import io.netty.buffer.ByteBuf;
import io.netty.channel.AbstractChannel;
import io.netty.channel.ChannelConfig;
import io.netty.channel.ChannelMetadata;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.ChannelPromise;
import io.netty.channel.DefaultChannelConfig;
import io.netty.channel.EventLoop;
import java.io.IOException;
import java.net.SocketAddress;
import org.jspecify.annotations.Nullable;

/** A wire as Netty's codecs want to see it: a channel on the worker's loop, without a socket of its own. */
final class WireChannel extends AbstractChannel implements WireHandler {
    private static final ChannelMetadata METADATA = new ChannelMetadata(false);

    /** Reads of one turn, so that others get theirs. */
    private static final int READS_PER_TURN_MAX = 4;

    private static final int READ_SIZE = 16_384;

    private final Worker worker;
    private final Wire wire;
    private final ChannelConfig config = new DefaultChannelConfig(this);
    private final Runnable readOn = this::readSome;
    private final Runnable flushNow = this::flushNow;
    private boolean flushing;
    private boolean reading;
    private boolean abrupt;

    WireChannel(Worker worker, Wire wire) {
        super(null);
        this.worker = worker;
        this.wire = wire;
    }

    Wire wire() {
        return wire;
    }

    /** Takes the wire's events and begins; its handlers are there already. */
    void begin() {
        wire.handler(this);
        unsafe().register(worker.loop(), newPromise());
    }

    /** What was read from the wire before. */
    void received(ByteBuf bytes) {
        pipeline().fireChannelRead(bytes);
        pipeline().fireChannelReadComplete();
    }

    /** Sends at the end of the turn what was written in it. */
    void flushLater() {
        if (!flushing) {
            flushing = true;
            worker.again(flushNow);
        }
    }

    private void flushNow() {
        flushing = false;
        if (isOpen()) {
            pipeline().flush();
        }
    }

    @Override
    public void onReadable(Wire from) {
        readSome();
    }

    private void readSome() {
        if (reading) {
            return;
        }
        reading = true;
        int got = 1;
        for (int i = 0; i < READS_PER_TURN_MAX && got > 0 && isOpen(); i++) {
            ByteBuf into = config.getAllocator().directBuffer(READ_SIZE, READ_SIZE);
            got = wire.read(into.memoryAddress(), READ_SIZE);
            if (got > 0) {
                pipeline().fireChannelRead(into.writerIndex(got));
            } else {
                into.release();
            }
        }
        reading = false;
        pipeline().fireChannelReadComplete();
        if (got < 0) {
            end();
        } else if (isOpen() && wire.isReadable()) {
            worker.again(readOn);
        }
    }

    @Override
    public void onWritable(Wire from) {
        ((PlainUnsafe) unsafe()).sendOn();
    }

    @Override
    public void onError(Wire from, WireError error) {
        end();
    }

    /** Ends this side; what still comes is read, and the end of the other side ends all. */
    void endOutput() {
        if (isOpen()) {
            wire.shutdownOutput();
        }
    }

    /** Closes at once, whatever handlers would like to say first. */
    void end() {
        unsafe().close(newPromise());
    }

    @Override
    protected void doWrite(ChannelOutboundBuffer out) throws Exception {
        for (ByteBuf first = (ByteBuf) out.current(); first != null; first = (ByteBuf) out.current()) {
            if (!first.isReadable()) {
                out.remove();
            } else if (!send(out)) {
                return;
            }
        }
    }

    /** Frames are many and small: they leave together. Returns whether all that was offered was taken. */
    private boolean send(ChannelOutboundBuffer out) throws Exception {
        StreamBuffer together = worker.buffer();
        try {
            gather(out, together);
            int offered = together.readable();
            int sent = wire.write(together.readAddress(), offered);
            if (sent < 0) {
                throw new IOException(wire.error().text());
            }
            out.removeBytes(sent);
            return sent == offered;
        } finally {
            worker.release(together);
        }
    }

    private static void gather(ChannelOutboundBuffer out, StreamBuffer into) throws Exception {
        out.forEachFlushedMessage(message -> {
            ByteBuf bytes = (ByteBuf) message;
            int length = Math.min(bytes.readableBytes(), into.writable());
            into.memory().limit(into.end() + length).position(into.end());
            bytes.getBytes(bytes.readerIndex(), into.memory());
            into.memory().clear();
            into.produced(length);
            return into.writable() > 0;
        });
    }

    /** Has its end be a reset. */
    void abruptly() {
        abrupt = true;
    }

    @Override
    protected void doClose() {
        if (abrupt) {
            wire.reset();
        } else {
            wire.close();
        }
    }

    @Override
    protected void doRegister(ChannelPromise promise) {
        promise.setSuccess();
    }

    @Override
    protected void doBeginRead() {
        // The wire tells of itself when there is something to read.
    }

    @Override
    protected void doBind(SocketAddress address) {
        throw new UnsupportedOperationException();
    }

    @Override
    protected void doDisconnect() {
        doClose();
    }

    @Override
    protected AbstractUnsafe newUnsafe() {
        return new PlainUnsafe();
    }

    @Override
    protected boolean isCompatible(EventLoop loop) {
        return loop == worker.loop();
    }

    @Override
    protected @Nullable SocketAddress localAddress0() {
        return wire.localAddress();
    }

    @Override
    protected @Nullable SocketAddress remoteAddress0() {
        return wire.remoteAddress();
    }

    @Override
    public ChannelConfig config() {
        return config;
    }

    @Override
    public boolean isOpen() {
        return wire.isOpen();
    }

    @Override
    public boolean isActive() {
        return wire.isOpen();
    }

    @Override
    public ChannelMetadata metadata() {
        return METADATA;
    }

    private final class PlainUnsafe extends AbstractUnsafe {
        @Override
        public void connect(SocketAddress remote, SocketAddress local, ChannelPromise promise) {
            promise.setFailure(new UnsupportedOperationException());
        }

        void sendOn() {
            flush0();
        }
    }
}
