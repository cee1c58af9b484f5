package dev.sluice.proxy.http;

import dev.sluice.config.ProxySettings.HttpReuse;
import dev.sluice.proxy.session.ConnectorOwner;
import dev.sluice.proxy.session.ServerConnection;
import dev.sluice.proxy.session.ServerLane;
import dev.sluice.proxy.tls.TlsWire;
import dev.sluice.state.Encryption;
import org.jspecify.annotations.Nullable;

/** Which requests may use which idle connections of servers ({@code http-reuse}). */
final class Reuse {
    private Reuse() {}

    /**
     * An idle connection for a client's request, or null for a new one. A client's first request goes over a connection of its own
     * ({@code safe}), or over one that has proven itself ({@code aggressive}), so that its failure cannot be another client's doing.
     */
    static @Nullable ServerConnection take(HttpReuse reuse, HttpClient client, Addresses addresses, ServerLane lane) {
        if (lane.isPrefaced()) {
            // It has told whose it is.
            return addresses.areSet() ? null : client.own().take(lane);
        }
        return switch (reuse) {
            case NEVER -> client.own().take(lane);
            case SAFE -> client.isLaterRequest() ? any(lane, 1) : null;
            case AGGRESSIVE -> any(lane, client.isLaterRequest() ? 1 : 2);
            case ALWAYS -> any(lane, 1);
        };
    }

    private static @Nullable ServerConnection any(ServerLane lane, int usesMin) {
        ServerConnection idle = lane.takeIdle(usesMin);
        return idle == null ? lane.takeShared() : idle;
    }

    /**
     * The same connection where it is encrypted as the server is to be spoken to now, and asked for the host of this request; another one
     * is closed.
     */
    static @Nullable ServerConnection fitting(ConnectorOwner owner, ServerLane lane, @Nullable ServerConnection taken) {
        Encryption encryption = lane.server().encryption();
        if (taken == null || (!encryption.isOn() && !(taken.wire().carrier() instanceof TlsWire))) {
            return taken;
        }
        boolean fits = encryption.isOn()
                && taken.wire().carrier() instanceof TlsWire tls
                && tls.facts().serverName().equals(owner.serverName(lane.server()));
        if (!fits) {
            lane.discard(taken);
        }
        return fits ? taken : null;
    }

    /** Whether what a server was told of the connection holds for its client's next request too. */
    static boolean isTrueOfOthers(Addresses addresses, @Nullable ServerConnection used) {
        return used == null || !used.lane().isPrefaced() || !addresses.areSet();
    }

    /** A connection that is kept after a response becomes its client's own, where nobody else's requests may use it. */
    static void reserve(HttpReuse reuse, HttpClient client, @Nullable ServerConnection kept) {
        if (kept != null && (kept.lane().isPrefaced() || reuse == HttpReuse.NEVER)) {
            kept.makePrivate();
            client.own().keep(kept);
        }
    }
}
