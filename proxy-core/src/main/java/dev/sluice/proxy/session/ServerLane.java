package dev.sluice.proxy.session;

import dev.sluice.config.Http2Settings.WebSocketsBy;
import dev.sluice.config.ServerAddress;
import dev.sluice.proxy.h2.BackConnection;
import dev.sluice.proxy.h2.Limits;
import dev.sluice.proxy.sample.ConnectionView;
import dev.sluice.proxy.tls.TlsClients;
import dev.sluice.proxy.tls.TlsWire;
import dev.sluice.proxy.wire.EpollWire;
import dev.sluice.proxy.wire.Wire;
import dev.sluice.proxy.wire.WireHandler;
import dev.sluice.proxy.worker.Route;
import dev.sluice.proxy.worker.Words;
import dev.sluice.state.CheckReports;
import dev.sluice.state.Counter;
import dev.sluice.state.CounterSet;
import dev.sluice.state.Server;
import dev.sluice.state.tls.ConnectingTls;
import java.io.IOException;
import java.net.SocketAddress;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What one worker keeps of one server: the streams that use it, and its idle connections, newest first. */
public final class ServerLane {
    private final Shard shard;
    private final Server server;
    private final long[] counters;
    private @Nullable LiveStream firstStream;
    private @Nullable ServerConnection newestIdle;
    /** Connections that speak HTTP/2 and take more streams; few, since each takes many. */
    private final List<BackConnection> multiplexed = new ArrayList<>(0);

    private @Nullable Outgoing outgoing;
    private @Nullable ServerAddress resolvedFrom;
    private @Nullable SocketAddress resolved;
    private LaneLimits limits;
    private int idleCount;

    ServerLane(Shard shard, Server server) {
        this.shard = shard;
        this.server = server;
        this.counters = shard.worker().stripe(server.counters());
        this.limits = new LaneLimits(server.settings());
    }

    /** Which server. */
    public Server server() {
        return server;
    }

    @Nullable
    CheckReports reports() {
        return shard.reports();
    }

    /** This worker's stripe of the server's counters. */
    public long[] counters() {
        return counters;
    }

    /** The oldest stream that uses the server here, or null; {@link #after} leads on. */
    public @Nullable LiveStream firstStream() {
        return firstStream;
    }

    /** The next stream of the same server. */
    public @Nullable LiveStream after(LiveStream stream) {
        return stream.nextOfServer;
    }

    void add(LiveStream stream) {
        LiveStream head = firstStream;
        stream.lane = this;
        stream.nextOfServer = head;
        if (head != null) {
            head.previousOfServer = stream;
        }
        firstStream = stream;
    }

    void remove(LiveStream stream) {
        LiveStream before = stream.previousOfServer;
        LiveStream after = stream.nextOfServer;
        if (before == null) {
            firstStream = after;
        } else {
            before.nextOfServer = after;
        }
        if (after != null) {
            after.previousOfServer = before;
        }
        stream.previousOfServer = null;
        stream.nextOfServer = null;
        stream.lane = null;
    }

    /** A new connection of this server, established by {@code wire}. */
    ServerConnection established(Wire wire, String key) {
        int unused = server.usedConnections().increment();
        if (wire.carrier() instanceof TlsWire tls) {
            count(Counter.TLS_SESSIONS);
            if (tls.facts().resumed()) {
                count(Counter.TLS_RESUMED);
            }
        }
        return new ServerConnection(this, wire, key, 1);
    }

    private void count(Counter counter) {
        CounterSet.add(counters, counter, 1);
        CounterSet.add(shard.lane(server.backend()).counters(), counter, 1);
    }

    /** The idle connection of a key used last that has served at least {@code usesMin} streams, ready for the next one, or null. */
    public @Nullable ServerConnection takeIdle(int usesMin, String key) {
        ServerConnection connection = find(usesMin, key);
        if (connection != null) {
            unlink(connection);
            taken(connection);
        }
        return connection;
    }

    private @Nullable ServerConnection find(int usesMin, String key) {
        ServerConnection connection = newestIdle;
        while (connection != null
                && (connection.uses() < usesMin || !connection.key().equals(key))) {
            connection = connection.older;
        }
        return connection;
    }

