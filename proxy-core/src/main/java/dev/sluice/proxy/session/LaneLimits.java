package dev.sluice.proxy.session;

import dev.sluice.config.ServerSettings;
import dev.sluice.config.Settings;

/** What a server's line says of its connections. Each request that ends asks for it: fields are cheaper than the map of settings. */
final class LaneLimits {
    private final Settings from;
    /** Idle connections that may be; -1 for any number. */
    final int mostIdle;
    /** Idle connections below which workers take none from each other. */
    final int leastLent;
    /** Requests that go over a connection after its first; -1 for any number. */
    final int mostUses;
    /** How long connections stay idle, in milliseconds; 0 where none is kept. */
    final long purgeMillis;
    /** Where clients are sent to instead; empty for nowhere else. */
    final String redirection;
    /** Whether connections have names. */
    final boolean named;
    /** Whether connections begin with whose they are. */
    final boolean prefaced;

    LaneLimits(Settings settings) {
        from = settings;
        mostIdle = settings.get(ServerSettings.POOL_MAX_CONN);
        leastLent = settings.get(ServerSettings.POOL_LOW_CONN);
        mostUses = settings.get(ServerSettings.MAX_REUSE);
        purgeMillis = settings.get(ServerSettings.POOL_PURGE_DELAY);
        redirection = settings.get(ServerSettings.REDIR);
        named = !settings.get(ServerSettings.POOL_CONN_NAME).isEmpty();
        prefaced = settings.get(ServerSettings.SEND_PROXY) > 0;
    }

    /** Whether it says what the server's settings say now, which a reload replaces. */
    boolean isOf(Settings now) {
        return from == now;
    }
}
