package dev.sluice.proxy.session;

import dev.sluice.proxy.h2.Limits;
import dev.sluice.proxy.worker.Words;
import dev.sluice.state.Server;
import org.jspecify.annotations.Nullable;

/** A stream that has asked a {@link Connector} for a server. Called on its worker, once for each request, possibly before the request returns. */
public interface ConnectorOwner {
    /** The server is reached. The owner sets the wire's handler at once, and gives the connection back through the connector. */
    void onServer(ServerConnection connection);

    /** An established connection of the chosen server that will do, taken from {@code lane} or kept by the owner; null for a new one. */
    default @Nullable ServerConnection idle(ServerLane lane) {
        return null;
    }

    /** How many streams an idle connection of another worker must have served to do for this request; 0 where none does. */
    default int borrows(ServerLane lane) {
        return 0;
    }

    /** Whether others may use the connection from when the server has answered in full, while the answer is still on its way to the client. */
    default boolean lends(ServerLane lane) {
        return false;
    }

    /** What tells the connection it needs apart from others to the same server; empty where all are alike. */
    default String connectionKey() {
        return "";
    }

    /** Whether another attempt follows one that has not reached its server. */
    default boolean repeatsConnecting() {
        return true;
    }

    /** Whether the request, whose server is known now, goes elsewhere without it; it was given up then. */
    default boolean diverts(ServerLane lane) {
        return false;
    }

    /** Whether another attempt may choose another server where the backend allows that. */
    default boolean mayGoElsewhere() {
        return true;
    }

    /** What holds for this request in place of its backend's settings. */
    default AttemptLimits limits() {
        return AttemptLimits.CONFIGURED;
    }

    /** A pause before another attempt has begun: the owner may look, in a later turn, whether anybody still waits. */
    default void onPause() {}

    /** No server was reached, and what was counted for it is settled. */
    void onNoServer(ConnectFailure failure);

    /** What a new connection to {@code server} begins with: the header that tells whose it is; null for nothing. */
    default @Nullable Words preface(Server server) {
        return null;
    }

    /** The host name that an encrypted connection to {@code server} asks for; empty for none. */
    default String serverName(Server server) {
        return "";
    }

    /** Whether there is something to be said to the server as soon as it is reached. */
    default boolean speaksFirst() {
        return false;
    }

    /** Whether the server is about to be asked for a WebSocket, for which it may want a version of HTTP of its own. */
    default boolean isWebSocket() {
        return false;
    }

    /** What a server may do that speaks HTTP/2; null where HTTP is not spoken at all. */
    default @Nullable Limits http2() {
        return null;
    }
}
