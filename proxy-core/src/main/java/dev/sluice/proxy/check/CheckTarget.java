package dev.sluice.proxy.check;

import dev.sluice.config.ServerAddress;
import dev.sluice.config.ServerSettings;
import dev.sluice.config.Settings;
import dev.sluice.proxy.session.Destination;
import dev.sluice.state.Server;
import io.netty.util.NetUtil;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnknownHostException;

/** Where checks go: the server's address, unless its line says another one or another port. */
final class CheckTarget {
    private CheckTarget() {}

    static SocketAddress ofHealth(Server server) throws IOException {
        Settings settings = server.settings();
        return of(server, settings.get(ServerSettings.CHECK_ADDR), settings.get(ServerSettings.CHECK_PORT));
    }

    static SocketAddress ofAgent(Server server) throws IOException {
        return of(server, server.agentAddress(), server.agentPort());
    }

    static SocketAddress of(Server server, String otherHost, int otherPort) throws IOException {
        ServerAddress address = server.address();
        int port = otherPort > 0 ? otherPort : address.port();
        if (!otherHost.isEmpty()) {
            return new InetSocketAddress(numeric(otherHost), port);
        }
        return switch (address.family()) {
            case UNIX, ABSTRACT, ABSTRACT_ZERO -> Destination.localSocket(address);
            case IPV4, IPV6 -> new InetSocketAddress(numeric(address.host()), Math.max(0, port));
            case NAME -> throw new UnknownHostException(address.host());
        };
    }

    private static InetAddress numeric(String host) throws UnknownHostException {
        byte[] bytes = NetUtil.createByteArrayFromIpAddressString(host);
        if (bytes == null) {
            throw new UnknownHostException(host);
        }
        return InetAddress.getByAddress(bytes);
    }
}
