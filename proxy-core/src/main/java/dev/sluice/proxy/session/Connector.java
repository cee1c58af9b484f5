package dev.sluice.proxy.session;

import dev.sluice.config.ProxySettings;
import dev.sluice.proxy.queue.Answer;
import dev.sluice.proxy.queue.Dispatcher;
import dev.sluice.proxy.queue.Ticket;
import dev.sluice.proxy.queue.Waiting;
import dev.sluice.proxy.sample.Priority;
import dev.sluice.proxy.wire.SystemErrors;
import dev.sluice.proxy.wire.Wire;
import dev.sluice.proxy.wire.WireError;
import dev.sluice.proxy.wire.WireHandler;
import dev.sluice.proxy.worker.Worker;
import dev.sluice.state.Backend;
import dev.sluice.state.Counter;
import dev.sluice.state.CounterSet;
import dev.sluice.state.Observation.Failure;
import dev.sluice.state.Server;
import java.io.IOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Brings a stream from its backend to a connected server: a slot or a place in the queue, an idle or a new connection, retries,
 * redispatches. Counts all of it. One for each stream or client connection, used for one request after the other.
 *
 * <p>Each choice of a server and the start of its connection happen in one turn of the loop; whatever waited chooses anew, so that a
 * server which left service in the meantime is not connected to.
 */
public final class Connector extends Standing implements WireHandler, Waiting {
    /** What a retry on the same server waits at most, since the cause is hardly gone at once. */
    private static final long TURN_AROUND_MILLIS = 1000;
    /** Where it stands. */
    public enum Phase {
        IDLE,
        /** About to choose a server. */
        CHOOSING,
        QUEUED,
        CONNECTING,
        /** Before another attempt on the same server. */
        TURN_AROUND,
        CONNECTED
    }

    private final LiveStream stream;
    private final ConnectorOwner owner;
    private final Shard shard;
    private final Worker worker;
    private @Nullable BackendLane backend;
    private @Nullable Wire connecting;
    private @Nullable Borrowing borrowing;
    private boolean mayMove;
    private Priority place = new Priority();
    private long startedMillis;
    private long assignedMillis;

    /** A connector for {@code stream}, which may begin and end as often as there are requests. */
    public Connector(LiveStream stream, ConnectorOwner owner) {
        super(stream);
        this.stream = stream;
        this.owner = owner;
        this.shard = stream.shard();
        this.worker = shard.worker();
    }

    /** Wants this server, also while it drains, since the client belongs to it; to be said before {@link #start}. */
    public void stickTo(Server server) {
        ticket.stickTo(server);
    }

    /** Says where in queues the next request belongs; to be said before {@link #start}. */
    public void place(Priority priority) {
        place = priority;
    }

    /** Begins. The owner is told the result, possibly before this returns. */
    public void start(Backend target) {
        assert phase == Phase.IDLE : phase;
        BackendLane lane = shard.lane(target);
        backend = lane;
        redispatched = false;
        failed = null;
        retries = 0;
        startedMillis = worker.nowMillis();
        queueMillis = -1;
        connectMillis = -1;
        phase = Phase.CHOOSING;
        CounterSet.add(lane.counters(), Counter.SESSIONS, 1);
        ticket.place(place.rank(), startedMillis + place.offsetMillis());
        lane.dispatcher().enter(ticket);
        proceed();
    }

    private BackendLane lane() {
        return Objects.requireNonNull(backend, "not started");
    }

    private Server held() {
        return Objects.requireNonNull(ticket.server(), "holds no slot");
    }

    /** Goes on until there is something to wait for. */
    private void proceed() {
        while (phase == Phase.CHOOSING) {
            Answer answer = lane().dispatcher().dispatch(ticket);
            switch (answer) {
                case GRANTED -> connect();
                case WAITING -> queue();
                case NO_SERVER, CLOSED, QUEUE_FULL -> giveUp(ConnectFailure.of(answer));
            }
        }
    }

    private void queue() {
        phase = Phase.QUEUED;
        long timeout = owner.limits().queueMillis(lane().dispatcher().queueTimeoutMillis());
        worker.expireAt(this, timeout > 0 ? worker.nowMillis() + timeout : NEVER);
    }

