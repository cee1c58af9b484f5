package dev.sluice.proxy.preface;

import dev.sluice.config.GlobalSettings;
import dev.sluice.config.ServerSettings;
import dev.sluice.config.Settings;
import dev.sluice.proxy.wire.Wire;
import dev.sluice.proxy.worker.Words;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import org.jspecify.annotations.Nullable;

/** The headers that servers are sent for connections of our own. */
public final class Headers {
    private static final byte[] NOBODY = {};

    private Headers() {}

    /**
     * The header for a health check, which is nobody's but ours, or null for none.
     *
     * @param global what holds for the process
     * @param follows whether checks have it where requests have; else they have it only where it was said of them
     */
    public static @Nullable Words ofCheck(Settings settings, boolean follows, Settings global) {
        int version = settings.get(ServerSettings.SEND_PROXY);
        if (!(follows && version > 0) && !settings.get(ServerSettings.CHECK_SEND_PROXY)) {
            return null;
        }
        return words(version, global);
    }

    /** The header for a health check whose own steps ask for one: as the server's line says, or the first version. */
    public static Words ofStep(Settings settings, Settings global) {
        return words(settings.get(ServerSettings.SEND_PROXY), global);
    }

    private static Words words(int version, Settings global) {
        if (version == 2) {
            return global.get(GlobalSettings.PP2_NEVER_SEND_LOCAL)
                    ? wire -> own(2, wire)
                    : wire -> ProxyHeader.write(2, NOBODY, 0, NOBODY, 0);
        }
        // The first version has no word for a connection of the proxy's own: its own ends are told.
        return wire -> own(1, wire);
    }

    private static byte[] own(int version, Wire wire) {
        SocketAddress from = wire.localAddress();
        SocketAddress to = wire.remoteAddress();
        return from instanceof InetSocketAddress source && to instanceof InetSocketAddress destination
                ? ProxyHeader.write(
                        version,
                        source.getAddress().getAddress(),
                        source.getPort(),
                        destination.getAddress().getAddress(),
                        destination.getPort())
                : ProxyHeader.write(version, NOBODY, 0, NOBODY, 0);
    }
}
