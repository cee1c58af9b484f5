package dev.sluice.proxy.http;

import dev.sluice.config.ProxySettings.HttpReuse;
import dev.sluice.config.RetryOn.Cause;
import dev.sluice.proxy.h2.Limits;
import dev.sluice.proxy.session.AttemptLimits;
import dev.sluice.proxy.session.ConnectFailure;
import dev.sluice.proxy.session.ConnectorOwner;
import dev.sluice.proxy.session.ServerConnection;
import dev.sluice.proxy.session.ServerLane;
import dev.sluice.proxy.tls.TlsWire;
import dev.sluice.proxy.worker.Words;
import dev.sluice.state.Encryption;
import dev.sluice.state.Server;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** What an exchange wants of connections to servers, and which idle ones it may use ({@code http-reuse}). */
final class ServerWishes implements ConnectorOwner {
    /** What the keys of encrypted connections begin with. */
    static final String ENCRYPTED = "tls ";

    private final Exchange exchange;
    private final HttpSite site;
    private String key = "";

    ServerWishes(Exchange exchange, HttpSite site) {
        this.exchange = exchange;
        this.site = site;
    }

    @Override
    public void onServer(ServerConnection connection) {
        exchange.onServer(connection);
    }

    @Override
    public void onNoServer(ConnectFailure failure) {
        exchange.onNoServer(failure);
    }

    @Override
    public void onPause() {
        exchange.onPause();
    }

    @Override
    public @Nullable Words preface(Server server) {
        return exchange.preface(server);
    }

    @Override
    public String serverName(Server server) {
        return site.plans().sni().of(server, exchange.samples);
    }

    @Override
    public boolean speaksFirst() {
        return true;
    }

    @Override
    public boolean isWebSocket() {
        return exchange.request.framing.isWebSocket();
    }

    @Override
    public Limits http2() {
        return site.plans().http2Servers();
    }

    @Override
    public boolean diverts(ServerLane lane) {
        String prefix = lane.redirection();
        int method = exchange.request.method;
        if (prefix.isEmpty() || method != Method.GET && method != Method.HEAD) {
            return false;
        }
        exchange.interventions.moved(prefix + exchange.request.pathAndQuery());
        return true;
    }

    @Override
    public boolean mayGoElsewhere() {
        return !exchange.persistence.isForced();
    }

    @Override
    public boolean repeatsConnecting() {
        return exchange.backendPlan().retryOn.causes().contains(Cause.CONN_FAILURE);
    }

    @Override
    public AttemptLimits limits() {
        return exchange.timeouts;
    }

    /** What tells connections apart that the request could use; known once one was looked for. */
    @Override
    public String connectionKey() {
        return key;
    }

    private HttpReuse manner() {
        return exchange.backendPlan().reuse;
    }

    /**
     * An idle connection for a client's request, or null for a new one. A client's first request goes over a connection of its own
     * ({@code safe}), or over one that has proven itself ({@code aggressive}), so that its failure cannot be another client's doing.
     */
    @Override
    public @Nullable ServerConnection idle(ServerLane lane) {
        key = keyFor(lane);
        if (lane.isApart(this)) {
            return null;
        }
        if (manner() == HttpReuse.NEVER) {
            return exchange.client().own().take(lane, key);
        }
        int usesMin = usesMin();
        if (usesMin == 0) {
            return null;
        }
        ServerConnection idle = lane.takeIdle(usesMin, key);
        return idle == null ? fitting(lane, lane.takeShared()) : idle;
    }

    /** How many streams an idle connection must have served for this request; 0 where it goes over a new one. */
    private int usesMin() {
        boolean later = exchange.client().isLaterRequest();
        return switch (manner()) {
            case NEVER -> 0;
            case SAFE -> later ? 1 : 0;
            case AGGRESSIVE -> later ? 1 : 2;
            case ALWAYS -> 1;
        };
    }

    /** The same of connections of other workers; these are without encryption, whose state stays with its worker. */
    @Override
    public int borrows(ServerLane lane) {
        boolean may =
                exchange.backendPlan().borrows && !lane.server().encryption().isOn() && !lane.isApart(this);
        return may ? usesMin() : 0;
    }

    @Override
    public boolean lends(ServerLane lane) {
        return manner() != HttpReuse.NEVER && !lane.isApart(this);
    }

    /** The name, what a header tells, and where it goes, as far as connections of this server can differ in them. */
    private String keyFor(ServerLane lane) {
        Server server = lane.server();
        boolean encrypted = server.encryption().isOn();
        boolean ofAll = !lane.isPrefaced() && !lane.followsClients() && !lane.showsClients();
        if (!encrypted && !lane.isNamed() && ofAll) {
            return "";
        }
        String given = lane.isNamed() ? site.plans().sni().ofConnection(server, exchange.samples) : "";
        String name = given.isEmpty() && encrypted ? serverName(server) : given;
        if (encrypted && ofAll) {
            return site.encryptedKey(name);
        }
        StringBuilder text = new StringBuilder(encrypted ? ENCRYPTED : "tcp ");
        text.append(name);
        if (lane.isPrefaced()) {
            byte[] header = exchange.header(server);
            text.append(" as ").append(header == null ? "" : new String(header, StandardCharsets.ISO_8859_1));
        }
        if (lane.followsClients()) {
            text.append(" to ");
            Addresses addresses = exchange.addresses();
            append(text, addresses.destination(), addresses.destinationPort());
        }
        if (lane.showsClients()) {
            text.append(" from ");
            Addresses addresses = exchange.addresses();
            append(text, addresses.source(), lane.showsPorts() ? addresses.sourcePort() : 0);
        }
        return text.toString();
    }

    private static void append(StringBuilder text, byte[] address, int port) {
        for (byte part : address) {
            text.append(part & 0xFF).append('.');
        }
        text.append(port);
    }

    /** The same place where its connection was asked for the host of this request; another one is given back. */
    private @Nullable ServerConnection fitting(ServerLane lane, @Nullable ServerConnection taken) {
        Encryption encryption = lane.server().encryption();
        if (taken == null || (!encryption.isOn() && !(taken.wire().carrier() instanceof TlsWire))) {
            return taken;
        }
        boolean fits = encryption.isOn()
                && taken.wire().carrier() instanceof TlsWire tls
                && tls.facts().serverName().equals(serverName(lane.server()));
        if (!fits) {
            lane.discard(taken);
        }
        return fits ? taken : null;
    }

    /** Whether another request may use the connection of this one, which becomes its client's own where nobody else's may. */
    boolean keeps(@Nullable ServerConnection used) {
        if (used == null) {
            return true;
        }
        if (used.lane().isApart(this)) {
            return false;
        }
        if (manner() == HttpReuse.NEVER) {
            used.makePrivate();
            exchange.client().own().keep(used, exchange.frontendPlan().ownConnections);
        }
        return true;
    }
}
