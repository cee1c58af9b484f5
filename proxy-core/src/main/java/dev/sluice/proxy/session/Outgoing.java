package dev.sluice.proxy.session;

import dev.sluice.config.ServerAddress;
import dev.sluice.config.Settings;
import dev.sluice.config.SocketBuffers;
import dev.sluice.config.SocketSettings;
import dev.sluice.config.SourceSpec;
import dev.sluice.config.SourceSpec.Shown;
import dev.sluice.proxy.sample.ConnectionView;
import dev.sluice.proxy.wire.SocketOptions;
import dev.sluice.proxy.worker.Route;
import dev.sluice.state.Server;
import dev.sluice.state.SourcePorts;
import io.netty.channel.epoll.LinuxSocket;
import io.netty.util.NetUtil;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What sockets of connections to one server are to be like: what its line and its backend say, compiled. Any thread. */
public final class Outgoing {
    private final Settings own;
    private final Settings backend;
    private final SourceSpec source;
    private final List<ServerAddress> proxies;
    private final boolean plain;
    private final SourcePorts ports;

    private Outgoing(Settings own, Settings backend, SourcePorts ports) {
        this.own = own;
        this.backend = backend;
        this.ports = ports;
        this.source =
                own.has(SocketSettings.SOURCE) ? own.get(SocketSettings.SOURCE) : backend.get(SocketSettings.SOURCE);
        this.proxies = own.get(SocketSettings.SOCKS4);
        this.plain = source.equals(SourceSpec.NONE)
                && own.get(SocketSettings.TCP_UT) == 0
                && own.get(SocketSettings.CONGESTION).isEmpty()
                && !own.get(SocketSettings.FAST_OPEN)
                && !backend.get(SocketSettings.SERVER_KEEPALIVE)
                && !backend.get(SocketSettings.NOLINGER)
                && !backend.get(SocketSettings.SMART_CONNECT)
                && backend.get(SocketSettings.SERVER_BUFFERS).equals(SocketBuffers.AUTOMATIC);
    }

    /** As the server's and its backend's settings are now. */
    static Outgoing of(Server server) {
        return new Outgoing(server.settings(), server.backend().settings(), server.sourcePorts());
    }

    /** Whether it is as settings are now. */
    boolean isOf(Server server) {
        return own == server.settings() && backend == server.backend().settings();
    }

    /** Whether the server sees clients' addresses instead of ours. */
    boolean showsClients() {
        return source.shown() == Shown.CLIENT || source.shown() == Shown.CLIENT_IP;
    }

    /** Whether it sees their ports, too. */
    boolean showsPorts() {
        return source.shown() == Shown.CLIENT;
    }

    private @Nullable SocketAddress proxy() throws UnknownHostException {
        return proxies.isEmpty() ? null : Destination.resolve(proxies.get(0));
    }

    /**
     * The way to the server for a client.
     *
     * @param client null for none
     * @param early whether there is something to be said at once, which can go with the first packet
     */
    Route route(SocketAddress target, @Nullable ConnectionView client, boolean early) throws UnknownHostException {
        return new Route(target, proxy(), plain ? null : (socket, to) -> prepare(socket, to, client, early), null);
    }

    /** The way of a health check as the server's line says: from the same address, with whichever port. */
    public static Route ofCheck(Server server, SocketAddress target) throws UnknownHostException {
        return ofCheck(server, target, server.settings().get(SocketSettings.CHECK_VIA_SOCKS4));
    }

    /** The same through the server's SOCKS4 proxy, if it has one, or straight. */
    public static Route ofCheck(Server server, SocketAddress target, boolean viaProxy) throws UnknownHostException {
        Outgoing made = of(server);
        Route.Manner manner = made.plain ? null : (socket, to) -> made.prepareCheck(socket, to);
        return new Route(target, viaProxy ? made.proxy() : null, manner, null);
    }

    private @Nullable Runnable prepareCheck(LinuxSocket socket, SocketAddress to) throws IOException {
        options(socket);
        if (!source.host().isEmpty()) {
            SocketOptions.portLater(socket);
            socket.bind(new InetSocketAddress(numeric(source.host(), to), 0));
        }
        return null;
    }

