package dev.sluice.operation.server;

import dev.sluice.config.Configuration;
import dev.sluice.config.ProxySettings;
import dev.sluice.config.ProxySpec;
import dev.sluice.config.ServerSettings;
import dev.sluice.operation.Outcome;
import dev.sluice.operation.Reason;
import dev.sluice.operation.Severity;
import dev.sluice.state.AdminState;
import dev.sluice.state.Server;
import java.util.Optional;

/** Whether a server can be taken out. */
public final class ServerRemoval {
    private ServerRemoval() {}

    /** Why not, for as long as nobody does something about it. */
    public static Optional<Outcome.Refused> obstacle(Server server, Configuration configuration) {
        if (!server.trackers().isEmpty() || isNamed(server, configuration)) {
            return Optional.of(refused(
                    Reason.SERVER_REFERENCED,
                    "This server cannot be removed at runtime due to other configuration elements pointing to it."));
        }
        return (server.adminState() & AdminState.MAINT) == 0
                ? Optional.of(refused(Reason.SERVER_IN_SERVICE, "Only servers in maintenance mode can be deleted."))
                : Optional.empty();
    }

    /** Lines that name it stay in the configuration, whatever becomes of the servers of those lines. */
    static boolean isNamed(Server server, Configuration configuration) {
        if (server.backend().settings().get(ProxySettings.USE_SERVER).stream()
                .anyMatch(rule -> rule.action().equals(server.name()))) {
            return true;
        }
        String name = server.toString();
        String argument = "(" + name;
        for (ProxySpec proxy : configuration.proxies()) {
            boolean named = proxy.settings().get(ProxySettings.ACLS).stream()
                    .anyMatch(acl -> acl.criterion().contains(argument));
            boolean tracked = !server.isDynamic()
                    && proxy.servers().stream()
                            .anyMatch(line ->
                                    line.settings().get(ServerSettings.TRACK).equals(name));
            if (named || tracked) {
                return true;
            }
        }
        return false;
    }

    /** Why not now, though time alone will help. */
    public static Optional<Outcome.Refused> delay(Server server) {
        boolean busy = server.sessions().get() > 0
                || server.queued().get() > 0
                || server.usedConnections().get() > 0
                || server.idleConnections().get() > 0;
        return busy
                ? Optional.of(
                        refused(Reason.SERVER_BUSY, "Server still has connections attached to it, cannot remove it."))
                : Optional.empty();
    }

    private static Outcome.Refused refused(Reason reason, String text) {
        return new Outcome.Refused(reason, Severity.ERROR, text);
    }
}
