package dev.sluice.proxy.http;

import dev.sluice.proxy.session.ServerConnection;
import dev.sluice.proxy.session.ServerLane;
import dev.sluice.state.Backend;
import dev.sluice.state.Server;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The connections of servers that are kept for one client alone; mostly there are none. */
final class OwnConnection {
    private @Nullable List<ServerConnection> kept;

    /** Keeps a connection for the client's next requests; closed where it has {@code most} of them already. */
    void keep(ServerConnection connection, int most) {
        List<ServerConnection> all = kept;
        if (all == null) {
            all = new ArrayList<>(1);
            kept = all;
        }
        all.removeIf(each -> !each.wire().isOpen());
        if (all.size() < most) {
            all.add(connection);
        } else {
            connection.wire().close();
        }
    }

    /** One to that server, of that key, which still stands. */
    @Nullable
    ServerConnection take(ServerLane lane, String key) {
        if (kept == null) {
            return null;
        }
        for (Iterator<ServerConnection> each = kept.iterator(); each.hasNext(); ) {
            ServerConnection held = each.next();
            if (held.lane() == lane && held.key().equals(key)) {
                each.remove();
                if (lane.takePrivate(held)) {
                    return held;
                }
            }
        }
        return null;
    }

    /** A server of a backend that one of them leads to, or null. */
    @Nullable
    Server server(Backend of) {
        List<ServerConnection> all = kept;
        if (all != null) {
            for (ServerConnection each : all) {
                if (each.server().backend() == of && each.wire().isOpen()) {
                    return each.server();
                }
            }
        }
        return null;
    }

    void drop() {
        List<ServerConnection> all = kept;
        if (all != null) {
            kept = null;
            all.forEach(each -> each.wire().close());
        }
    }
}
