package dev.sluice.proxy.http;

import dev.sluice.proxy.worker.Timer;

/** By when each side of an exchange has to do something. */
final class Deadlines {
    private long client = Timer.NEVER;
    private long server = Timer.NEVER;

    /** Whoever is waited for has its timeout from now on; 0 waits for ever. */
    void set(long now, boolean forClient, long clientMillis, boolean forServer, long serverMillis) {
        client = forClient && clientMillis > 0 ? now + clientMillis : Timer.NEVER;
        server = forServer && serverMillis > 0 ? now + serverMillis : Timer.NEVER;
    }

    /** Of a tunnel; a side that has ended has its own timeout where one is set. */
    void tunnel(long now, HttpPlan front, HttpPlan back, boolean clientEnded, boolean serverEnded) {
        long tunnel = back.tunnelMillis > 0 ? back.tunnelMillis : front.tunnelMillis;
        long forClient = tunnel > 0 ? tunnel : front.clientMillis;
        long forServer = tunnel > 0 ? tunnel : back.serverMillis;
        if (clientEnded && front.clientFinMillis > 0) {
            forClient = front.clientFinMillis;
        }
        if (serverEnded && back.serverFinMillis > 0) {
            forServer = back.serverFinMillis;
        }
        set(now, true, forClient, true, forServer);
    }

    /** The earlier one. */
    long next() {
        return Math.min(client, server);
    }

    /** Whether the client's is the earlier one. */
    boolean isClientFirst() {
        return client < server;
    }
}
