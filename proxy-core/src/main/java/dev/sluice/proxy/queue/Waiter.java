package dev.sluice.proxy.queue;

import dev.sluice.state.Gauge;
import dev.sluice.state.Server;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * One wait of one ticket. The home loop owns the links; worker and home agree on the end by {@link #become}. Runs on the ticket's worker
 * once the home has decided.
 */
final class Waiter implements Runnable {
    /** How a wait can end. */
    enum Fate {
        WAITING,
        /** {@link #granted} has a slot taken for it. */
        GRANTED,
        /** It is to choose anew. */
        MOVED,
        /** The backend was closed. */
        REFUSED,
        /** The stream gave up. */
        GONE
    }

    final Dispatcher dispatcher;
    final Ticket ticket;
    final @Nullable Server target;
    final boolean sticky;
    final long arrival;
    final int rank;
    final long due;
    final Gauge counted;
    private final AtomicReference<Fate> fate = new AtomicReference<>(Fate.WAITING);
    /** Written by the home before the fate. */
    @Nullable
    Server granted;

    int position;

    @Nullable
    WaitList list;

    @Nullable
    Waiter previous;

    @Nullable
    Waiter next;

    long servedBefore;

    /** A wait for {@code target}, or for any server where null, that {@code counted} already counts. */
    Waiter(Dispatcher dispatcher, Ticket ticket, @Nullable Server target, Gauge counted) {
        this.dispatcher = dispatcher;
        this.ticket = ticket;
        this.target = target;
        this.sticky = ticket.sticky;
        this.arrival = ticket.arrival;
        this.rank = ticket.rank;
        this.due = ticket.due;
        this.counted = counted;
    }

    /** Ends the wait; whoever comes first decides how. Returns whether that was this call. */
    boolean become(Fate end) {
        if (!fate.compareAndSet(Fate.WAITING, end)) {
            return false;
        }
        counted.decrement();
        return true;
    }

    /** Whether its turn comes before that of another. */
    boolean isBefore(Waiter other) {
        if (rank != other.rank) {
            return rank < other.rank;
        }
        return due != other.due ? due < other.due : arrival < other.arrival;
    }

    Fate fate() {
        return Objects.requireNonNull(fate.get());
    }

    @Override
    public void run() {
        dispatcher.decided(this);
    }
}
