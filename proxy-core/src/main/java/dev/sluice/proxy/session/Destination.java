package dev.sluice.proxy.session;

import dev.sluice.config.ServerAddress;
import dev.sluice.proxy.sample.ConnectionView;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnknownHostException;
import org.jspecify.annotations.Nullable;

/** Where a server is whose address leaves that to the client: its port, or all of it. */
final class Destination {
    private Destination() {}

    /** Whether an address leaves something to what the client has connected to. */
    static boolean isLeftToClient(ServerAddress address) {
        return !address.isLocalSocket() && (isPortLeft(address) || isHostLeft(address));
    }

    /**
     * Where a server is for a client.
     *
     * @param known where it is without one
     * @param client null for none
     */
    static SocketAddress of(SocketAddress known, ServerAddress address, @Nullable ConnectionView client)
            throws UnknownHostException {
        if (client == null || !isLeftToClient(address) || !(known instanceof InetSocketAddress inet)) {
            return known;
        }
        int port = isPortLeft(address) ? client.destinationPort() + address.port() : inet.getPort();
        byte[] wanted = isHostLeft(address) ? client.destination() : new byte[0];
        InetAddress host = wanted.length > 0 ? InetAddress.getByAddress(wanted) : inet.getAddress();
        return new InetSocketAddress(host, port);
    }

    private static boolean isPortLeft(ServerAddress address) {
        return address.portMapped() || address.port() == 0;
    }

    private static boolean isHostLeft(ServerAddress address) {
        return address.host().equals("0.0.0.0") || address.host().equals("::");
    }
}