    /** Gives an idle connection away to another worker, or null: not while streams of its own come and go, which will want it again. */
    @Nullable
    ServerConnection lend(int usesMin, String key) {
        ServerConnection connection = firstStream == null ? find(usesMin, key) : null;
        if (connection == null || !(connection.wire() instanceof EpollWire wire) || !wire.leave()) {
            return null;
        }
        unlink(connection);
        return connection;
    }

    /** Takes in a connection that another worker gave away, ready for a stream; null where it does not stand any more. */
    @Nullable
    ServerConnection adopt(ServerConnection given) {
        EpollWire wire = (EpollWire) given.wire();
        ServerConnection connection = new ServerConnection(this, wire, given.key(), given.uses());
        wire.handler(connection);
        if (!wire.join(shard.worker().loop())) {
            return null;
        }
        taken(connection);
        return connection;
    }

    /** Whether others may have idle connections that this worker has not, and there are so many that one may be taken from them. */
    boolean mayBorrow() {
        int all = server.idleConnections().get();
        return all > idleCount && all >= limits().leastLent && isKeepable();
    }

    /** Makes use of an idle connection that was kept for its client alone; returns whether it still stands. */
    public boolean takePrivate(ServerConnection connection) {
        boolean stands = connection.wire().isOpen() && isKeepable();
        if (stands) {
            taken(connection);
        } else {
            connection.wire().close();
        }
        return stands;
    }

    private void taken(ServerConnection connection) {
        connection.usedAgain();
        int unused = server.usedConnections().increment();
    }

    /** Keeps a connection that no stream uses any more, or closes it where that is not wanted. */
    public void keep(ServerConnection connection) {
        int unused = server.usedConnections().decrement();
        Wire wire = connection.wire();
        LaneLimits now = limits();
        boolean worn = now.mostUses >= 0 && connection.uses() > now.mostUses;
        if (!wire.isOpen() || wire.isPeerDone() || wire.isReadable() || worn || !isKeepable()) {
            end(wire);
            return;
        }
        wire.handler(connection);
        if (connection.isPrivate()) {
            return;
        }
        if (!mayKeep(now.mostIdle)) {
            end(wire);
            return;
        }
        link(connection);
        connection.idleSinceMillis = shard.worker().nowMillis();
        shard.worker().expireAt(connection, connection.idleSinceMillis + 2 * now.purgeMillis);
    }

    /**
     * Ends a connection over which all was said, by a reset, so that its port is free at once: after an ordinary close from this side the
     * system keeps it for a minute, and runs out of ports at a few hundred such connections a second.
     */
    private static void end(Wire wire) {
        if (wire instanceof EpollWire && !wire.isPeerDone()) {
            wire.reset();
        } else {
            wire.close();
        }
    }

    /** Closes a connection that a stream used. */
    public void discard(ServerConnection connection) {
        int unused = server.usedConnections().decrement();
        connection.wire().close();
    }

    private boolean isKeepable() {
        return shard.laneIfAny(server) == this && Shard.isOpenFor(server) && limits().purgeMillis > 0;
    }

    private LaneLimits limits() {
        if (!limits.isOf(server.settings())) {
            limits = new LaneLimits(server.settings());
        }
        return limits;
    }

    /** One is always worth keeping, more only as far as so many were needed at once. */
    private boolean mayKeep(int most) {
        int needed = server.usedConnections().maximum()
                + limits().leastLent
                - server.usedConnections().get();
        boolean wanted =
                most != 0 && (newestIdle == null || server.idleConnections().get() < needed);
        return wanted && server.idleConnections().tryIncrement(Math.max(0, most));
    }

    /** An idle connection ended. */
    void drop(ServerConnection connection) {
        if (connection.idle) {
            unlink(connection);
        }
        end(connection.wire());
    }

    /** Closes all idle connections. */
    public void closeIdle() {
        for (ServerConnection each = newestIdle; each != null; each = newestIdle) {
            drop(each);
        }
    }

    private void link(ServerConnection connection) {
        idleCount++;
        ServerConnection before = newestIdle;
        connection.idle = true;
        if (connection.isReused()) {
            int unused = server.provenConnections().increment();
        }
        connection.older = before;
        if (before != null) {
            before.newer = connection;
        }
        newestIdle = connection;
    }

