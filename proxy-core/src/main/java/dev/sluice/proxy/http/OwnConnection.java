package dev.sluice.proxy.http;

import dev.sluice.proxy.session.ServerConnection;
import dev.sluice.proxy.session.ServerLane;
import org.jspecify.annotations.Nullable;

/** The server's connection that is kept for one client alone, if there is one. */
final class OwnConnection {
    private @Nullable ServerConnection kept;

    /** Keeps a connection for the client's next request, in place of another. */
    void keep(ServerConnection connection) {
        drop();
        kept = connection;
    }

    /** The connection, if it is one of that server and still stands. */
    @Nullable
    ServerConnection take(ServerLane lane) {
        ServerConnection held = kept;
        kept = null;
        if (held != null && held.lane() != lane) {
            held.wire().close();
            held = null;
        }
        return held != null && lane.takePrivate(held) ? held : null;
    }

    void drop() {
        ServerConnection held = kept;
        if (held != null) {
            kept = null;
            held.wire().close();
        }
    }
}
