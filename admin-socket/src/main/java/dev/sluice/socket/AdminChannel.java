package dev.sluice.socket;

import dev.sluice.socket.command.AdminConnection;
import dev.sluice.socket.conversation.Conversation;
import dev.sluice.socket.conversation.Wire;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.epoll.EpollDomainSocketChannel;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.DuplexChannel;
import io.netty.channel.unix.PeerCredentials;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.lang.System.Logger;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One connection's transport. Confined to the event loop. */
final class AdminChannel extends ChannelInboundHandlerAdapter implements Wire {
    /** How long what a client still sends is thrown away after the end, so that its kernel does not throw away our last reply. */
    private static final long LINGER_MILLIS = 1000;

    /** Short replies are written together, up to so much; more than a socket takes at once would be gathered for nothing. */
    private static final int GATHERED_MAX = 16_384;

    private static final Logger LOGGER = System.getLogger("dev.sluice.socket");

    private final Listening origin;
    private final Channel listener;
    private final Channel channel;
    private final CompletableFuture<Void> leaving = new CompletableFuture<>();
    private @Nullable ConnectionSpeaker speaker;
    private @Nullable Conversation conversation;
    private @Nullable Future<?> idleCheck;
    private long checkedTimeoutMillis;
    private long lastActivityMillis;
    private boolean reading;
    private boolean inputEnded;
    private boolean ending;
    private boolean finished;
    private boolean holdsTurn;
    private boolean lingers;
    /** What was written since the last flush and handed on to nobody. */
    private @Nullable ByteBuf gathered;

    AdminChannel(Listening origin, Channel listener, Channel channel) {
        this.origin = origin;
        this.listener = listener;
        this.channel = channel;
    }

    /** Its turn has come. */
    void begin() {
        holdsTurn = true;
        ConnectionSpeaker asking = new ConnectionSpeaker(origin, channel, leaving);
        speaker = asking;
        conversation = origin.converse(asking, this, identity(asking));
        origin.sockets().served(this);
        active();
        watch();
        proceed();
    }

    /** As {@code show sess} lists it. */
    AdminConnection describe() {
        ConnectionSpeaker known = Objects.requireNonNull(speaker, "listed only while served");
        Conversation talk = Objects.requireNonNull(conversation, "listed only while served");
        return known.describe(lastActivityMillis + checkedTimeoutMillis, talk.bytesIn(), talk.bytesOut());
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        origin.turns().accepted(listener, this);
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        ByteBuf buffer = (ByteBuf) message;
        byte[] bytes = new byte[buffer.readableBytes()];
        buffer.readBytes(bytes);
        ReferenceCountUtil.release(message);
        Conversation talk = conversation;
        if (talk != null && !ending) {
            active();
            talk.received(bytes);
            origin.sockets().attention().heed();
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        reading = false;
        proceed();
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof ChannelInputShutdownEvent && !inputEnded) {
            inputEnded = true;
            if (finished) {
                // Only what a client still sent was waited for.
                abort();
            } else if (!ending && conversation != null) {
                conversation.inputEnded();
            }
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        if (channel.isWritable() && conversation != null) {
            active();
            conversation.writable();
            proceed();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        leaving.complete(null);
        if (conversation != null) {
            conversation.closed();
        }
        if (gathered != null) {
            gathered.release();
            gathered = null;
        }
        if (idleCheck != null) {
            idleCheck.cancel(false);
        }
        if (lingers) {
            origin.sockets().lingered();
        }
        origin.turns().gone(this);
        release();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        // A client that went away is its own business.
        if (!(cause instanceof IOException)) {
            LOGGER.log(Logger.Level.ERROR, "admin connection failed", cause);
        }
        abort();
    }

    @Override
    public void write(byte[] bytes) {
        ByteBuf into = gathered;
        if (into != null && into.maxWritableBytes() >= bytes.length) {
            into.writeBytes(bytes);
            return;
        }
        handOn();
        if (bytes.length > GATHERED_MAX) {
            ChannelFuture unused = channel.write(Unpooled.wrappedBuffer(bytes), channel.voidPromise());
        } else {
            gathered = channel.alloc().directBuffer(bytes.length, GATHERED_MAX).writeBytes(bytes);
        }
    }

    private void handOn() {
        ByteBuf full = gathered;
        gathered = null;
        if (full != null) {
            ChannelFuture unused = channel.write(full, channel.voidPromise());
        }
    }

    @Override
    public void flush() {
        handOn();
        channel.flush();
        // Commands have run since the last read: there may be room for more input again.
        proceed();
    }

    @Override
    public boolean isWritable() {
        return channel.isWritable();
    }

    @Override
    public void end() {
        ending = true;
        handOn();
        ChannelFuture unused = channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(written -> finish());
        proceed();
    }

    @Override
    public void clientLeft() {
        leaving.complete(null);
    }

    @Override
    public void abort() {
        ChannelFuture unused = channel.close();
    }

    @Override
    public void execute(Runnable task) {
        channel.eventLoop().execute(task);
    }

    /** All was written. Closing with unread bytes would be a reset to the client, so these are read first. */
    private void finish() {
        finished = true;
        release();
        if (inputEnded || !channel.isActive() || !(channel instanceof DuplexChannel duplex)) {
            abort();
            return;
        }
        ChannelFuture unused = duplex.shutdownOutput().addListener(ChannelFutureListener.CLOSE_ON_FAILURE);
        lingers = true;
        Future<?> end = channel.eventLoop().schedule(this::abort, LINGER_MILLIS, TimeUnit.MILLISECONDS);
        if (!origin.sockets().linger()) {
            end.cancel(false);
            abort();
        }
        proceed();
    }

    private void release() {
        if (holdsTurn) {
            holdsTurn = false;
            origin.sockets().notServed(this);
            origin.turns().over();
        }
    }

    /** Reads on, if there is room for more, and follows a timeout that a command has changed. */
    private void proceed() {
        if (speaker != null && speaker.session().timeoutMillis() != checkedTimeoutMillis) {
            watch();
        }
        boolean wanted = ending || (conversation != null && conversation.wantsInput());
        if (wanted && !reading && !inputEnded) {
            reading = true;
            channel.read();
        }
    }

    /** Who the client is, for the audit log. */
    private String identity(ConnectionSpeaker asking) {
        try {
            if (channel instanceof EpollDomainSocketChannel local) {
                PeerCredentials peer = local.peerCredentials();
                return "uid=" + peer.uid() + " pid=" + peer.pid();
            }
        } catch (IOException e) {
            LOGGER.log(Logger.Level.DEBUG, "no credentials: {0}", e.getMessage());
        }
        return asking.source();
    }

    private void active() {
        lastActivityMillis = origin.clock().millis();
    }

    private void watch() {
        if (idleCheck != null) {
            idleCheck.cancel(false);
        }
        checkedTimeoutMillis = speaker == null ? 0 : speaker.session().timeoutMillis();
        long due = lastActivityMillis + checkedTimeoutMillis - origin.clock().millis();
        idleCheck = channel.eventLoop().schedule(this::check, Math.max(1, due), TimeUnit.MILLISECONDS);
    }

    private void check() {
        Conversation talk = conversation;
        if (talk == null || origin.clock().millis() - lastActivityMillis < checkedTimeoutMillis) {
            watch();
        } else if (talk.isRunning()) {
            // What waits is interrupted and answers; what works is let finish. Either way it was the last command.
            leaving.complete(null);
            talk.endAfterReply();
        } else {
            abort();
        }
    }
}
