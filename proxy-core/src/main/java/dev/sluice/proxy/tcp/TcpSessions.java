package dev.sluice.proxy.tcp;

import dev.sluice.proxy.log.TrafficLog;
import dev.sluice.proxy.session.Admission;
import dev.sluice.proxy.session.SessionStarter;
import dev.sluice.proxy.session.Shard;
import dev.sluice.proxy.wire.Wire;

/** Begins TCP sessions. */
public final class TcpSessions implements SessionStarter {
    private final TrafficLog log;

    /** A starter whose sessions write to {@code log}. */
    public TcpSessions(TrafficLog log) {
        this.log = log;
    }

    @Override
    public void start(Shard shard, Wire client, Admission admission) {
        new TcpSession(shard, client, admission, log).begin();
    }
}
