package dev.sluice.state;

import dev.sluice.config.ServerSettings;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Moves servers from one state to the next, and with them those that track them and the backends they belong to. */
final class Transitions {
    private static final int THROTTLE_STEPS = Server.THROTTLE_STEPS;

    private final DataPlane dataPlane;
    private final Clock clock;
    private final Touched touched;
    private final TransitionLog log;
    private final Set<Server> starting = new LinkedHashSet<>();

    Transitions(DataPlane dataPlane, Clock clock, Touched touched, Told told) {
        this.dataPlane = dataPlane;
        this.clock = clock;
        this.touched = touched;
        this.log = new TransitionLog(dataPlane, told);
    }

    TransitionLog log() {
        return log;
    }

    /** Gives a server administrative bits; {@code via} is the server that it got them from, null for its own. */
    boolean administrative(Server server, int next, @Nullable Server via) {
        return administrative(server, next, via, "");
    }

    /** The same for what name servers said. */
    boolean resolution(Server server, int next, String cause) {
        return administrative(server, next, null, cause);
    }

    private boolean administrative(Server server, int next, @Nullable Server via, String cause) {
        int before = server.adminState();
        if (next == before) {
            return false;
        }
        boolean wasUp = server.operationalState() != OperationalState.STOPPED;
        server.adminState(next);
        touched.server(server);
        if (has(next, AdminState.MAINT) && !has(before, AdminState.MAINT)) {
            enterMaintenance(server);
            recount(server);
            log.entersMaintenance(
                    server,
                    wasUp,
                    has(before, AdminState.DRAIN),
                    cause.isEmpty() ? TransitionLog.reasonVia(via) : " (" + cause + ")");
            sayIfNobodyLeft(server.backend());
        } else if (has(before, AdminState.MAINT) && !has(next, AdminState.MAINT)) {
            leaveMaintenance(server);
            recount(server);
            boolean isUp = server.operationalState() != OperationalState.STOPPED;
            if (has(before, AdminState.RESOLUTION_MAINT)) {
                log.resolvesAgain(server);
            } else {
                log.leavesMaintenance(server, has(before & ~next, AdminState.FORCED_MAINT), isUp);
            }
        } else if (has(next, AdminState.MAINT)) {
            if (has(before & ~next, AdminState.MAINT)) {
                log.remainsInMaintenance(server);
            }
        } else {
            draining(server, before, next, via);
        }
        propagate(server);
        return true;
    }

    private void draining(Server server, int before, int next, @Nullable Server via) {
        boolean isUp = server.operationalState() != OperationalState.STOPPED;
        recount(server);
        if (has(next, AdminState.DRAIN) && !has(before, AdminState.DRAIN)) {
            log.entersDrain(server, isUp, via);
            sayIfNobodyLeft(server.backend());
        } else if (has(before, AdminState.DRAIN) && !has(next, AdminState.DRAIN)) {
            log.leavesDrain(server, has(before, AdminState.FORCED_DRAIN), isUp, server.tracked());
        } else {
            log.remainsDraining(server);
        }
    }

    private void enterMaintenance(Server server) {
        if (server.health().isEnabled()) {
            server.health().paused(true);
        }
        server.health().health(0);
        if (server.operationalState() != OperationalState.STOPPED) {
            setOperational(server, OperationalState.STOPPED);
        }
    }

    private void leaveMaintenance(Server server) {
        Check health = server.health();
        if (health.isEnabled()) {
            health.paused(false);
            health.health(health.rise());
        }
        Server tracked = server.tracked();
        OperationalState next = tracked != null ? tracked.operationalState() : OperationalState.RUNNING;
        if (tracked == null && server.agent().isEnabled() && server.agent().health() == 0) {
            next = OperationalState.STOPPED;
        }
        if (next != OperationalState.STOPPED) {
            setOperational(server, next == OperationalState.STOPPING ? next : risen(server));
        }
    }

    /** Has a server work or not; one in maintenance stays as it is. */
    boolean operational(Server server, OperationalState wanted, String cause) {
        if (has(server.adminState(), AdminState.MAINT)) {
            return false;
        }
        OperationalState before = server.operationalState();
        OperationalState next = wanted;
        if (wanted == OperationalState.RUNNING) {
            next = isServing(before) ? before : risen(server);
        }
        if (next == before) {
            return false;
        }
        setOperational(server, next);
        touched.server(server);
        recount(server);
        log.operational(server, next, cause);
        if (next == OperationalState.STOPPED || next == OperationalState.STOPPING) {
            sayIfNobodyLeft(server.backend());
        }
        propagate(server);
        return true;
    }

    private static OperationalState risen(Server server) {
        return server.settings().get(ServerSettings.SLOWSTART) > 0
                ? OperationalState.STARTING
                : OperationalState.RUNNING;
    }

