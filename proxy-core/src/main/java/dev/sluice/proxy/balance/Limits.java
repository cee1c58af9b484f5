package dev.sluice.proxy.balance;

import dev.sluice.state.Backend;
import dev.sluice.state.Server;

/** How many requests a server may have at once, and whether it has room for one more. */
public final class Limits {
    private static final int FULL_PERCENT = 100;

    private Limits() {}

    /**
     * The limit at this moment; 0 for none. With {@code minconn} it grows with the backend's sessions until {@code fullconn}, and
     * {@code slowstart} lets only its share through.
     */
    public static int now(Server server) {
        int most = server.maxconn();
        if (most <= 0) {
            return 0;
        }
        int least = server.minconn();
        int limit = least > 0 && least < most ? dynamic(server.backend(), least, most) : most;
        int throttle = server.throttlePercent();
        return throttle >= FULL_PERCENT ? limit : Math.max(1, (int) ((long) limit * throttle / FULL_PERCENT));
    }

    private static int dynamic(Backend backend, int least, int most) {
        int full = backend.fullconn();
        int sessions = backend.sessions().get();
        if (full <= 0 || sessions >= full) {
            return most;
        }
        return Math.max(least, (int) ((long) sessions * most / full));
    }

    /** Whether one more request would be served at once. */
    public static boolean hasRoom(Server server) {
        int limit = now(server);
        return limit == 0 || (server.queued().get() == 0 && server.sessions().get() < limit);
    }

    /** Whether its queue is bounded and has no room. */
    static boolean isQueueFull(Server server) {
        return now(server) > 0 && server.maxqueue() > 0 && server.queued().get() >= server.maxqueue();
    }

    /** Whether one more request would be served or could wait in the server's own queue ({@code maxqueue}). */
    static boolean hasRoomOrQueue(Server server) {
        int limit = now(server);
        return limit == 0
                || (long) server.sessions().get() + server.queued().get()
                        < (long) limit + Math.max(0, server.maxqueue());
    }
}
