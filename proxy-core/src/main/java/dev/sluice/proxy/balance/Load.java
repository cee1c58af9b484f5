package dev.sluice.proxy.balance;

import dev.sluice.state.Server;

/** How busy a server is. */
final class Load {
    /** Precision of {@link #weighed}: larger than any weight, so that one request more always shows. */
    private static final long SCALE = 65_536;

    private Load() {}

    /** Requests that it serves and that wait for it. */
    static int of(Server server) {
        return server.sessions().get() + server.queued().get();
    }

    /** Its load, with one request more, for its weight; an idle server is least loaded whatever it weighs. */
    static long weighed(int load, int weight) {
        return load <= 0 ? 0 : (load + 1) * SCALE / weight;
    }
}
