package dev.sluice.proxy.balance;

import dev.sluice.config.BalanceSettings;
import dev.sluice.config.BalanceSettings.Affinity;
import dev.sluice.state.Backend;
import dev.sluice.state.Balancer;
import dev.sluice.state.Candidate;
import dev.sluice.state.Server;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Servers stand on a ring of numbers, each at as many places as it weighs, and a key's hash goes to the nearest place: {@code hash-type
 * consistent}. A change moves only the places of whom it is about.
 */
final class KeyRing extends KeyPicker {
    private final Ring ring;
    private final @Nullable Share share;
    private final Affinity affinity;

    KeyRing(Members members, List<Candidate> candidates, Backend backend, @Nullable Balancer previous) {
        super(members, backend, previous);
        ring = Ring.of(candidates, previous instanceof KeyRing before ? before.ring : null);
        share = Share.of(backend, candidates);
        affinity = backend.settings().get(BalanceSettings.HASH_AFFINITY);
    }

    /** The first from the nearest place on that nothing speaks against; where there is none, the last before it. */
    @Override
    Server keyed(Pick request, int key) {
        int place = ring.nearest(key);
        Server server = members().server(ring.owner(place));
        for (int i = 1; i < ring.size() && passesBy(request, ring.owner(place), server); i++) {
            place = place + 1 == ring.size() ? 0 : place + 1;
            server = members().server(ring.owner(place));
        }
        return server;
    }

    private boolean passesBy(Pick request, int index, Server server) {
        return request.avoids(server)
                || (share != null && !share.allows(index, server))
                || switch (affinity) {
                    case ALWAYS -> false;
                    case MAXCONN -> !Limits.hasRoom(server);
                    case MAXQUEUE -> Limits.isQueueFull(server);
                };
    }

    @Override
    Server atTurn(long turn) {
        return members().server(ring.owner((int) (turn % ring.size())));
    }

    @Override
    int turns() {
        // A server has places next to one another now and then, so that one round is not too many.
        return ring.size();
    }
}
