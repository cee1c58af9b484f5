package dev.sluice.proxy.preface;

import dev.sluice.config.ServerSettings;
import dev.sluice.config.Settings;
import dev.sluice.proxy.sample.ConnectionView;
import dev.sluice.proxy.wire.Wire;
import dev.sluice.proxy.worker.Words;
import dev.sluice.state.Server;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import org.jspecify.annotations.Nullable;

/** The headers that servers are sent ({@code send-proxy}, {@code send-proxy-v2}). */
public final class Headers {
    private static final byte[] NOBODY = {};

    private Headers() {}

    /** The header for a client's connection, or null where the server wants none. */
    public static @Nullable Words ofClient(Server server, ConnectionView client) {
        int version = server.settings().get(ServerSettings.SEND_PROXY);
        if (version == 0) {
            return null;
        }
        byte[] header = ProxyHeader.write(
                version, client.source(), client.sourcePort(), client.destination(), client.destinationPort());
        return wire -> header;
    }

    /**
     * The header for a health check, which is nobody's but ours, or null for none.
     *
     * @param follows whether checks have it where requests have; else they have it only where it was said of them
     */
    public static @Nullable Words ofCheck(Settings settings, boolean follows) {
        int version = settings.get(ServerSettings.SEND_PROXY);
        if (!(follows && version > 0) && !settings.get(ServerSettings.CHECK_SEND_PROXY)) {
            return null;
        }
        return version == 2 ? wire -> ProxyHeader.write(2, NOBODY, 0, NOBODY, 0) : Headers::ownLine;
    }

    /** The header for a health check's connection, in its first version. */
    public static Words ofOwn() {
        return Headers::ownLine;
    }

    /** The first version has no word for a connection of the proxy's own: its own ends are told. */
    private static byte[] ownLine(Wire wire) {
        SocketAddress from = wire.localAddress();
        SocketAddress to = wire.remoteAddress();
        return from instanceof InetSocketAddress source && to instanceof InetSocketAddress destination
                ? ProxyHeader.write(
                        1,
                        source.getAddress().getAddress(),
                        source.getPort(),
                        destination.getAddress().getAddress(),
                        destination.getPort())
                : ProxyHeader.write(1, NOBODY, 0, NOBODY, 0);
    }
}
