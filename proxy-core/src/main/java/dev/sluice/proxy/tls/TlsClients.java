package dev.sluice.proxy.tls;

import dev.sluice.proxy.wire.Wire;
import dev.sluice.proxy.wire.WireHandler;
import dev.sluice.proxy.worker.Words;
import dev.sluice.proxy.worker.Worker;
import dev.sluice.state.tls.ConnectingTls;
import java.io.IOException;
import java.net.SocketAddress;
import org.jspecify.annotations.Nullable;

/** Connects to servers, encrypted where they want it. */
public final class TlsClients {
    private TlsClients() {}

    /**
     * Begins to connect; the handler hears of the result, which is there once hands are shaken too.
     *
     * @param tls what to encrypt with, or null for nothing
     * @param host the name to ask for; empty for none
     * @param preface what is sent before anything else, in the clear; null for nothing
     */
    public static Wire connect(
            Worker worker,
            SocketAddress target,
            @Nullable ConnectingTls tls,
            String host,
            @Nullable Words preface,
            WireHandler handler)
            throws IOException {
        if (tls != null && tls.context() instanceof ConnectingContext context) {
            return context.connect(worker, target, host, preface, handler);
        }
        if (tls != null) {
            throw new IOException("nothing to encrypt with");
        }
        return worker.connect(target, preface, handler);
    }

    /** The same for a WebSocket, which may agree on a version of HTTP of its own. */
    public static Wire webSocket(
            Worker worker,
            SocketAddress target,
            @Nullable ConnectingTls tls,
            String host,
            @Nullable Words preface,
            WireHandler handler)
            throws IOException {
        return tls != null && tls.context() instanceof ConnectingContext context
                ? context.webSocket(worker, target, host, preface, handler)
                : connect(worker, target, tls, host, preface, handler);
    }

    /** The same for a health check, which may agree on protocols of its own. */
    public static Wire check(
            Worker worker,
            SocketAddress target,
            @Nullable ConnectingTls tls,
            String host,
            @Nullable Words preface,
            WireHandler handler)
            throws IOException {
        return tls != null && tls.context() instanceof ConnectingContext context
                ? context.check(worker, target, host, preface, handler)
                : connect(worker, target, tls, host, preface, handler);
    }
}
