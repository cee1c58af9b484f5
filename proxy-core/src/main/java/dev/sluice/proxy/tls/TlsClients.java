package dev.sluice.proxy.tls;

import dev.sluice.proxy.wire.Wire;
import dev.sluice.proxy.wire.WireHandler;
import dev.sluice.proxy.worker.Route;
import dev.sluice.proxy.worker.Worker;
import dev.sluice.state.tls.ConnectingTls;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Connects to servers, encrypted where they want it. */
public final class TlsClients {
    private TlsClients() {}

    /**
     * Begins to connect; the handler hears of the result, which is there once hands are shaken too.
     *
     * @param route where to; what it begins with is sent in the clear
     * @param tls what to encrypt with, or null for nothing
     * @param host the name to ask for; empty for none
     */
    public static Wire connect(
            Worker worker, Route route, @Nullable ConnectingTls tls, String host, WireHandler handler)
            throws IOException {
        if (tls != null && tls.context() instanceof ConnectingContext context) {
            return context.connect(worker, route, host, handler);
        }
        if (tls != null) {
            throw new IOException("nothing to encrypt with");
        }
        return worker.connect(route, handler);
    }

    /** The same for a WebSocket, which may agree on a version of HTTP of its own. */
    public static Wire webSocket(
            Worker worker, Route route, @Nullable ConnectingTls tls, String host, WireHandler handler)
            throws IOException {
        return tls != null && tls.context() instanceof ConnectingContext context
                ? context.webSocket(worker, route, host, handler)
                : connect(worker, route, tls, host, handler);
    }

    /** The same for a health check, which offers protocols of its own. */
    public static Wire check(
            Worker worker,
            Route route,
            @Nullable ConnectingTls tls,
            String host,
            List<String> protocols,
            WireHandler handler)
            throws IOException {
        return tls != null && tls.context() instanceof ConnectingContext context
                ? context.check(worker, route, host, protocols, handler)
                : connect(worker, route, tls, host, handler);
    }
}
