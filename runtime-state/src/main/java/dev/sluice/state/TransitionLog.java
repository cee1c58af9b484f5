package dev.sluice.state;

import dev.sluice.config.ProxySpec;
import dev.sluice.config.ServerSettings;
import org.jspecify.annotations.Nullable;

/** Tells of servers' transitions in the words that scripts look for in HAProxy's log. */
final class TransitionLog {
    private static final int EMERGENCY = 0;
    private static final int ALERT = 1;
    private static final int NOTICE = 5;

    private final DataPlane dataPlane;
    private final Told told;

    TransitionLog(DataPlane dataPlane, Told told) {
        this.dataPlane = dataPlane;
        this.told = told;
    }

    /** The operational state has changed; {@code cause} is what follows the word, such as {@code , changed from CLI}. */
    void operational(Server server, OperationalState next, String cause) {
        boolean drained = (server.adminState() & AdminState.DRAIN) != 0;
        switch (next) {
            case STOPPED ->
                say(server, drained ? NOTICE : ALERT, subject(server) + " is DOWN" + cause + "." + left(server));
            case STOPPING -> say(server, NOTICE, subject(server) + " is stopping" + cause + "." + online(server));
            case STARTING, RUNNING -> say(server, NOTICE, subject(server) + " is UP" + cause + "." + online(server));
        }
    }

    /** Maintenance has begun. */
    void entersMaintenance(Server server, boolean wasUp, boolean wasDraining, String reason) {
        if (wasUp) {
            say(
                    server,
                    wasDraining ? NOTICE : ALERT,
                    subject(server) + " is going DOWN for maintenance" + reason + "." + left(server));
        } else {
            say(server, NOTICE, subject(server) + " was DOWN and now enters maintenance" + reason + ".");
        }
    }

    /** A server's name leads somewhere again. */
    void resolvesAgain(Server server) {
        String name = server.settings().get(ServerSettings.FQDN);
        say(server, NOTICE, subject(server) + " ('" + name + "') is UP/READY (resolves again).");
        say(server, NOTICE, subject(server) + " administratively READY thanks to valid DNS answer.");
    }

    /** Which server a state came from, for a line on it; empty for none. */
    static String reasonVia(@Nullable Server via) {
        return via(via);
    }

    /** Maintenance has ended. */
    void leavesMaintenance(Server server, boolean forced, boolean isUp) {
        boolean draining = (server.adminState() & AdminState.DRAIN) != 0;
        say(
                server,
                NOTICE,
                subject(server) + " is " + (isUp ? "UP" : "DOWN") + (draining ? "/DRAIN" : "/READY") + " (leaving "
                        + (forced ? "forced " : "") + "maintenance).");
        if (draining) {
            remainsDraining(server);
        }
    }

    /** One reason for maintenance is gone, another stays. */
    void remainsInMaintenance(Server server) {
        boolean forced = (server.adminState() & AdminState.FORCED_MAINT) != 0;
        say(
                server,
                NOTICE,
                subject(server)
                        + (forced
                                ? " remains in forced maintenance."
                                : " is leaving forced maintenance but remains in maintenance" + via(server.tracked())
                                        + "."));
    }

    /** Draining has begun. */
    void entersDrain(Server server, boolean isUp, @Nullable Server via) {
        say(
                server,
                NOTICE,
                subject(server) + " enters drain state" + via(via) + "." + (isUp ? online(server) : left(server)));
    }

    /** Draining has ended. */
    void leavesDrain(Server server, boolean forced, boolean isUp, @Nullable Server via) {
        say(
                server,
                NOTICE,
                subject(server) + " is " + (isUp ? "UP" : "DOWN") + " (leaving "
                        + (forced ? "forced drain)." : "drain)" + via(via) + "."));
    }

    /** One reason for draining has come or gone, another stays. */
    void remainsDraining(Server server) {
        boolean forced = (server.adminState() & AdminState.FORCED_DRAIN) != 0;
        say(
                server,
                NOTICE,
                subject(server) + " remains in "
                        + (forced ? "forced drain mode." : "drain mode" + via(server.tracked()) + "."));
    }

    /** The last server is gone. */
    void nobodyLeft(Backend backend) {
        String what = backend.spec().kind() == ProxySpec.Kind.LISTEN ? "proxy" : "backend";
        dataPlane.log(backend, EMERGENCY, what + " " + backend + " has no server available!");
        told.add(what + " '" + backend + "' has no server available!");
    }

    /** What a check found ({@code option log-health-checks}). */
    void checked(Server server, String kind, Check check, CheckResult result) {
        boolean up = check.health() >= check.rise();
        String outcome = switch (result.verdict()) {
            case PASSED -> "succeeded";
            case CONDITIONAL -> "conditionally succeeded";
            case FAILED -> "failed";
            case NEUTRAL, UNKNOWN -> "ended";
        };
        String status = up
                ? (check.health() - check.rise() + 1) + "/" + check.fall() + (server.weight() > 0 ? " UP" : " DRAIN")
                : check.health() + "/" + check.rise() + " DOWN";
        dataPlane.log(
                server.backend(),
                NOTICE,
                kind + " check for " + (server.isBackup() ? "backup " : "") + "server " + server + " " + outcome
                        + reason(result) + ", status: " + status + ".");
    }

    /** The part of a line that says what a check found. */
    static String reason(CheckResult result) {
        StringBuilder text =
                new StringBuilder(", reason: ").append(result.status().description());
        if (result.httpStatus() >= 0) {
            text.append(", code: ").append(result.httpStatus());
        }
        if (!result.text().isEmpty()) {
            text.append(", info: \"").append(result.text()).append('"');
        }
        if (result.durationMillis() >= 0) {
            text.append(", check duration: ").append(result.durationMillis()).append("ms");
        }
        return text.toString();
    }

    static String via(@Nullable Server via) {
        return via == null ? "" : " via " + via;
    }

    private static String subject(Server server) {
        return (server.isBackup() ? "Backup " : "") + "Server " + server;
    }

    private static String left(Server server) {
        return usable(server.backend()) + " servers left." + backup(server.backend()) + " "
                + server.sessions().get() + " sessions active, "
                + server.queued().get() + " requeued, "
                + server.backend().queued().get() + " remaining in queue.";
    }

    private static String online(Server server) {
        return usable(server.backend()) + " servers online." + backup(server.backend()) + " 0 sessions requeued, "
                + server.backend().queued().get() + " total in queue.";
    }

    private static String usable(Backend backend) {
        return " " + backend.usableActive() + " active and " + backend.usableBackup() + " backup";
    }

    private static String backup(Backend backend) {
        return backend.usableActive() == 0 && backend.usableBackup() > 0 ? " Running on backup." : "";
    }

    private void say(Server server, int severity, String text) {
        dataPlane.log(server.backend(), severity, text);
        told.add(text);
    }
}
