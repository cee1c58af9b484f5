package dev.sluice.proxy.tcp;

import dev.sluice.proxy.preface.ClientHeaders;
import dev.sluice.proxy.rule.BalanceKey;
import dev.sluice.proxy.rule.BalanceKeys;
import dev.sluice.proxy.rule.SniNames;
import dev.sluice.proxy.sample.Sample;
import dev.sluice.proxy.session.Admission;
import dev.sluice.proxy.session.ClientPeer;
import dev.sluice.proxy.session.Connector;
import dev.sluice.proxy.session.Gate;
import dev.sluice.proxy.session.HttpUpgrade;
import dev.sluice.proxy.session.SessionStarter;
import dev.sluice.proxy.session.Shard;
import dev.sluice.proxy.stick.StickPlans;
import dev.sluice.proxy.wire.Wire;
import dev.sluice.state.Backend;
import org.jspecify.annotations.Nullable;

/** Begins TCP sessions. */
public final class TcpSessions implements SessionStarter {
    private final Plans plans;

    /** What all sessions look into. */
    record Plans(StickPlans sticking, SniNames names, BalanceKeys keys, ClientHeaders headers, HttpUpgrade http) {
        /** Has a server of {@code target} chosen by what the session remembers, or by the key that it balances by. */
        void choose(Backend target, TcpContext samples, Connector connector) {
            samples.persist(sticking.of(target), connector);
            BalanceKey key = keys.of(target);
            if (key != null) {
                key.tell(samples, new Sample(), connector.pick());
            }
        }
    }

    /**
     * A starter whose sessions go where {@code sticking} remembers or {@code keys} say, ask servers for
     * {@code names}, and begin with {@code headers}; {@code http} goes on with those that turn out to be that.
     */
    public TcpSessions(StickPlans sticking, SniNames names, BalanceKeys keys, ClientHeaders headers, HttpUpgrade http) {
        this.plans = new Plans(sticking, names, keys, headers, http);
    }

    @Override
    public void start(Shard shard, Wire client, Admission admission, @Nullable ClientPeer known) {
        ClientPeer peer = known == null ? shard.newPeer(client) : known;
        if (!admission.program().hasGate() || Gate.admits(shard, client, admission, peer)) {
            new TcpSession(shard, client, admission, plans, peer).begin();
        }
    }
}
