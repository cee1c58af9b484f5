package dev.sluice.proxy.http;

import dev.sluice.config.GlobalSettings;
import dev.sluice.config.HeaderCases;
import dev.sluice.config.OddNames;
import dev.sluice.config.ProxySettings;
import dev.sluice.config.Settings;
import dev.sluice.proxy.wire.Wire;
import org.jspecify.annotations.Nullable;

/** What a section wants changed in messages as they leave for a client or a server, behind all rules. Never changes. */
final class Departure {
    private final @Nullable HeaderNames clientNames;
    private final @Nullable HeaderNames serverNames;
    /** Whether servers get nothing behind the body of a request. */
    final boolean dropsRequestTrailers;
    /** Whether clients get nothing behind the body of a response. */
    final boolean dropsResponseTrailers;
    /** Whether servers are not told that their connections will be closed. */
    final boolean pretendsKeepAlive;
    /** Whether clients between two requests may ask once more while the process stops. */
    final boolean awaitsLastRequest;
    /** What becomes of fields of requests with odd names. */
    final OddNames oddNames;

    Departure(Settings settings, Settings global) {
        HeaderCases cases = global.get(GlobalSettings.HEADER_CASES);
        this.clientNames = settings.get(ProxySettings.CASE_FOR_CLIENTS) ? HeaderNames.of(cases) : null;
        this.serverNames = settings.get(ProxySettings.CASE_FOR_SERVERS) ? HeaderNames.of(cases) : null;
        this.dropsRequestTrailers = settings.get(ProxySettings.DROP_REQUEST_TRAILERS);
        this.dropsResponseTrailers = settings.get(ProxySettings.DROP_RESPONSE_TRAILERS);
        this.pretendsKeepAlive = settings.get(ProxySettings.PRETEND_KEEP_ALIVE);
        this.awaitsLastRequest = settings.get(ProxySettings.IDLE_CLOSE_ON_RESPONSE);
        this.oddNames = settings.get(ProxySettings.ODD_NAMES);
    }

    /** How a client wants names of header fields spelled; null for any way, and where its version of HTTP has but one. */
    @Nullable
    HeaderNames names(HttpClient client) {
        return client.major() == 1 ? clientNames : null;
    }

    /** The same for who is at the other end of a connection to a server. */
    @Nullable
    HeaderNames names(Wire server) {
        return server.carrier() == server ? serverNames : null;
    }
}
