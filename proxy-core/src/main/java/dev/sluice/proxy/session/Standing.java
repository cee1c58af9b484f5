package dev.sluice.proxy.session;

import dev.sluice.proxy.balance.Pick;
import dev.sluice.proxy.queue.Ticket;
import dev.sluice.proxy.queue.Waiting;
import dev.sluice.proxy.session.Connector.Phase;
import dev.sluice.proxy.worker.Timer;
import dev.sluice.proxy.worker.Worker;
import dev.sluice.state.Server;
import org.jspecify.annotations.Nullable;

/** Where a {@link Connector} stands, as its owner sees it. */
abstract class Standing extends Timer implements Waiting {
    final Ticket ticket;
    Phase phase = Phase.IDLE;

    @Nullable
    ServerConnection connection;

    @Nullable
    Server failed;

    boolean redispatched;
    int retries;
    long queueMillis = -1;
    long connectMillis = -1;

    Standing(LiveStream stream) {
        Worker worker = stream.shard().worker();
        this.ticket = new Ticket(new Pick(worker.index(), System.identityHashCode(this)), worker::execute, this);
    }

    /** What balancing knows of the client; the owner says once where it comes from. */
    public Pick pick() {
        return ticket.pick();
    }

    /** Where it stands. */
    public Phase phase() {
        return phase;
    }

    /** The connection in use, or null. */
    public @Nullable ServerConnection connection() {
        return connection;
    }

    /** The server that it holds a slot of, or the one that failed last; null before one was chosen. */
    public @Nullable Server server() {
        Server held = ticket.server();
        return held != null ? held : failed;
    }

    /** Attempts beyond the first. */
    public int retries() {
        return retries;
    }

    /** Whether a retry went to another server. */
    public boolean isRedispatched() {
        return redispatched;
    }

    /** Until a server was assigned, in milliseconds; -1 where none was. */
    public long queueMillis() {
        return queueMillis;
    }

    /** From there until the connection stood, in milliseconds; -1 where none stands. */
    public long connectMillis() {
        return connectMillis;
    }

    /** The place in queues: what {@code srv_queue} and {@code backend_queue} of logs show. */
    public Ticket ticket() {
        return ticket;
    }
}
