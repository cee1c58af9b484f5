package dev.sluice.state;

import dev.sluice.config.ProxySettings;
import dev.sluice.config.ServerAddress;
import dev.sluice.config.ServerSettings;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What cookies say for the servers of a backend: their own values, or ones computed from a key and the server's address, so that several
 * proxies with one key agree about them. Any thread reads; the control thread changes.
 */
public final class ServerCookies {
    private final Backend backend;
    private final Map<Server, Computed> computed = new ConcurrentHashMap<>();
    private volatile @Nullable Boolean dynamic;
    private volatile @Nullable String key;

    ServerCookies(Backend backend) {
        this.backend = backend;
    }

    private record Computed(String key, ServerAddress address, String value) {}

    /** Whether servers without a value of their own get a computed one. */
    public boolean isDynamic() {
        Boolean set = dynamic;
        return set != null ? set : backend.settings().get(ProxySettings.COOKIE).dynamic();
    }

    /** What computed values depend on; empty for none. */
    public String key() {
        String set = key;
        return set != null ? set : backend.settings().get(ProxySettings.DYNAMIC_COOKIE_KEY);
    }

    /** Computes values from now on, or does not. */
    @ControlThread
    public void dynamic(boolean on) {
        dynamic = on;
    }

    /** Computes values from this key from now on. */
    @ControlThread
    public void key(String next) {
        key = next;
    }

    /** The value of a server; empty for none. */
    public String of(Server server) {
        String own = server.settings().get(ServerSettings.COOKIE);
        if (!own.isEmpty() || !isDynamic()) {
            return own;
        }
        String with = key();
        ServerAddress address = server.address();
        Computed known = computed.get(server);
        if (known == null || !known.key().equals(with) || !known.address().equals(address)) {
            known = new Computed(with, address, compute(with, address));
            computed.keySet().retainAll(backend.servers());
            computed.put(server, known);
        }
        return known.value();
    }

    private static String compute(String key, ServerAddress address) {
        boolean numeric =
                address.family() == ServerAddress.Family.IPV4 || address.family() == ServerAddress.Family.IPV6;
        if (key.isEmpty() || !numeric) {
            return "";
        }
        byte[] host;
        try {
            host = InetAddress.getByName(address.host()).getAddress();
        } catch (UnknownHostException e) {
            return "";
        }
        byte[] secret = key.getBytes(StandardCharsets.ISO_8859_1);
        ByteBuffer text = ByteBuffer.allocate(secret.length + host.length + Integer.BYTES);
        text.put(secret).put(host).putInt(address.port());
        return String.format("%016x", XxHash64.of(text.array()));
    }
}