    @Override
    public void granted(Ticket ticketOfThis) {
        phase = Phase.CHOOSING;
        connect();
        proceed();
    }

    @Override
    public void refused(Ticket ticketOfThis, Answer why) {
        giveUp(ConnectFailure.of(why));
    }

    private void connect() {
        Server server = held();
        long now = worker.nowMillis();
        Server before = failed;
        if (before != server) {
            // Another attempt on the same server is part of the time to connect.
            assignedMillis = now;
            queueMillis = now - startedMillis;
        }
        failed = null;
        if (before != null) {
            redispatched |= ConnectCounters.retried(lane(), shard.lane(before), before != server, mayMove);
        }
        ServerLane to = shard.lane(server);
        shard.joinServer(stream, to);
        ConnectCounters.session(lane(), to, now);
        if (owner.diverts(to) || reuse(to)) {
            return;
        }
        phase = Phase.CONNECTING;
        long timeout = connectTimeoutMillis();
        worker.expireAt(this, timeout > 0 ? now + timeout : NEVER);
        borrowing = Borrowing.begin(shard, to, owner, this);
        if (borrowing == null) {
            open(to);
        }
    }

    private void open(ServerLane to) {
        ConnectCounters.both(lane(), to, Counter.CONNECT_ATTEMPTS);
        try {
            connecting = to.connect(stream.speaksFor(), owner, this);
        } catch (IOException failure) {
            attemptFailed(SystemErrors.of(failure), true);
        }
    }

    private boolean reuse(ServerLane from) {
        ServerConnection idle = owner.idle(from);
        if (idle == null) {
            return false;
        }
        ConnectCounters.both(lane(), from, Counter.CONNECTION_REUSES);
        established(idle);
        return true;
    }

    /** Others have given a connection, or none. */
    void borrowed(Borrowing asked, @Nullable ServerConnection found) {
        boolean wanted = borrowing == asked;
        borrowing = wanted ? null : borrowing;
        // Turns have passed since the server was chosen.
        boolean left = wanted && hasLeft(held());
        if (found != null && !wanted) {
            found.lane().keep(found);
        } else if (found != null && left) {
            found.lane().discard(found);
            chooseAnew();
        } else if (left) {
            chooseAnew();
        } else if (found != null) {
            ConnectCounters.both(lane(), found.lane(), Counter.CONNECTION_REUSES);
            established(found);
        } else if (wanted) {
            open(shard.lane(held()));
            proceed();
        }
    }

    @Override
    public void onConnected(Wire wire) {
        Server server = held();
        connecting = null;
        Observed.connected(server);
        if (hasLeft(server)) {
            wire.close();
            chooseAnew();
            return;
        }
        established(shard.lane(server).established(wire, owner.connectionKey()));
    }

    private boolean hasLeft(Server server) {
        if (ticket.isForced()) {
            return false;
        }
        return ticket.isSticky() ? !Shard.isOpenFor(server) : !RetryPolicy.isCandidate(lane().backend(), server);
    }

    /** Nothing was sent yet, and who took the server out was promised that nothing will be. */
    private void chooseAnew() {
        worker.expireAt(this, NEVER);
        shard.leaveServer(stream);
        lane().dispatcher().release(ticket);
        phase = Phase.CHOOSING;
        proceed();
    }

    private void established(ServerConnection with) {
        worker.expireAt(this, NEVER);
        phase = Phase.CONNECTED;
        connection = with;
        connectMillis = worker.nowMillis() - assignedMillis;
        owner.onServer(with);
    }

    @Override
    public void onReadable(Wire wire) {}

    @Override
    public void onWritable(Wire wire) {}

    @Override
    public void onError(Wire wire, WireError error) {
        closeAttempt();
        attemptFailed(error, true);
        proceed();
    }

    @Override
    protected void onExpired() {
        switch (phase) {
            case QUEUED -> giveUp(ConnectFailure.QUEUE_TIMEOUT);
            case CONNECTING -> {
                closeAttempt();
                attemptFailed(WireError.TIMED_OUT, false);
                proceed();
            }
            case TURN_AROUND -> {
                phase = Phase.CHOOSING;
                proceed();
            }
            case IDLE, CHOOSING, CONNECTED -> throw new IllegalStateException("expired while " + phase);
        }
    }

