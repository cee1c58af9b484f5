package dev.sluice.proxy.http;

import dev.sluice.proxy.session.ClientPeer;
import dev.sluice.proxy.wire.Wire;

/** One request of a client that speaks HTTP/2; its stream is a wire on which that request stands as HTTP/1 writes it. */
final class Http2Stream extends HttpClient {
    private final Http2Client connection;
    private final boolean first;

    Http2Stream(Http2Client connection, Wire wire, ClientPeer peer, boolean first) {
        super(connection.entry(), wire, peer, connection.entry().site().worker().nowMillis());
        this.connection = connection;
        this.first = first;
    }

    @Override
    void begin() {
        wire().handler(this);
        onReadable(wire());
    }

    @Override
    int major() {
        return 2;
    }

    @Override
    boolean isLaterRequest() {
        return !first;
    }

    @Override
    OwnConnection own() {
        return connection.own();
    }

    /** The place among the connections is that of all streams together. */
    @Override
    void released() {}
}
