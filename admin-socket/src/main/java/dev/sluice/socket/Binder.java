package dev.sluice.socket;

import dev.sluice.config.ListenAddress;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerDomainSocketChannel;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerDomainSocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.unix.DomainSocketAddress;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Path;

/** Opens listening sockets with the best transport that the system has. Immutable. */
final class Binder {
    /** Connections that wait in the kernel while all turns are taken; more than any list of clients that a test found. */
    private static final int BACKLOG = 4096;

    /** Bytes that a padded abstract name fills: one less than the kernel's 108, which Netty refuses. */
    private static final int ABSTRACT_LENGTH = 107;

    private final boolean epoll;
    private final Attention attention = new Attention();

    Binder(boolean epoll) {
        this.epoll = epoll;
    }

    static Binder best() {
        return new Binder(Epoll.isAvailable());
    }

    /** What its event loop does before it sleeps. */
    Attention attention() {
        return attention;
    }

    /** The one event loop for the sockets of this binder. */
    EventLoopGroup loop() {
        return new MultiThreadIoEventLoopGroup(
                1,
                new DefaultThreadFactory("sluice-admin", true),
                epoll ? EpollIoHandler.newFactory(0, () -> attention) : NioIoHandler.newFactory());
    }

    /**
     * Opens a socket; it accepts only what it is told to read.
     *
     * @param address where; of a unix socket the path to bind, which need not be the one that clients will use
     * @param listening gets accepted connections
     * @param loop where it lives
     */
    ChannelFuture open(ListenAddress address, Listening listening, EventLoop loop) throws IOException {
        Channel channel = channel(address);
        channel.config().setAutoRead(false).setOption(ChannelOption.SO_BACKLOG, BACKLOG);
        if (address instanceof ListenAddress.Inet) {
            channel.config().setOption(ChannelOption.SO_REUSEADDR, true);
            if (epoll) {
                // As the listeners of traffic: a successor listens before this process ends.
                channel.config().setOption(EpollChannelOption.SO_REUSEPORT, true);
            }
        }
        channel.pipeline().addLast(listening);
        ChannelFuture registered = loop.register(channel);
        if (address instanceof ListenAddress.Descriptor) {
            return registered;
        }
        return channel.bind(socketAddress(address));
    }

    private Channel channel(ListenAddress address) throws IOException {
        if (address instanceof ListenAddress.Inet) {
            return epoll ? new EpollServerSocketChannel() : new NioServerSocketChannel();
        }
        if (address instanceof ListenAddress.Unix) {
            return epoll ? new EpollServerDomainSocketChannel() : new NioServerDomainSocketChannel();
        }
        if (!epoll) {
            throw new IOException("needs epoll, which this system does not have");
        }
        if (address instanceof ListenAddress.Descriptor inherited) {
            InheritedSocket.makeNonBlocking(inherited.number());
            return InheritedSocket.isUnix(inherited.number())
                    ? new EpollServerDomainSocketChannel(inherited.number())
                    : new EpollServerSocketChannel(inherited.number());
        }
        return new EpollServerDomainSocketChannel();
    }

    private SocketAddress socketAddress(ListenAddress address) throws IOException {
        if (address instanceof ListenAddress.Inet inet) {
            return new InetSocketAddress(InetAddress.getByName(inet.host()), inet.port());
        }
        if (address instanceof ListenAddress.Abstract name) {
            String path = "\0" + name.name();
            return new DomainSocketAddress(
                    name.padded() ? path + "\0".repeat(Math.max(0, ABSTRACT_LENGTH - path.length())) : path);
        }
        String path = ((ListenAddress.Unix) address).path();
        return epoll ? new DomainSocketAddress(path) : UnixDomainSocketAddress.of(Path.of(path));
    }
}
