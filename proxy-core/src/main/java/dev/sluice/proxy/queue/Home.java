package dev.sluice.proxy.queue;

import dev.sluice.proxy.balance.Limits;
import dev.sluice.proxy.balance.Picker;
import dev.sluice.state.Backend;
import dev.sluice.state.BackendView;
import dev.sluice.state.Candidate;
import dev.sluice.state.Server;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** The queues of a backend and its servers. What is public to the package may be called by any thread; the rest runs on the home loop. */
final class Home {
    private final Backend backend;
    private final Executor loop;
    private final Map<Server, Slots> slots = new ConcurrentHashMap<>();
    private final WaitList waitingForAny = new WaitList();
    private final AtomicBoolean lookDue = new AtomicBoolean();
    private int turn;

    Home(Backend backend, Executor loop) {
        this.backend = backend;
        this.loop = loop;
    }

    /** Puts a waiter, already counted, in its queue. */
    void enqueue(Waiter waiter) {
        loop.execute(() -> insert(waiter));
    }

    /** Takes a waiter that is gone out of its queue. */
    void forget(Waiter waiter) {
        loop.execute(() -> {
            WaitList list = waiter.list;
            if (list != null) {
                list.remove(waiter);
            }
        });
    }

    /** Takes over a slot that is still counted as taken, for whoever is first. */
    void handOver(Server server) {
        Slots of = of(server);
        of.handedOver.incrementAndGet();
        of.schedule();
    }

    /** Looks whether a server has room for someone. */
    void serverChanged(Server server) {
        if (server.queued().get() > 0 || backend.queued().get() > 0) {
            of(server).schedule();
        }
    }

    /** Forgets a server. */
    void serverRemoved(Server server) {
        loop.execute(() -> {
            Slots gone = slots.get(server);
            if (gone != null) {
                gone.redistribute(true);
                gone.run();
            }
            slots.remove(server);
        });
    }

    /** Looks at all queues in the light of the newest view. */
    void viewChanged() {
        loop.execute(this::review);
    }

    private Slots of(Server server) {
        Slots known = slots.get(server);
        return known != null ? known : slots.computeIfAbsent(server, Slots::new);
    }

    private void insert(Waiter waiter) {
        if (waiter.fate() != Waiter.Fate.WAITING) {
            return;
        }
        BackendView view = backend.view();
        if (!view.open()) {
            end(waiter, Waiter.Fate.REFUSED);
        } else if (waiter.target == null) {
            waitingForAny.add(waiter);
            lookSoon();
        } else if (Dispatcher.isUsable(view, waiter.target, waiter.ticket)) {
            Slots target = of(waiter.target);
            target.waiting.add(waiter);
            target.run();
        } else {
            end(waiter, Waiter.Fate.MOVED);
        }
    }

    /** One look serves all who came in the meantime. */
    private void lookSoon() {
        if (lookDue.compareAndSet(false, true)) {
            loop.execute(this::look);
        }
    }

    private void review() {
        BackendView view = backend.view();
        if (!view.open()) {
            refuse(waitingForAny);
            slots.values().forEach(each -> refuse(each.waiting));
            return;
        }
        for (Slots each : slots.values()) {
            if (each.waiting.first() != null && !isCandidate(view, each.server)) {
                each.redistribute(!Dispatcher.isUsable(view, each.server, true));
            }
            each.run();
        }
        look();
    }

    /** Gives those who wait for any server what is free, one slot of each server in turn. */
    private void look() {
        lookDue.set(false);
        List<Candidate> candidates = backend.view().candidates();
        int count = candidates.size();
        boolean found = count > 0;
        while (found && waitingForAny.first() != null) {
            found = false;
            for (int i = 0; i < count && waitingForAny.first() != null; i++) {
                turn = (turn + 1) % count;
                Server server = candidates.get(turn).server();
                if (server.sessions().tryIncrement(Limits.now(server))) {
                    found |= of(server).grantOne();
                }
            }
        }
    }

    private static boolean isCandidate(BackendView view, Server server) {
        return view.open() && view.balancer() instanceof Picker picker && picker.has(server);
    }

    private static void refuse(WaitList list) {
        for (Waiter waiter = list.first(); waiter != null; waiter = list.first()) {
            list.remove(waiter);
            end(waiter, Waiter.Fate.REFUSED);
        }
    }

    private static void end(Waiter waiter, Waiter.Fate fate) {
        if (waiter.become(fate)) {
            waiter.ticket.worker().execute(waiter);
        }
    }

    /** One server's slots and those who wait for just this server. */
    private final class Slots implements Runnable {
        private final Server server;
        private final WaitList waiting = new WaitList();
        private final AtomicInteger handedOver = new AtomicInteger();
        private final AtomicBoolean due = new AtomicBoolean();

        Slots(Server server) {
            this.server = server;
        }

        /** Any thread. */
        void schedule() {
            if (due.compareAndSet(false, true)) {
                loop.execute(this);
            }
        }

        @Override
        public void run() {
            due.set(false);
            for (int left = handedOver.getAndSet(0); left > 0; left--) {
                int limit = Limits.now(server);
                if (limit > 0 && server.sessions().get() > limit) {
                    server.sessions().decrement(); // The limit was lowered: this slot is no more.
                } else {
                    grantOne();
                }
            }
            while (next() != null && server.sessions().tryIncrement(Limits.now(server))) {
                grantOne();
            }
        }

        /** Gives a slot, already taken, to whoever came first, or back; returns whether someone got it. */
        boolean grantOne() {
            for (Waiter waiter = next(); waiter != null; waiter = next()) {
                WaitList list = waiter.list;
                if (list != null) {
                    list.serve(waiter);
                }
                waiter.granted = server;
                if (waiter.become(Waiter.Fate.GRANTED)) {
                    waiter.ticket.worker().execute(waiter);
                    return true;
                }
            }
            server.sessions().decrement();
            return false;
        }

        private @Nullable Waiter next() {
            Waiter own = waiting.first();
            Waiter any = waitingForAny.first();
            if (any == null || (own != null && own.isBefore(any))) {
                return own;
            }
            return isCandidate(backend.view(), server) ? any : own;
        }

        /** Lets waiters choose anew, those who belong to this server only where they must. */
        void redistribute(boolean all) {
            Waiter waiter = waiting.first();
            while (waiter != null) {
                Waiter after = waiter.next;
                if (all || !waiter.sticky) {
                    waiting.remove(waiter);
                    end(waiter, Waiter.Fate.MOVED);
                }
                waiter = after;
            }
        }
    }
}
