package dev.sluice.config.keyword;

import dev.sluice.config.ProxySettings;
import dev.sluice.config.Setting;
import dev.sluice.config.parse.Keyword;
import dev.sluice.config.parse.Place;
import java.util.List;

/** The {@code timeout} lines. */
final class TimeoutKeywords {
    static final List<Keyword> ALL = List.of(
            front("client", ProxySettings.TIMEOUT_CLIENT, "how long a client may be silent"),
            front("client-fin", ProxySettings.TIMEOUT_CLIENT_FIN, "the same on a half-closed connection"),
            front("client-hs", ProxySettings.TIMEOUT_CLIENT_HS, "how long a TLS handshake with a client may take"),
            both("http-request", ProxySettings.TIMEOUT_HTTP_REQUEST, "how long the head of a request may take"),
            both("http-keep-alive", ProxySettings.TIMEOUT_HTTP_KEEP_ALIVE, "how long to wait for the next request"),
            both("tarpit", ProxySettings.TIMEOUT_TARPIT, "how long a tarpitted request is held"),
            back("connect", ProxySettings.TIMEOUT_CONNECT, "how long connecting to a server may take"),
            back("server", ProxySettings.TIMEOUT_SERVER, "how long a server may be silent"),
            back("server-fin", ProxySettings.TIMEOUT_SERVER_FIN, "the same on a half-closed connection"),
            back("queue", ProxySettings.TIMEOUT_QUEUE, "how long a request may wait for a server"),
            back("tunnel", ProxySettings.TIMEOUT_TUNNEL, "how long both sides of a tunnel may be silent"),
            back("check", ProxySettings.TIMEOUT_CHECK, "how long a check may take once connected"));

    private TimeoutKeywords() {}

    private static Keyword front(String name, Setting<Long> setting, String documentation) {
        return Keyword.of("timeout " + name, "<time>", Place.FRONT, documentation)
                .effective(Forms.time(setting))
                .ignoredIn(Place.BACKEND);
    }

    private static Keyword back(String name, Setting<Long> setting, String documentation) {
        return Keyword.of("timeout " + name, "<time>", Place.BACK, documentation)
                .effective(Forms.time(setting))
                .ignoredIn(Place.FRONTEND);
    }

    private static Keyword both(String name, Setting<Long> setting, String documentation) {
        return Keyword.of("timeout " + name, "<time>", Place.PROXIES, documentation)
                .effective(Forms.time(setting));
    }
}
