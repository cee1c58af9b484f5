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

    KeyMap(Members members, Backend backend, @Nullable Balancer previous) {
        super(members, backend, previous);
        boolean small = members.totalWeight() * members.size() <= STEPS_MAX;
        map = small ? Orders.steady(members) : null;
        shares = Orders.shares(members);
    }

    @Override
    Server keyed(Pick request, int key) {
        return atTurn(Integer.toUnsignedLong(key));
    }

    @Override
    Server atTurn(long turn) {
        long place = turn % members().totalWeight();
        return members().server(map != null ? map[(int) place] : Orders.holder(shares, place));
    }

    @Override
    int turns() {
        return 2 * members().size();
    }
}
