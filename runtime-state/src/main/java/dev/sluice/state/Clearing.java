package dev.sluice.state;

import java.util.List;

/** Has counters start afresh. */
@ControlThread
public final class Clearing {
    private Clearing() {}

    /** Forgets all maxima. */
    public static void maxima(RuntimeState state) {
        ProcessState process = state.process();
        process.counters().clearMaxima();
        process.connections().clearMaximum();
        process.streams().clearMaximum();
        List.of(process.connectionRate(), process.sessionRate(), process.bytesOutRate())
                .forEach(Rate::clearMaximum);
        process.tls().rates().forEach(Rate::clearMaximum);
        for (Proxy proxy : state.topology().proxies()) {
            maxima(proxy);
        }
    }

    /** Forgets all maxima and starts all counts from 0. */
    public static void all(RuntimeState state) {
        maxima(state);
        state.nameServers().forEach(NameServerCounters::clear);
        for (Proxy proxy : state.topology().proxies()) {
            proxy.counters().clearAll();
            if (proxy instanceof Frontend frontend) {
                frontend.listeners().forEach(listener -> listener.counters().clearAll());
            }
            if (proxy instanceof Backend backend) {
                backend.servers().forEach(Clearing::all);
            }
        }
    }

    /** Starts a server's counts and maxima afresh. */
    public static void all(Server server) {
        maxima(server);
        server.counters().clearAll();
    }

    private static void maxima(Proxy proxy) {
        proxy.counters().clearMaxima();
        proxy.sessions().clearMaximum();
        proxy.sessionRate().clearMaximum();
        if (proxy instanceof Frontend frontend) {
            frontend.requestRate().clearMaximum();
            frontend.connectionRate().clearMaximum();
            for (Listener listener : frontend.listeners()) {
                listener.counters().clearMaxima();
                listener.sessions().clearMaximum();
            }
        }
        if (proxy instanceof Backend backend) {
            backend.queued().clearMaximum();
            backend.servers().forEach(Clearing::maxima);
        }
    }

    private static void maxima(Server server) {
        server.counters().clearMaxima();
        server.sessions().clearMaximum();
        server.queued().clearMaximum();
        server.idleConnections().clearMaximum();
        server.sessionRate().clearMaximum();
    }
}
