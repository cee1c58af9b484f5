package dev.sluice.proxy.balance;

import dev.sluice.config.Balance.Algorithm;
import dev.sluice.config.BalanceSettings;
import dev.sluice.config.HashType;
import dev.sluice.config.ProxySettings;
import dev.sluice.state.Backend;
import dev.sluice.state.Balancer;
import dev.sluice.state.Server;
import org.jspecify.annotations.Nullable;

/** What the algorithms have in common whose requests have a key. */
abstract class KeyPicker extends MemberPicker {
    private final boolean bySource;
    private final HashType type;
    private final Position turn;

    /** Requests without a key go on in turn where they did with {@code previous}. */
    KeyPicker(Members members, Backend backend, @Nullable Balancer previous) {
        super(members);
        this.turn = new Position(previous instanceof KeyPicker before ? before.turn.get() : 0);
        this.bySource = backend.settings().get(ProxySettings.BALANCE).algorithm() == Algorithm.SOURCE;
        this.type = backend.settings().get(BalanceSettings.HASH_TYPE);
    }

    @Override
    public final WhenFull whenFull(Server server) {
        return WhenFull.SERVER;
    }

    @Override
    public final @Nullable Server pick(Pick request) {
        if (bySource) {
            return keyed(request, KeyHash.ofAddress(type, request.source(), request.sourceLength()));
        }
        return request.hasKey() ? keyed(request, request.key()) : inTurn(request);
    }

    private @Nullable Server inTurn(Pick request) {
        int tries = turns();
        for (int i = 0; i < tries; i++) {
            Server server = atTurn(turn.next());
            if (Limits.hasRoom(server) && !request.avoids(server)) {
                return server;
            }
        }
        return firstWithRoom(request, 0);
    }

    /** Whom a key leads to. */
    abstract Server keyed(Pick request, int key);

    /** Whose turn it is. */
    abstract Server atTurn(long turn);

    /** Turns to try before all servers are looked at one by one. */
    abstract int turns();
}
