package dev.sluice.proxy.session;

import dev.sluice.config.Http2Settings;
import dev.sluice.config.Http2Settings.WebSocketsBy;
import dev.sluice.config.Settings;
import dev.sluice.config.TlsSettings;
import dev.sluice.proxy.h2.Limits;
import dev.sluice.proxy.tls.TlsFacts;
import dev.sluice.proxy.wire.Wire;
import dev.sluice.proxy.wire.WireError;
import dev.sluice.proxy.wire.WireHandler;
import dev.sluice.state.Server;

/** A connection that is being made to a server which may speak HTTP/2: whether it does shows once it stands. */
final class Http2Attempt implements WireHandler {
    private final ServerLane lane;
    private final Limits limits;
    private final WireHandler owner;
    private final WebSocketsBy webSocket;

    private Http2Attempt(ServerLane lane, Limits limits, WireHandler owner, WebSocketsBy webSocket) {
        this.lane = lane;
        this.limits = limits;
        this.owner = owner;
        this.webSocket = webSocket;
    }

    /** The version of HTTP that is meant for what the owner asks, apart from what the server is otherwise spoken to by. */
    static WebSocketsBy apart(ConnectorOwner owner, Server server) {
        return owner.isWebSocket() ? Http2Settings.webSockets(server.settings()) : WebSocketsBy.AUTO;
    }

    /** Who hears of the attempt: {@code handler} itself where HTTP/2 is out of the question. */
    static WireHandler of(ServerLane lane, ConnectorOwner owner, WireHandler handler) {
        WebSocketsBy webSocket = apart(owner, lane.server());
        boolean possible = switch (webSocket) {
            case AUTO -> isPossible(lane.server().settings());
            case H1 -> false;
            case H2 -> true;
        };
        Limits limits = possible ? owner.http2() : null;
        return limits == null ? handler : new Http2Attempt(lane, limits, handler, webSocket);
    }

    private static boolean isPossible(Settings settings) {
        String said = settings.get(Http2Settings.PROTO);
        return said.isEmpty() ? settings.get(TlsSettings.ALPN).contains("h2") : said.equals("h2");
    }

    @Override
    public void onConnected(Wire wire) {
        TlsFacts facts = TlsFacts.of(wire);
        boolean alone = webSocket == WebSocketsBy.H2;
        boolean said =
                alone || !lane.server().settings().get(Http2Settings.PROTO).isEmpty();
        if (!said && (facts == null || !facts.alpn().equals("h2"))) {
            wire.handler(owner);
            owner.onConnected(wire);
            return;
        }
        owner.onConnected(lane.multiplexed(wire, limits, !alone));
    }

    @Override
    public void onReadable(Wire wire) {}

    @Override
    public void onWritable(Wire wire) {}

    @Override
    public void onError(Wire wire, WireError error) {
        owner.onError(wire, error);
    }
}