    private void options(LinuxSocket socket) throws IOException {
        SocketOptions.buffers(socket, backend.get(SocketSettings.SERVER_BUFFERS));
        if (backend.get(SocketSettings.SERVER_KEEPALIVE)) {
            SocketOptions.keepServer(socket, backend);
        }
        if (backend.get(SocketSettings.NOLINGER)) {
            SocketOptions.lingerless(socket);
        }
        if (backend.get(SocketSettings.SMART_CONNECT)) {
            SocketOptions.lateAcknowledgement(socket);
        }
        if (!source.device().isEmpty()) {
            SocketOptions.device(socket, source.device());
        }
        if (!own.get(SocketSettings.CONGESTION).isEmpty()) {
            SocketOptions.congestion(socket, own.get(SocketSettings.CONGESTION));
        }
        if (own.get(SocketSettings.TCP_UT) > 0) {
            SocketOptions.userTimeout(socket, own.get(SocketSettings.TCP_UT));
        }
    }

    private @Nullable Runnable prepare(
            LinuxSocket socket, SocketAddress to, @Nullable ConnectionView client, boolean early) throws IOException {
        options(socket);
        if (early && own.get(SocketSettings.FAST_OPEN)) {
            SocketOptions.fastOpenConnect(socket);
        }
        InetSocketAddress other = shown(client);
        if (other != null) {
            SocketOptions.transparent(socket, isIpv6(to));
            bind(socket, numeric(NetUtil.toAddressString(other.getAddress()), to), other.getPort());
            return null;
        }
        return source.highPort() > source.lowPort() ? bindWithin(socket, to) : bindOwn(socket, to);
    }

    private @Nullable Runnable bindOwn(LinuxSocket socket, SocketAddress to) throws IOException {
        if (!source.host().isEmpty() || source.lowPort() > 0) {
            bind(socket, numeric(source.host(), to), source.lowPort());
        }
        return null;
    }

    private static void bind(LinuxSocket socket, InetAddress host, int port) throws IOException {
        if (port == 0) {
            SocketOptions.portLater(socket);
        } else {
            socket.setReuseAddress(true);
        }
        socket.bind(new InetSocketAddress(host, port));
    }

    /** From a port that no other connection to the server comes from; those that others of this machine have are passed over. */
    private Runnable bindWithin(LinuxSocket socket, SocketAddress to) throws IOException {
        SourcePorts.Range range = ports.range(source.lowPort(), source.highPort());
        int port = range.take();
        if (port == 0) {
            throw new IOException("bind(..) failed with error(-99): all source ports are in use");
        }
        boolean done = false;
        try {
            bind(socket, numeric(source.host(), to), port);
            done = true;
        } finally {
            if (!done) {
                range.give(port);
            }
        }
        return () -> range.give(port);
    }

    /** The address that the server sees instead of ours; null for ours. */
    private @Nullable InetSocketAddress shown(@Nullable ConnectionView client) throws UnknownHostException {
        return switch (source.shown()) {
            case OWN -> null;
            case FIXED -> fixed();
            case CLIENT, CLIENT_IP -> client == null ? null : ofClient(client, showsPorts());
        };
    }

    private @Nullable InetSocketAddress fixed() throws UnknownHostException {
        byte[] host = NetUtil.createByteArrayFromIpAddressString(source.shownHost());
        return host == null ? null : new InetSocketAddress(InetAddress.getByAddress(host), source.shownPort());
    }

    private static @Nullable InetSocketAddress ofClient(ConnectionView client, boolean withPort)
            throws UnknownHostException {
        byte[] address = client.source();
        // A client of a unix socket has none.
        return address.length == 0
                ? null
                : new InetSocketAddress(InetAddress.getByAddress(address), withPort ? client.sourcePort() : 0);
    }

    private static boolean isIpv6(SocketAddress to) {
        return to instanceof InetSocketAddress inet && inet.getAddress() instanceof Inet6Address;
    }

    /** An address, which has to be of the family of the one to connect to; empty for any of it. */
    private static InetAddress numeric(String host, SocketAddress to) throws IOException {
        boolean ipv6 = isIpv6(to);
        byte[] bytes = NetUtil.createByteArrayFromIpAddressString(host.isEmpty() ? ipv6 ? "::" : "0.0.0.0" : host);
        if (bytes == null || (bytes.length > 4) != ipv6) {
            throw new IOException("bind(..) failed with error(-97): Address family not supported by protocol");
        }
        return InetAddress.getByAddress(bytes);
    }
}
