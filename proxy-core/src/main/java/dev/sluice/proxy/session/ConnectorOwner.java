package dev.sluice.proxy.session;

/** A stream that has asked a {@link Connector} for a server. Called on its worker, once for each request, possibly before the request returns. */
public interface ConnectorOwner {
    /** The server is reached. The owner sets the wire's handler at once, and gives the connection back through the connector. */
    void onServer(ServerConnection connection);

    /** No server was reached, and what was counted for it is settled. */
    void onNoServer(ConnectFailure failure);
}
