package dev.sluice.proxy.tcp;

import dev.sluice.proxy.log.TrafficLog;
import dev.sluice.proxy.session.Admission;
import dev.sluice.proxy.session.ClientPeer;
import dev.sluice.proxy.session.SessionStarter;
import dev.sluice.proxy.session.Shard;
import dev.sluice.proxy.wire.Wire;
import org.jspecify.annotations.Nullable;

/** Begins sessions that bring messages of logs. */
public final class SyslogSessions implements SessionStarter {
    private final TrafficLog log;

    /** A starter whose sessions leave their messages to {@code log}. */
    public SyslogSessions(TrafficLog log) {
        this.log = log;
    }

    @Override
    public void start(Shard shard, Wire client, Admission admission, @Nullable ClientPeer known) {
        new SyslogSession(shard, client, admission, log).begin();
    }
}
