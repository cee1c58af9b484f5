package dev.sluice.proxy.balance;

import dev.sluice.state.Backend;
import dev.sluice.state.Balancer;
import dev.sluice.state.Server;
import org.jspecify.annotations.Nullable;

/** A key's hash is looked up in a table where each server has as many places as it weighs: {@code hash-type map-based}. */
final class KeyMap extends KeyPicker {
    /** Steps that laying out a map may take; for larger ones each server's places lie side by side. */
    private static final long STEPS_MAX = 10_000_000;

    private final int @Nullable [] map;
    private final long[] shares;
    private final Position turn;

    KeyMap(Members members, Backend backend, @Nullable Balancer previous) {
        super(members, backend);
        boolean small = members.totalWeight() * members.size() <= STEPS_MAX;
        map = small ? Orders.steady(members) : null;
        shares = Orders.shares(members);
        turn = new Position(previous instanceof KeyMap before ? before.turn.get() : 0);
    }

    @Override
    public @Nullable Server pick(Pick request) {
        return hasKey(request) ? at(Integer.toUnsignedLong(key(request))) : inTurn(request);
    }

    private Server at(long hash) {
        long place = hash % members().totalWeight();
        return members().server(map != null ? map[(int) place] : Orders.holder(shares, place));
    }

    private @Nullable Server inTurn(Pick request) {
        int tries = 2 * members().size();
        for (int i = 0; i < tries; i++) {
            Server server = at(turn.next());
            if (Limits.hasRoom(server) && !request.avoids(server)) {
                return server;
            }
        }
        return firstWithRoom(request, 0);
    }
}