    /** The server has failed the request: tries again as far as retries allow. The owner hears of the result as from {@link #start}. */
    public void tryAgain() {
        ServerConnection broken = connection;
        if (broken == null) {
            throw new IllegalStateException("not connected");
        }
        connection = null;
        broken.lane().discard(broken);
        attemptFailed(WireError.RESET, false);
        proceed();
    }

    /** Whether {@link #tryAgain} would make another attempt. */
    public boolean hasRetriesLeft() {
        return retries < retriesMax();
    }

    private void closeAttempt() {
        borrowing = null;
        Wire attempt = connecting;
        if (attempt != null) {
            connecting = null;
            attempt.close();
        }
    }

    private void attemptFailed(WireError error, boolean maySitOut) {
        worker.expireAt(this, NEVER);
        Server server = held();
        failed = server;
        if (phase == Phase.CONNECTING && ConnectFailure.of(error) != ConnectFailure.NO_RESOURCES) {
            Observed.failed(shard.lane(server), Failure.CONNECTION);
        }
        BackendLane lane = lane();
        if (!hasRetriesLeft() || phase != Phase.CONNECTED && !owner.repeatsConnecting()) {
            CounterSet.add(shard.lane(server).counters(), Counter.CONNECT_ERRORS, 1);
            giveUp(ConnectFailure.of(error));
            return;
        }
        retries++;
        boolean elsewhere =
                owner.mayGoElsewhere() && RetryPolicy.mayGoElsewhere(lane.backend(), server, retries, retriesMax());
        mayMove = elsewhere;
        if (!elsewhere) {
            ConnectCounters.both(lane, shard.lane(server), Counter.RETRIES);
        }
        shard.leaveServer(stream);
        lane.dispatcher().release(ticket);
        ticket.prefer(elsewhere ? null : server);
        if (elsewhere) {
            ticket.pick().avoid(server);
        }
        // Only the same server again is worth waiting for.
        if (maySitOut && !(elsewhere && lane.backend().view().candidates().size() > 1)) {
            phase = Phase.TURN_AROUND;
            long timeout = connectTimeoutMillis();
            long delay = timeout > 0 ? Math.min(timeout, TURN_AROUND_MILLIS) : TURN_AROUND_MILLIS;
            worker.expireAt(this, worker.nowMillis() + delay);
            owner.onPause();
        } else {
            phase = Phase.CHOOSING;
        }
    }

    private int retriesMax() {
        return owner.limits().retriesMax(lane().backend().settings().get(ProxySettings.RETRIES));
    }

    private long connectTimeoutMillis() {
        return owner.limits().connectMillis(lane().backend().settings().get(ProxySettings.TIMEOUT_CONNECT));
    }

    private void giveUp(ConnectFailure failure) {
        BackendLane lane = lane();
        CounterSet.add(lane.counters(), Counter.CONNECT_ERRORS, 1);
        if (failed == null) {
            failed = ticket.server();
        }
        end(lane);
        owner.onNoServer(failure);
    }

    /** Ends in whatever phase: the wait, the attempt or the connection is given up. Counts nothing. */
    public void abort() {
        BackendLane lane = backend;
        if (lane != null && phase != Phase.IDLE) {
            failed = server();
            end(lane);
        }
    }

    /** The connection where the owner may do without it before it is done, or null. */
    public @Nullable ServerConnection lendable() {
        ServerConnection held = connection;
        return held != null && held.isLendable() && owner.lends(held.lane()) ? held : null;
    }

    /** The server has answered in full: gives back its connection for others to use, and keeps its slot until it is done. */
    public void park() {
        ServerConnection done = connection;
        if (done != null) {
            connection = null;
            done.lane().keep(done);
        }
    }

    /**
     * The request is done: gives back its slot, and its connection.
     *
     * @param keep whether the connection may serve another
     */
    public void finish(boolean keep) {
        if (keep) {
            park();
        }
        abort();
    }

    private void end(BackendLane lane) {
        worker.forget(this);
        phase = Phase.IDLE;
        closeAttempt();
        ServerConnection held = connection;
        if (held != null) {
            connection = null;
            held.lane().discard(held);
        }
        shard.leaveServer(stream);
        Dispatcher dispatcher = lane.dispatcher();
        dispatcher.leave(ticket);
    }
}
