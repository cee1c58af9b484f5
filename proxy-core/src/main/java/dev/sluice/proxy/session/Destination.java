package dev.sluice.proxy.session;

import dev.sluice.config.ServerAddress;
import dev.sluice.proxy.sample.ConnectionView;
import io.netty.channel.unix.DomainSocketAddress;
import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnknownHostException;
import org.jspecify.annotations.Nullable;

/** Where servers are, also those whose address leaves that to the client: its port, or all of it. */
public final class Destination {
    /** The longest name that the transport can say: one byte less than the kernel's address. */
    private static final int ABSTRACT_NAME_MAX = 107;

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

    /** Where a server is without regard to clients. */
    static SocketAddress resolve(ServerAddress address) throws UnknownHostException {
        return switch (address.family()) {
            case UNIX, ABSTRACT, ABSTRACT_ZERO -> localSocket(address);
            case IPV4, IPV6 -> new InetSocketAddress(numeric(address.host()), Math.max(0, address.port()));
            case NAME -> throw new UnknownHostException(address.host());
        };
    }

    /** The address of a socket of this machine. */
    public static DomainSocketAddress localSocket(ServerAddress address) {
        String name = address.host();
        return switch (address.family()) {
            case ABSTRACT ->
                new DomainSocketAddress("\0" + name + "\0".repeat(Math.max(0, ABSTRACT_NAME_MAX - 1 - name.length())));
            case ABSTRACT_ZERO -> new DomainSocketAddress("\0" + name);
            case UNIX, IPV4, IPV6, NAME -> new DomainSocketAddress(name);
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
