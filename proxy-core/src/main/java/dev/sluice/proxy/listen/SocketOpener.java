package dev.sluice.proxy.listen;

import dev.sluice.config.ListenAddress;
import dev.sluice.state.Listener;
import io.netty.channel.epoll.LinuxSocket;
import io.netty.util.NetUtil;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;

/** Opens what a listener's address names. */
final class SocketOpener {
    private SocketOpener() {}

    /** The bound sockets of {@code listener}: one for each worker where the kernel spreads connections over them, else one for all; {@code taken} where another listener has the address. */
    static List<OpenSocket> open(Listener listener, int workers, boolean taken) throws BindFailure {
        ListenAddress address = listener.address();
        if (address instanceof ListenAddress.Inet inet) {
            return openInet(listener, inet, workers);
        }
        if (address instanceof ListenAddress.Unix unix) {
            return List.of(UnixSockets.open(listener, unix));
        }
        if (address instanceof ListenAddress.Abstract name) {
            return List.of(UnixSockets.open(name));
        }
        return List.of(InheritedSockets.open(listener, (ListenAddress.Descriptor) address, taken));
    }

    private static List<OpenSocket> openInet(Listener listener, ListenAddress.Inet inet, int workers)
            throws BindFailure {
        List<OpenSocket> opened = new ArrayList<>();
        boolean ipv6 = inet.host().indexOf(':') >= 0;
        boolean done = false;
        try {
            InetSocketAddress address =
                    withPort(listener, new InetSocketAddress(numeric(inet.host()), inet.port()), ipv6);
            for (int i = 0; i < workers; i++) {
                opened.add(bind(listener, address, ipv6));
            }
            listener.boundAddress(display(address));
            done = true;
            return opened;
        } catch (IOException failure) {
            throw new BindFailure("protocol " + (ipv6 ? "tcpv6" : "tcpv4") + ": cannot bind socket ("
                    + BindFailure.reason(failure) + ") for [" + inet.host() + ":" + inet.port() + "].");
        } finally {
            if (!done) {
                opened.forEach(OpenSocket::close);
            }
        }
    }

    /**
     * With a port that the kernel chose where none is given. It is bound by name afterwards, since a socket keeps only a port that it
     * asked for while it is shut.
     */
    private static InetSocketAddress withPort(Listener listener, InetSocketAddress address, boolean ipv6)
            throws IOException, BindFailure {
        if (address.getPort() != 0) {
            return address;
        }
        OpenSocket probe = bind(listener, address, ipv6);
        InetSocketAddress chosen = probe.socket().localAddress();
        probe.close();
        return new InetSocketAddress(address.getAddress(), chosen.getPort());
    }

    private static OpenSocket bind(Listener listener, InetSocketAddress address, boolean ipv6)
            throws IOException, BindFailure {
        OpenSocket open = new OpenSocket(LinuxSocket.newSocketStream(ipv6), OpenSocket.Kind.INET);
        LinuxSocket socket = open.socket();
        boolean done = false;
        try {
            socket.setReuseAddress(true);
            socket.setReusePort(true);
            // Accepted connections inherit it, which saves a call for each.
            socket.setTcpNoDelay(true);
            BindOptions.before(socket, listener.spec().settings(), ipv6);
            socket.bind(address);
            BindOptions.after(socket, listener.spec().settings());
            done = true;
            return open;
        } finally {
            if (!done) {
                open.close();
            }
        }
    }

    static InetAddress numeric(String host) throws IOException {
        byte[] bytes = NetUtil.createByteArrayFromIpAddressString(host);
        if (bytes == null) {
            throw new IOException("not a numeric address: " + host);
        }
        return InetAddress.getByAddress(bytes);
    }

    static String display(InetSocketAddress address) {
        String host = NetUtil.toAddressString(address.getAddress());
        return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + address.getPort();
    }
}
