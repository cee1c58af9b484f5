package dev.sluice.proxy.check;

import dev.sluice.config.CheckScript;
import dev.sluice.config.Http2Settings;
import dev.sluice.config.ProxySettings;
import dev.sluice.config.Settings;
import dev.sluice.proxy.h2.Limits;
import dev.sluice.proxy.tls.TlsFacts;
import dev.sluice.proxy.wire.Wire;
import dev.sluice.state.Server;
import org.jspecify.annotations.Nullable;

/**
 * When a check speaks HTTP/2.
 *
 * @param always whether it does so without asking; otherwise where both sides have agreed on it while they shook hands
 * @param limits what the server may do then
 */
record Http2Wish(boolean always, Limits limits) {
    /** As a server's line says of checks, or else of requests; null where HTTP/2 is out of the question. */
    static @Nullable Http2Wish ofLine(Server server, Settings global) {
        Settings settings = server.settings();
        String own = settings.get(Http2Settings.CHECK_PROTO);
        return of(own.isEmpty() ? settings.get(Http2Settings.PROTO) : own, server, global);
    }

    /** With a version that was said, or none; null where HTTP/2 is out of the question. */
    static @Nullable Http2Wish of(String version, Server server, Settings global) {
        CheckScript script = Scripts.said(server, global).get(ProxySettings.CHECK_SCRIPT);
        return script.kind() != CheckScript.Kind.HTTP || version.equals("h1")
                ? null
                : new Http2Wish(version.equals("h2"), Limits.ofServers(global));
    }

    /** Whether it does on a connection that stands. */
    boolean isGranted(Wire wire) {
        TlsFacts facts = TlsFacts.of(wire);
        return always || facts != null && facts.alpn().equals("h2");
    }
}
