package dev.sluice.socket;

import dev.sluice.config.BindSpec;
import dev.sluice.config.ListenAddress;
import dev.sluice.config.Settings;
import dev.sluice.socket.conversation.Conversation;
import dev.sluice.socket.conversation.Prompts;
import dev.sluice.socket.conversation.Wire;
import dev.sluice.socket.line.LineReader;
import dev.sluice.state.Clock;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.FixedRecvByteBufAllocator;

/** One socket that is listened on, and what its connections share. Confined to the event loop but for its final fields. */
final class Listening extends ChannelInboundHandlerAdapter {
    /** Bytes read at once: less than a line's limit, so that little more than a line is ever held. */
    private static final int READ_SIZE = 8192;

    private final AdminSockets sockets;
    private final BindSpec spec;
    private final ListenAddress address;
    private final int number;

    Listening(AdminSockets sockets, BindSpec spec, ListenAddress address, int number) {
        this.sockets = sockets;
        this.spec = spec;
        this.address = address;
        this.number = number;
    }

    BindSpec spec() {
        return spec;
    }

    ListenAddress address() {
        return address;
    }

    /** Its number among all sockets since the start, from 1. */
    int number() {
        return number;
    }

    Settings settings() {
        return spec.settings();
    }

    AdminSockets sockets() {
        return sockets;
    }

    Clock clock() {
        return sockets.surroundings().clock();
    }

    Turns turns() {
        return sockets.turns();
    }

    Conversation converse(ConnectionSpeaker speaker, Wire wire, String identity) {
        Limits limits = sockets.limits();
        LineReader reader = new LineReader(limits.bufsize(), limits.payloadMax());
        return new Conversation(sockets.surroundings().door(), speaker, identity, reader, Prompts.ADMIN, wire);
    }

    @Override
    public boolean isSharable() {
        return true;
    }

    /** A connection was accepted. */
    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        Channel accepted = (Channel) message;
        accepted.config()
                .setAutoRead(false)
                .setRecvByteBufAllocator(new FixedRecvByteBufAllocator(READ_SIZE))
                .setOption(ChannelOption.ALLOW_HALF_CLOSURE, true);
        accepted.pipeline().addLast(new AdminChannel(this, ctx.channel(), accepted));
        ctx.channel().eventLoop().register(accepted);
    }
}
