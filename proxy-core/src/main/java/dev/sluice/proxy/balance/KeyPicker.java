package dev.sluice.proxy.balance;

import dev.sluice.config.Balance.Algorithm;
import dev.sluice.config.BalanceSettings;
import dev.sluice.config.HashType;
import dev.sluice.config.ProxySettings;
import dev.sluice.state.Backend;
import dev.sluice.state.Server;

/** What the algorithms have in common whose requests have a key. */
abstract class KeyPicker extends MemberPicker {
    private final boolean bySource;
    private final HashType type;

    KeyPicker(Members members, Backend backend) {
        super(members);
        this.bySource = backend.settings().get(ProxySettings.BALANCE).algorithm() == Algorithm.SOURCE;
        this.type = backend.settings().get(BalanceSettings.HASH_TYPE);
    }

    @Override
    public final WhenFull whenFull(Server server) {
        return WhenFull.SERVER;
    }

    /** Whether a request has a key; one without is served in turn. */
    final boolean hasKey(Pick request) {
        return bySource || request.hasKey();
    }

    final int key(Pick request) {
        return bySource ? KeyHash.ofAddress(type, request.source(), request.sourceLength()) : request.key();
    }
}
