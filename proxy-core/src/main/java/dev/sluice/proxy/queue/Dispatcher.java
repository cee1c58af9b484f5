package dev.sluice.proxy.queue;

import dev.sluice.config.ProxySettings;
import dev.sluice.proxy.balance.Limits;
import dev.sluice.proxy.balance.Picker;
import dev.sluice.state.AdminState;
import dev.sluice.state.Backend;
import dev.sluice.state.BackendView;
import dev.sluice.state.Counter;
import dev.sluice.state.CounterSet;
import dev.sluice.state.OperationalState;
import dev.sluice.state.Server;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Gives requests of one backend a server with a slot. Each decision reads the backend's view once, and a wait that has ended reads it again, so that
 * a server which has left gets nobody whose decision was made before.
 */
public final class Dispatcher {
    private final Backend backend;
    private final Home home;
    private final AtomicLong arrivals = new AtomicLong();

    /**
     * A dispatcher where nobody waits yet.
     *
     * @param home the loop that orders who waits; runs what it is given one after the other, in order
     */
    public Dispatcher(Backend backend, Executor home) {
        this.backend = backend;
        this.home = new Home(backend, home);
    }

    /** Whose requests it serves. */
    public Backend backend() {
        return backend;
    }

    /** How long a request may wait, in milliseconds ({@code timeout queue}, else {@code timeout connect}); 0 for ever. */
    public long queueTimeoutMillis() {
        long queue = backend.settings().get(ProxySettings.TIMEOUT_QUEUE);
        return queue > 0 ? queue : backend.settings().get(ProxySettings.TIMEOUT_CONNECT);
    }

    /** Begins a request: it counts as a session of the backend until {@link #leave}. */
    public void enter(Ticket ticket) {
        ticket.pick().reset();
        ticket.serverQueuePosition = 0;
        ticket.backendQueuePosition = 0;
        ticket.arrival = -1;
        backend.sessions().increment();
    }

    /** Ends a request: gives back its slot, or ends its wait. */
    public void leave(Ticket ticket) {
        cancel(ticket);
        release(ticket);
        ticket.prefer(null);
        ticket.counted = null;
        backend.sessions().decrement();
    }

    /** Chooses a server and takes a slot of it, or waits. The ticket must hold nothing. */
    public Answer dispatch(Ticket ticket) {
        assert ticket.server == null && ticket.waiter == null : "a ticket holds one slot at most";
        BackendView view = backend.view();
        if (!view.open()) {
            return Answer.CLOSED;
        }
        Server preferred = ticket.preferred;
        if (preferred != null && isUsable(view, preferred, ticket)) {
            return take(ticket, preferred, true) ? Answer.GRANTED : waitFor(ticket, preferred);
        }
        if (view.candidates().isEmpty() || !(view.balancer() instanceof Picker picker)) {
            return Answer.NO_SERVER;
        }
        return balance(ticket, picker);
    }

    private Answer balance(Ticket ticket, Picker picker) {
        Server server = picker.pick(ticket.pick());
        if (server == null) {
            return waitForAny(ticket);
        }
        Picker.WhenFull whenFull = picker.whenFull(server);
        if (take(ticket, server, whenFull == Picker.WhenFull.SERVER)) {
            count(ticket, server);
            return Answer.GRANTED;
        }
        if (whenFull != Picker.WhenFull.ANY && waitFor(ticket, server) == Answer.WAITING) {
            count(ticket, server);
            return Answer.WAITING;
        }
        return whenFull == Picker.WhenFull.SERVER ? Answer.QUEUE_FULL : waitForAny(ticket);
    }

    /** Gives back the slot, if the ticket holds one. */
    public void release(Ticket ticket) {
        Server server = ticket.server;
        if (server != null) {
            ticket.server = null;
            giveBack(server);
        }
    }

    /** Ends the wait, if the ticket waits; nobody is told. */
    public void cancel(Ticket ticket) {
        Waiter waiter = ticket.waiter;
        if (waiter == null) {
            return;
        }
        ticket.waiter = null;
        if (waiter.become(Waiter.Fate.GONE)) {
            home.forget(waiter);
        } else if (waiter.fate() == Waiter.Fate.GRANTED && waiter.granted != null) {
            giveBack(waiter.granted);
        }
    }

