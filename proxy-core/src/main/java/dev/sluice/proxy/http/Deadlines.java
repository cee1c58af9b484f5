package dev.sluice.proxy.http;

import dev.sluice.proxy.action.Transaction.Timeout;
import dev.sluice.proxy.worker.Timer;

/** By when each side of an exchange has to do something. */
final class Deadlines {
    private long client = Timer.NEVER;
    private long server = Timer.NEVER;
    private long fromClient;
    private long fromServer;
    private boolean serverSpokeLast;

    /** Those of an exchange as it stands. */
    void set(long now, Exchange exchange, Forwarding forwarding) {
        HttpPlan front = exchange.frontendPlan();
        HttpPlan back = exchange.backendPlan();
        long clientMillis = exchange.timeouts.get(Timeout.CLIENT, front.clientMillis);
        Pump upload = forwarding.upload();
        Pump download = forwarding.download().pump();
        switch (forwarding.phase()) {
            case TUNNEL ->
                tunnel(now, front, back, exchange.timeouts.get(Timeout.TUNNEL, 0), upload.body(), download.body());
            case REPLYING -> set(now, true, clientMillis, false, 0);
            default -> {
                boolean clientBlocked = !download.isFlushed();
                boolean serverBlocked = !upload.isFlushed();
                boolean requestSent = forwarding.isRequestSent();
                boolean responding = requestSent && !forwarding.download().isDone() && !clientBlocked;
                set(
                        now,
                        clientBlocked || !requestSent && !serverBlocked,
                        clientMillis,
                        serverBlocked || responding,
                        exchange.timeouts.get(Timeout.SERVER, back.serverMillis));
            }
        }
    }

    /** Whoever is waited for has its timeout from now on; 0 waits for ever. */
    void set(long now, boolean forClient, long clientMillis, boolean forServer, long serverMillis) {
        client = forClient && clientMillis > 0 ? now + clientMillis : Timer.NEVER;
        server = forServer && serverMillis > 0 ? now + serverMillis : Timer.NEVER;
    }

    /**
     * Of a tunnel, in which {@code up} comes from the client; a side that has ended has its own timeout where one is set; {@code set} is what a rule
     * has set, or 0.
     */
    void tunnel(long now, HttpPlan front, HttpPlan back, long set, Body up, Body down) {
        if (down.payload() != fromServer) {
            serverSpokeLast = true;
        } else if (up.payload() != fromClient) {
            serverSpokeLast = false;
        }
        fromClient = up.payload();
        fromServer = down.payload();
        long configured = back.tunnelMillis > 0 ? back.tunnelMillis : front.tunnelMillis;
        long tunnel = set > 0 ? set : configured;
        long forClient = tunnel > 0 ? tunnel : front.clientMillis;
        long forServer = tunnel > 0 ? tunnel : back.serverMillis;
        if (up.isDone() && front.clientFinMillis > 0) {
            forClient = front.clientFinMillis;
        }
        if (down.isDone() && back.serverFinMillis > 0) {
            forServer = back.serverFinMillis;
        }
        set(now, true, forClient, true, forServer);
    }

    /** Another exchange begins. */
    void reset() {
        fromClient = 0;
        fromServer = 0;
        serverSpokeLast = false;
    }

    /** The earlier one. */
    long next() {
        return Math.min(client, server);
    }

    /** Whether the client's is the earlier one; of two at once it is that of who has been silent for longer. */
    boolean isClientFirst() {
        return client < server || client == server && serverSpokeLast;
    }
}