    private void unlink(ServerConnection connection) {
        idleCount--;
        ServerConnection newer = connection.newer;
        ServerConnection older = connection.older;
        if (newer == null) {
            newestIdle = older;
        } else {
            newer.older = older;
        }
        if (older != null) {
            older.newer = newer;
        }
        connection.newer = null;
        connection.older = null;
        connection.idle = false;
        int unused = server.idleConnections().decrement();
        if (connection.isReused()) {
            int unusedToo = server.provenConnections().decrement();
        }
        shard.worker().expireAt(connection, ServerConnection.NEVER);
    }

    /** Begins to connect, encrypted where the server wants it; the handler hears of the result. */
    Wire connect(@Nullable ConnectionView client, ConnectorOwner owner, WireHandler handler) throws IOException {
        ConnectingTls tls = server.encryption().current();
        Words preface = isPrefaced() ? owner.preface(server) : null;
        boolean early = owner.speaksFirst() || preface != null || tls != null;
        Route route = outgoing().route(target(client), client, early).saying(preface);
        WireHandler told = Http2Attempt.of(this, owner, handler);
        if (tls == null) {
            return shard.worker().connect(route, told);
        }
        String name = owner.serverName(server);
        return owner.isWebSocket()
                ? TlsClients.webSocket(shard.worker(), route, tls, name, told)
                : TlsClients.connect(shard.worker(), route, tls, name, told);
    }

    /** What its sockets are to be like; read anew whenever settings were changed. */
    private Outgoing outgoing() {
        Outgoing known = outgoing;
        if (known == null || !known.isOf(server)) {
            known = Outgoing.of(server);
            outgoing = known;
        }
        return known;
    }

    /** A place on a new connection that speaks HTTP/2; others may follow where it is shared. */
    Wire multiplexed(Wire wire, Limits limits, boolean shared) {
        List<BackConnection> all = multiplexed;
        BackConnection[] made = new BackConnection[1];
        made[0] = BackConnection.over(
                shard.worker(), wire, limits, shard.lane(server.backend()).counters(), () -> all.remove(made[0]));
        if (shared) {
            all.add(made[0]);
        }
        return made[0].open();
    }

    /** A place on a connection that others use at the same time, ready for a stream, or null. */
    public @Nullable ServerConnection takeShared() {
        if (isPrefaced() || outgoing().showsClients() || !isKeepable()) {
            return null;
        }
        for (BackConnection each : multiplexed) {
            if (each.hasRoom()) {
                ServerConnection place = new ServerConnection(this, each.open(), "", 1);
                taken(place);
                return place;
            }
        }
        return null;
    }

    /** Where its clients are sent to instead ({@code redir}); empty for nowhere else. */
    public String redirection() {
        return limits().redirection;
    }

    /** Whether its line gives connections names ({@code pool-conn-name}). */
    public boolean isNamed() {
        return limits().named;
    }

    /** Whether what the owner asks goes by a version of HTTP that other requests to the server do not go by. */
    public boolean isApart(ConnectorOwner owner) {
        return Http2Attempt.apart(owner, server) != WebSocketsBy.AUTO;
    }

    /** Whether its connections begin with whose they are, so that no other client can use them. */
    public boolean isPrefaced() {
        return limits().prefaced;
    }

    /** Whether the server sees clients' addresses instead of ours. */
    public boolean showsClients() {
        return outgoing().showsClients();
    }

    /** Whether it sees their ports, too. */
    public boolean showsPorts() {
        return outgoing().showsPorts();
    }

    /** Where to connect to now for a client; read anew whenever the server's address was changed. */
    SocketAddress target(@Nullable ConnectionView client) throws IOException {
        ServerAddress address = server.address();
        SocketAddress known = resolved;
        if (known == null || !address.equals(resolvedFrom)) {
            known = Destination.resolve(address);
            resolved = known;
            resolvedFrom = address;
        }
        return Destination.of(known, address, client);
    }

    /** Whether the address of the server leaves something to what the client has connected to. */
    public boolean followsClients() {
        return Destination.isLeftToClient(server.address());
    }
}
