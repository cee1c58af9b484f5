package dev.sluice.proxy.check;

import dev.sluice.state.CheckReports;
import dev.sluice.state.Clock;
import dev.sluice.state.RuntimeState;
import dev.sluice.state.Server;
import io.netty.channel.EventLoop;

/** Checks servers: starts, pauses and stops health checks and agent checks as the servers' state says. Any thread may call. */
public final class Checks implements AutoCloseable {
    private final RuntimeState state;
    private final EventLoop loop;
    private final CheckReports reports;
    private final Clock clock;

    /**
     * Checks nobody yet.
     *
     * @param state whose global settings apply
     * @param loop the loop that checks run on, which no traffic shares
     * @param reports who hears the results
     * @param seed of what spreads the checks over time
     */
    public Checks(RuntimeState state, EventLoop loop, CheckReports reports, Clock clock, long seed) {
        this.state = state;
        this.loop = loop;
        this.reports = reports;
        this.clock = clock;
    }

    /** A server is new, or its address, checks or state have changed. */
    public void changed(Server server) {}

    /** A server is gone. */
    public void removed(Server server) {}

    /** Ends all checks. */
    @Override
    public void close() {}
}