    private void setOperational(Server server, OperationalState next) {
        OperationalState before = server.operationalState();
        long now = clock.millis();
        if (before == OperationalState.STOPPED) {
            server.downMillis(server.downMillis() + now - server.lastChangeMillis());
        }
        server.lastChangeMillis(now);
        server.operationalState(next);
        if (next == OperationalState.STARTING) {
            server.throttleSteps(1);
            starting.add(server);
        } else {
            server.throttleSteps(THROTTLE_STEPS);
            starting.remove(server);
        }
        if (next == OperationalState.STOPPED) {
            CounterSet.add(server.counters().controlStripe(), Counter.DOWN_TRANSITIONS, 1);
            if (server.settings().get(ServerSettings.ON_MARKED_DOWN_SHUTDOWN)) {
                var unused = dataPlane.shutdownSessions(server);
            }
        } else if (isServing(next)
                && !isServing(before)
                && server.settings().get(ServerSettings.ON_MARKED_UP_SHUTDOWN_BACKUP)
                && !server.isBackup()
                && server.weight() > 0) {
            dataPlane.shutdownBackupSessions(server.backend());
        }
    }

    /** Has the next health check of a server come sooner, as far as its line says so. */
    void checkSoon(Server server) {
        dataPlane.checkSoon(server);
    }

    /** Has those that track a server follow it. */
    private void propagate(Server server) {
        server.trackers().forEach(tracker -> follow(tracker, server));
    }

    /** Has a server take over what it gets from the one it tracks, or give back what it got when it tracks none. */
    void follow(Server tracker, @Nullable Server tracked) {
        int own = tracker.adminState() & ~(AdminState.INHERITED_MAINT | AdminState.INHERITED_DRAIN);
        int from = tracked == null ? 0 : tracked.adminState();
        int inherited = (has(from, AdminState.MAINT) ? AdminState.INHERITED_MAINT : 0)
                | (has(from, AdminState.DRAIN) ? AdminState.INHERITED_DRAIN : 0);
        administrative(tracker, own | inherited, tracked);
        if (tracked != null) {
            OperationalState state = tracked.operationalState();
            operational(
                    tracker,
                    state == OperationalState.STARTING ? OperationalState.RUNNING : state,
                    TransitionLog.via(tracked));
        }
    }

    /** Counts whether a server is usable, and with it whether its backend is. */
    void recount(Server server) {
        boolean usable = isUsable(server);
        if (usable == server.isCountedUsable()) {
            return;
        }
        server.countedUsable(usable);
        Backend backend = server.backend();
        boolean wasUp = backend.isUsable();
        backend.countUsable(server.isBackup(), usable ? 1 : -1);
        touched.backend(backend);
        if (wasUp != backend.isUsable()) {
            long now = clock.millis();
            if (wasUp) {
                CounterSet.add(backend.counters().controlStripe(), Counter.DOWN_TRANSITIONS, 1);
            } else {
                backend.downMillis(backend.downMillis() + now - backend.lastChangeMillis());
            }
            backend.lastChangeMillis(now);
            backend.mournsLast(wasUp);
        }
    }

    /** The loss of the last server is told after the line on that server. */
    void sayIfNobodyLeft(Backend backend) {
        if (backend.mournsLast()) {
            backend.mournsLast(false);
            log.nobodyLeft(backend);
        }
    }

    /** Moves slow starts on. */
    void tick(long now) {
        for (Server server : Set.copyOf(starting)) {
            long slowstart = server.settings().get(ServerSettings.SLOWSTART);
            long elapsed = now - server.lastChangeMillis();
            int steps = elapsed >= slowstart ? THROTTLE_STEPS : (int) (THROTTLE_STEPS * elapsed / slowstart) + 1;
            if (elapsed >= slowstart) {
                starting.remove(server);
                server.operationalState(OperationalState.RUNNING);
                log.operational(server, OperationalState.RUNNING, "");
            }
            if (steps != server.throttleSteps() || elapsed >= slowstart) {
                server.throttleSteps(steps);
                touched.server(server);
                touched.backend(server.backend());
            }
        }
    }

    /** Forgets a server that was removed. */
    void forget(Server server) {
        starting.remove(server);
        if (server.isCountedUsable()) {
            server.countedUsable(false);
            server.backend().countUsable(server.isBackup(), -1);
        }
    }

    static boolean isServing(OperationalState state) {
        return state == OperationalState.RUNNING || state == OperationalState.STARTING;
    }

    static boolean isUsable(Server server) {
        return server.weight() > 0
                && !has(server.adminState(), AdminState.MAINT | AdminState.DRAIN)
                && isServing(server.operationalState());
    }

    static boolean has(int bits, int mask) {
        return (bits & mask) != 0;
    }
}