    /** The view was published: who waits looks again. Any thread. */
    public void viewChanged() {
        home.viewChanged();
    }

    /** A server's limit or state has changed: who waits for it looks again. Any thread. */
    public void serverChanged(Server server) {
        home.serverChanged(server);
    }

    /** A server is gone for good: what is known of it is forgotten. Any thread. */
    public void serverRemoved(Server server) {
        home.serverRemoved(server);
    }

    /** On the ticket's worker: the home has decided about a wait. */
    void decided(Waiter waiter) {
        Ticket ticket = waiter.ticket;
        if (ticket.waiter != waiter) {
            return; // Cancelled in the meantime, and the slot, if there was one, given back.
        }
        ticket.waiter = null;
        if (waiter.target == null) {
            ticket.backendQueuePosition += waiter.position;
        } else {
            ticket.serverQueuePosition += waiter.position;
        }
        Server server = waiter.granted;
        if (waiter.fate() == Waiter.Fate.GRANTED && server != null) {
            BackendView view = backend.view();
            if (view.open() && isUsable(view, server, ticket)) {
                ticket.server = server;
                ticket.arrival = -1;
                ticket.stream().granted(ticket);
                return;
            }
            giveBack(server);
        }
        again(ticket);
    }

    private void again(Ticket ticket) {
        Answer answer = dispatch(ticket);
        if (answer == Answer.GRANTED) {
            ticket.stream().granted(ticket);
        } else if (answer != Answer.WAITING) {
            ticket.stream().refused(ticket, answer);
        }
    }

    private boolean take(Ticket ticket, Server server, boolean pastBackendQueue) {
        int limit = Limits.now(server);
        if (limit == 0) {
            server.sessions().increment();
        } else if (server.queued().get() > 0
                || (!pastBackendQueue && backend.queued().get() > 0)
                || !server.sessions().tryIncrement(limit)) {
            return false;
        }
        ticket.server = server;
        ticket.arrival = -1;
        return true;
    }

    private void giveBack(Server server) {
        if (someoneWaits(server)) {
            home.handOver(server);
            return;
        }
        server.sessions().decrement();
        // Who counted itself as waiting in between may have seen the slot still taken.
        if (someoneWaits(server)) {
            home.serverChanged(server);
        }
    }

    private boolean someoneWaits(Server server) {
        return server.queued().get() > 0 || backend.queued().get() > 0;
    }

    private Answer waitFor(Ticket ticket, Server server) {
        if (!server.queued().tryIncrement(Math.max(0, server.maxqueue()))) {
            return Answer.QUEUE_FULL;
        }
        arrive(ticket);
        ticket.waiter = new Waiter(this, ticket, server, server.queued());
        home.enqueue(ticket.waiter);
        return Answer.WAITING;
    }

    private Answer waitForAny(Ticket ticket) {
        backend.queued().increment();
        arrive(ticket);
        ticket.waiter = new Waiter(this, ticket, null, backend.queued());
        home.enqueue(ticket.waiter);
        return Answer.WAITING;
    }

    private void arrive(Ticket ticket) {
        if (ticket.arrival < 0) {
            ticket.arrival = arrivals.getAndIncrement();
        }
    }

    private void count(Ticket ticket, Server server) {
        if (ticket.counted == server) {
            return;
        }
        ticket.counted = server;
        int worker = ticket.pick().worker();
        CounterSet.add(server.counters().stripe(worker), Counter.LOAD_BALANCED, 1);
        CounterSet.add(backend.counters().stripe(worker), Counter.LOAD_BALANCED, 1);
    }

    /** The same for a request that may not care for the server's state. */
    static boolean isUsable(BackendView view, Server server, Ticket ticket) {
        return ticket.forced ? view.servers().contains(server) : isUsable(view, server, ticket.sticky);
    }

    /** Whether a request may go to a server that it did not pick from this very view. */
    static boolean isUsable(BackendView view, Server server, boolean sticky) {
        if (view.balancer() instanceof Picker picker && picker.has(server)) {
            return true;
        }
        return sticky
                && server.operationalState() != OperationalState.STOPPED
                && (server.adminState() & AdminState.MAINT) == 0
                && view.servers().contains(server);
    }
}
