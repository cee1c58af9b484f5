package dev.sluice.state;

import dev.sluice.config.ServerAddress;
import dev.sluice.config.ServerAddress.Family;
import dev.sluice.config.ServerSettings;

/** Makes of what name servers said what it means for servers. */
@ControlThread
final class NameVerdicts {
    private static final int NOTICE = 5;

    private final ServerStates states;
    private final Transitions transitions;
    private final DataPlane dataPlane;

    NameVerdicts(ServerStates states, Transitions transitions, DataPlane dataPlane) {
        this.states = states;
        this.transitions = transitions;
        this.dataPlane = dataPlane;
    }

    /** A server's name leads there; whether that was a change. */
    boolean found(Server server, NameReports.Place place) {
        if (!isThere(server)) {
            return false;
        }
        boolean moved = move(server, place);
        int bits = server.adminState() & ~AdminState.RESOLUTION_MAINT | renamed(server);
        return transitions.resolution(server, bits, "") || moved;
    }

    private boolean move(Server server, NameReports.Place place) {
        ServerAddress old = server.address();
        if (old.family() != Family.NAME && old.host().equals(place.host())) {
            return false;
        }
        Family family = place.host().indexOf(':') >= 0 ? Family.IPV6 : Family.IPV4;
        states.address(server, new ServerAddress(family, place.host(), old.port(), old.portMapped()));
        String before = old.family() == Family.NAME ? "(none)" : old.host();
        dataPlane.log(
                server.backend(),
                NOTICE,
                server + ": IP changed from '" + before + "' to '" + place.host() + "' by '" + place.by() + "'.");
        return true;
    }

    /** A server's name leads nowhere; whether that was a change. */
    boolean lost(Server server, String cause) {
        if (!isThere(server)) {
            return false;
        }
        ServerAddress old = server.address();
        boolean known = old.family() != Family.NAME;
        if (known) {
            String name = server.settings().get(ServerSettings.FQDN);
            states.address(server, new ServerAddress(Family.NAME, name, old.port(), old.portMapped()));
        }
        int bits = server.adminState() | AdminState.RESOLUTION_MAINT | renamed(server);
        return transitions.resolution(server, bits, cause) || known;
    }

    /** Another name than that of its line: what is kept of a server's state says so. */
    private static int renamed(Server server) {
        return server.overlay().has(ServerSettings.FQDN) ? AdminState.NAME_MAINT : 0;
    }

    /** A record names a server; whether that was a change. */
    boolean named(Server server, String name, int port, int weight) {
        if (!isThere(server)) {
            return false;
        }
        String before = server.settings().get(ServerSettings.FQDN);
        ServerAddress address = server.address();
        boolean changed = !before.equals(name) || address.port() != port;
        if (!before.equals(name)) {
            states.set(server, ServerSettings.FQDN, name);
            dataPlane.log(
                    server.backend(),
                    NOTICE,
                    server + " changed its FQDN from " + (before.isEmpty() ? "(null)" : before) + " to " + name
                            + " by 'SRV record'");
        }
        if (address.port() != port) {
            states.address(server, new ServerAddress(address.family(), address.host(), port, false));
        }
        if (weight >= 0 && weight != server.weight()) {
            states.weight(server, weight);
            changed = true;
        }
        return changed;
    }

    /** What was asked for one that is gone by now means nothing. */
    private static boolean isThere(Server server) {
        return server.backend().servers().contains(server);
    }
}
