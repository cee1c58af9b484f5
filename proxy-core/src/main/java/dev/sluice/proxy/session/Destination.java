package dev.sluice.proxy.session;

import dev.sluice.config.ServerAddress;
import dev.sluice.proxy.sample.ConnectionView;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import org.jspecify.annotations.Nullable;

/** Where a server is whose address leaves that to the client: its port, or all of it. */
final class Destination {
    private Destination() {}

    /** Whether a server with this address is wherever the client wanted to go. */
    static boolean isAny(String host) {
        return host.equals("0.0.0.0") || host.equals("::");
    }

    /** The address of a server for a client; as it stands where there is none. */
    static InetSocketAddress of(InetSocketAddress known, ServerAddress address, @Nullable ConnectionView client)
            throws UnknownHostException {
        boolean mapped = address.portMapped() || address.port() == 0;
        int port = client != null && mapped ? client.destinationPort() + address.port() : known.getPort();
        byte[] wanted = client == null ? new byte[0] : client.destination();
        InetAddress host = known.getAddress().isAnyLocalAddress() && wanted.length > 0
                ? InetAddress.getByAddress(wanted)
                : known.getAddress();
        return new InetSocketAddress(host, port);
    }
}
