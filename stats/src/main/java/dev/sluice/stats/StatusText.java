package dev.sluice.stats;

import dev.sluice.state.AdminState;
import dev.sluice.state.Backend;
import dev.sluice.state.Check;
import dev.sluice.state.Frontend;
import dev.sluice.state.Listener;
import dev.sluice.state.OperationalState;
import dev.sluice.state.Server;

/** The column {@code status}: how a state reads. The first rule that applies wins. */
public final class StatusText {
    private StatusText() {}

    /** Of a server. */
    public static String of(Server server) {
        int admin = server.adminState();
        if ((admin & AdminState.RESOLUTION_MAINT) != 0) {
            return "MAINT (resolution)";
        }
        Server tracked = server.tracked();
        if ((admin & AdminState.INHERITED_MAINT) != 0 && tracked != null) {
            return "MAINT (via " + tracked.backend().name() + "/" + tracked.name() + ")";
        }
        if ((admin & AdminState.MAINT) != 0) {
            return "MAINT";
        }
        Server checked = root(server);
        return switch (server.operationalState()) {
            case RUNNING, STARTING -> running((admin & AdminState.DRAIN) != 0, checked);
            case STOPPING -> isFalling(checked.health()) ? "NOLB " + fallen(checked.health()) : "NOLB";
            case STOPPED -> down(checked);
        };
    }

    /** The server whose checks decide: itself, or the end of the chain it tracks. */
    private static Server root(Server server) {
        Server at = server;
        Server next = at.tracked();
        while (next != null) {
            at = next;
            next = at.tracked();
        }
        return at;
    }

    private static String running(boolean draining, Server checked) {
        boolean falling = isFalling(checked.health());
        if (draining) {
            if (checked.agent().isEnabled()) {
                return "DRAIN (agent)";
            }
            return falling ? "DRAIN " + fallen(checked.health()) : "DRAIN";
        }
        if (!checked.health().isEnabled()) {
            return "no check";
        }
        return falling ? "UP " + fallen(checked.health()) : "UP";
    }

    private static String down(Server checked) {
        if (checked.agent().isEnabled() && checked.agent().health() == 0) {
            return "DOWN (agent)";
        }
        Check health = checked.health();
        boolean counts =
                health.isEnabled() ? health.health() > 0 : checked.agent().isEnabled();
        if (!counts) {
            return "DOWN";
        }
        return checked.operationalState() == OperationalState.STOPPED
                ? "DOWN " + health.health() + "/" + health.rise()
                : "DOWN " + fallen(health);
    }

    private static boolean isFalling(Check check) {
        return check.isEnabled() && check.health() < check.rise() + check.fall() - 1;
    }

    private static String fallen(Check check) {
        return (check.health() - check.rise() + 1) + "/" + check.fall();
    }

    /** Of a backend; with counts it tells how many of its servers are not stopped. */
    public static String of(Backend backend, boolean counts) {
        String word = Subjects.isUp(backend) ? "UP" : "DOWN";
        if (!backend.isEnabled()) {
            word = "MAINT";
        }
        if (!backend.isPublished()) {
            word += " (UNPUB)";
        }
        if (!counts) {
            return word;
        }
        long up = backend.servers().stream()
                .filter(server -> server.operationalState() != OperationalState.STOPPED)
                .count();
        return word + " (" + up + "/" + backend.servers().size() + ")";
    }

    /** Of a frontend. */
    public static String of(Frontend frontend) {
        return frontend.status().name();
    }

    /** Of a listener: {@code FULL} at its own limit, {@code WAITING} where the frontend holds it back. */
    public static String of(Listener listener) {
        Frontend frontend = listener.frontend();
        if (listener.maxconn() > 0 && listener.sessions().get() >= listener.maxconn()) {
            return "FULL";
        }
        int sessions = frontend.sessions().get();
        boolean held = sessions > 0 && sessions >= frontend.maxconn();
        return held ? "WAITING" : "OPEN";
    }
}
