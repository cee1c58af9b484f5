package dev.sluice.proxy.queue;

import dev.sluice.proxy.balance.Pick;
import dev.sluice.state.Server;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * A stream's claim to a server. One for each stream, used for one request after the other; only the stream's worker touches it.
 *
 * <p>A request goes {@link Dispatcher#enter}, then {@link Dispatcher#dispatch}, {@link Dispatcher#release} as often as it is retried, then
 * {@link Dispatcher#leave}.
 */
public final class Ticket {
    private final Pick pick;
    private final Executor worker;
    private final Waiting stream;

    @Nullable
    Server server;

    @Nullable
    Server preferred;

    boolean sticky;
    boolean forced;

    @Nullable
    Server counted;

    @Nullable
    Waiter waiter;

    long arrival = -1;
    int rank;
    long due;
    int serverQueuePosition;
    int backendQueuePosition;

    /**
     * A ticket that holds nothing.
     *
     * @param pick what balancing knows of the stream
     * @param worker the loop that the stream lives on
     * @param stream whom to tell when a wait is over
     */
    public Ticket(Pick pick, Executor worker, Waiting stream) {
        this.pick = pick;
        this.worker = worker;
        this.stream = stream;
    }

    /** What balancing knows of the stream: its source address, and the servers to avoid. */
    public Pick pick() {
        return pick;
    }

    /** The server whose slot it holds, or null. */
    public @Nullable Server server() {
        return server;
    }

    /** Whether it waits for a slot. */
    public boolean isWaiting() {
        return waiter != null;
    }

    /**
     * Says where in queues the present request belongs, before {@link Dispatcher#enter}.
     *
     * @param wanted the class: lower ones come first
     * @param dueMillis on the clock of the loops; within a class the earliest comes first
     */
    public void place(int wanted, long dueMillis) {
        rank = wanted;
        due = dueMillis;
    }

    /** Wants this server while balancing may choose it, as a retry does; null for any. Holds until {@link Dispatcher#leave}. */
    public void prefer(@Nullable Server wanted) {
        preferred = wanted;
        sticky = false;
        forced = false;
    }

    /** Belongs to this server, and so may use it even while it drains; until {@link Dispatcher#leave}. */
    public void stickTo(Server owner) {
        preferred = owner;
        sticky = true;
    }

    /** Belongs to this server, whatever state that is in; until {@link Dispatcher#leave}. */
    public void forceTo(Server owner) {
        stickTo(owner);
        forced = true;
    }

    /** Whether it wants its server whatever state that is in. */
    public boolean isForced() {
        return forced;
    }

    /** Whether it belongs to the server it wants. */
    public boolean isSticky() {
        return sticky;
    }

    /** How many the servers' queues served before this request while it waited there, itself included; what logs call {@code srv_queue}. */
    public int serverQueuePosition() {
        return serverQueuePosition;
    }

    /** The same for the backend's queue: {@code backend_queue}. */
    public int backendQueuePosition() {
        return backendQueuePosition;
    }

    Executor worker() {
        return worker;
    }

    Waiting stream() {
        return stream;
    }
}
