package dev.sluice.proxy.tls;

import dev.sluice.proxy.wire.Wire;
import dev.sluice.proxy.wire.WireHandler;
import dev.sluice.proxy.worker.Route;
import dev.sluice.proxy.worker.Worker;
import dev.sluice.state.tls.ConnectingPlan;
import dev.sluice.state.tls.TlsContext;
import dev.sluice.tls.CertificateData;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.handler.ssl.SslContext;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;

/** What connections to one server are encrypted with. */
final class ConnectingContext implements TlsContext {
    private final TlsRoom room;
    private final ConnectingPlan plan;
    private final Map<List<String>, SslContext> contexts;
    private final SslContext context;
    private final SslContext ofChecks;
    private final SslContext ofWebSockets;

    /** Takes contexts by what they agree on; some may be the same. */
    ConnectingContext(TlsRoom room, ConnectingPlan plan, Map<List<String>, SslContext> contexts) {
        this.room = room;
        this.plan = plan;
        this.contexts = Map.copyOf(contexts);
        this.context = of(plan.profile().protocols());
        this.ofChecks = of(plan.checkProtocols());
        this.ofWebSockets = of(plan.webSocketProtocols());
    }

    private SslContext of(List<String> protocols) {
        return Objects.requireNonNull(contexts.get(protocols), "no context for " + protocols);
    }

    /** Connects and shakes hands; the handler hears of the result of both. */
    Wire connect(Worker worker, Route route, String host, WireHandler handler) throws IOException {
        return connect(worker, route, host, context, handler);
    }

    /** The same for a WebSocket. */
    Wire webSocket(Worker worker, Route route, String host, WireHandler handler) throws IOException {
        return connect(worker, route, host, ofWebSockets, handler);
    }

    /** The same for a health check; what it offers is found anew after a reload that has it offer something else. */
    Wire check(Worker worker, Route route, String host, List<String> protocols, WireHandler handler)
            throws IOException {
        return connect(worker, route, host, contexts.getOrDefault(protocols, ofChecks), handler);
    }

    private Wire connect(Worker worker, Route route, String host, SslContext with, WireHandler handler)
            throws IOException {
        TlsWire wire = new TlsWire(worker, room, true, handler);
        CertificateData own = plan.own();
        wire.facts(TlsFacts.NONE.with(host, own == null ? null : own.leaf(), plan.ownName()));
        boolean begun = false;
        try {
            wire.awaits(worker.connect(route, wire));
            begun = true;
        } finally {
            if (!begun) {
                wire.close();
            }
        }
        // Made in this turn, since the context may be replaced in a later one.
        wire.use(engine(with, host));
        return wire;
    }

    private static SSLEngine engine(SslContext context, String host) {
        if (host.isEmpty()) {
            return context.newEngine(UnpooledByteBufAllocator.DEFAULT);
        }
        SSLEngine engine = context.newEngine(UnpooledByteBufAllocator.DEFAULT, host, 1);
        if (isName(host)) {
            SSLParameters parameters = engine.getSSLParameters();
            parameters.setServerNames(List.of(new SNIHostName(host)));
            engine.setSSLParameters(parameters);
        }
        return engine;
    }

    /** An address cannot be asked for by name. */
    private static boolean isName(String host) {
        return !host.matches("[0-9.]+")
                && host.indexOf(':') < 0
                && host.matches("[A-Za-z0-9._-]+")
                && !host.endsWith(".");
    }

    void release() {
        contexts.values().forEach(Contexts::release);
    }
}
