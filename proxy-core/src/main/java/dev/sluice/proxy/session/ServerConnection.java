package dev.sluice.proxy.session;

import dev.sluice.proxy.wire.EpollWire;
import dev.sluice.proxy.wire.Wire;
import dev.sluice.proxy.wire.WireError;
import dev.sluice.proxy.wire.WireHandler;
import dev.sluice.proxy.worker.Timer;
import dev.sluice.state.Server;
import org.jspecify.annotations.Nullable;

/** An established connection to a server, in use by a stream or idle in its lane. */
public final class ServerConnection extends Timer implements WireHandler {
    private final ServerLane lane;
    private final Wire wire;
    private final String key;
    private int uses;
    private boolean ofOneClient;
    boolean idle;
    long idleSinceMillis;

    @Nullable
    ServerConnection older;

    @Nullable
    ServerConnection newer;

    ServerConnection(ServerLane lane, Wire wire, String key, int uses) {
        this.lane = lane;
        this.wire = wire;
        this.key = key;
        this.uses = uses;
    }

    /** What tells it apart from other connections to its server: only who asks for the same may use it. */
    public String key() {
        return key;
    }

    /** The connection itself; whoever uses it sets its handler. */
    public Wire wire() {
        return wire;
    }

    /** Whose connection it is. */
    public Server server() {
        return lane.server();
    }

    /** Its server on this worker. */
    public ServerLane lane() {
        return lane;
    }

    /** Streams it has served, this one included; 1 on a new connection. */
    public int uses() {
        return uses;
    }

    /** Whether it was used before. */
    public boolean isReused() {
        return uses > 1;
    }

    /** Whether other workers could use it: neither encryption nor a connection that streams share can move. */
    boolean isLendable() {
        return wire instanceof EpollWire;
    }

    /** Whether no other client's requests may use it. */
    public boolean isPrivate() {
        return ofOneClient;
    }

    /** No other client's requests may use it; who keeps it between requests is the client's side. */
    public void makePrivate() {
        ofOneClient = true;
    }

    void usedAgain() {
        uses++;
    }

    /** Bytes or the end on an idle connection: nobody asked for them, so it is of no more use. */
    @Override
    public void onReadable(Wire from) {
        lane.drop(this);
    }

    @Override
    public void onWritable(Wire from) {}

    @Override
    public void onError(Wire from, WireError error) {
        lane.drop(this);
    }

    @Override
    protected void onExpired() {
        lane.drop(this);
    }
}
