package dev.sluice.socket;

import dev.sluice.config.BindSettings;
import dev.sluice.config.BindSpec;
import dev.sluice.config.Level;
import dev.sluice.config.ListenAddress;
import dev.sluice.config.Settings;
import dev.sluice.operation.Door;
import dev.sluice.socket.command.Session;
import dev.sluice.socket.conversation.CommandRunner;
import dev.sluice.socket.conversation.Conversation;
import dev.sluice.socket.conversation.Interpreter;
import dev.sluice.socket.conversation.Wire;
import dev.sluice.socket.line.LineReader;
import dev.sluice.socket.master.MasterInterpreter;
import dev.sluice.state.Clock;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
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
    private final Kind kind;

    Listening(AdminSockets sockets, BindSpec spec, ListenAddress address, int number, Kind kind) {
        this.sockets = sockets;
        this.kind = kind;
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

    /** Whose turn it is; who must be able to reach the master does not wait behind those of the ordinary sockets. */
    Turns turns() {
        return kind == Kind.MASTER ? sockets.masterTurns() : sockets.turns();
    }

    /** A session as it begins. */
    Session session() {
        boolean master = kind == Kind.MASTER;
        // Without a word of it, the master's socket lets do everything.
        Level level = master && !settings().has(BindSettings.LEVEL)
                ? Level.ADMIN
                : settings().get(BindSettings.LEVEL);
        return new Session(
                level,
                settings().get(BindSettings.SEVERITY_OUTPUT),
                master ? Session.Mode.INTERACTIVE : Session.Mode.SINGLE,
                sockets.limits().timeoutMillis());
    }

    Conversation converse(ConnectionSpeaker speaker, Wire wire, String identity) {
        Limits limits = sockets.limits();
        LineReader reader = new LineReader(limits.bufsize(), limits.payloadMax());
        Door door = sockets.surroundings().door();
        Interpreter interpreter = kind == Kind.MASTER
                ? new MasterInterpreter(sockets.masterWorld(), speaker, identity, wire)
                : new CommandRunner(door, speaker, identity, wire);
        return new Conversation(interpreter, reader, wire);
    }

    /** Whose socket it is. */
    enum Kind {
        /** The ordinary one. */
        ADMIN,
        /** The master's. */
        MASTER
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
        ChannelFuture unused = ctx.channel().eventLoop().register(accepted);
    }
}
