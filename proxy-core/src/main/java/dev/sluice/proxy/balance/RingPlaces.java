package dev.sluice.proxy.balance;

import dev.sluice.config.BalanceSettings;
import dev.sluice.config.ServerAddress;
import dev.sluice.config.ServerSettings;
import dev.sluice.config.Settings;
import dev.sluice.proxy.sample.Hashes;
import dev.sluice.state.Server;
import io.netty.util.NetUtil;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Where on the ring of {@code hash-type consistent} servers stand. Found by asking HAProxy with hashes that it was given. */
final class RingPlaces {
    /** Places between two servers with neighbouring ids: as many as the heaviest has. */
    private static final int ID_STEP = 4096;

    private RingPlaces() {}

    /** What a server's places are made of. */
    static int base(Server server) {
        Settings settings = server.settings();
        String guid = settings.get(ServerSettings.GUID);
        byte @Nullable [] address = address(server.address());
        return switch (settings.get(BalanceSettings.HASH_KEY)) {
            case ID -> byId(server);
            case ID32 -> Hashes.avalanche(Integer.reverseBytes(server.id()));
            case GUID -> guid.isEmpty() ? byId(server) : xxh32(guid.getBytes(StandardCharsets.ISO_8859_1), 0);
            case ADDR -> address == null ? byId(server) : byAddress(address, 0);
            case ADDR_PORT ->
                address == null
                        ? byId(server)
                        : byAddress(address, Hashes.avalanche(server.address().port()));
        };
    }

    /** The place of a server's node of a number, from 0 on. */
    static int place(int base, int node) {
        return Hashes.avalanche(base + node);
    }

    private static int byId(Server server) {
        return server.id() * ID_STEP;
    }

    private static int byAddress(byte[] address, int seed) {
        return address.length == 4
                ? Hashes.avalanche(seed
                        + (address[0] & 0xFF | (address[1] & 0xFF) << 8 | (address[2] & 0xFF) << 16 | address[3] << 24))
                : xxh32(address, seed);
    }

    private static int xxh32(byte[] bytes, int seed) {
        return Hashes.xxh32(bytes, 0, bytes.length, seed);
    }

    private static byte @Nullable [] address(ServerAddress address) {
        boolean numeric =
                address.family() == ServerAddress.Family.IPV4 || address.family() == ServerAddress.Family.IPV6;
        return numeric ? NetUtil.createByteArrayFromIpAddressString(address.host()) : null;
    }
}
