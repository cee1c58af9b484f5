package dev.sluice.proxy.session;

import dev.sluice.state.CheckReports;
import dev.sluice.state.Counter;
import dev.sluice.state.CounterSet;
import dev.sluice.state.Observation;
import dev.sluice.state.Observation.Failure;
import dev.sluice.state.Server;
import org.jspecify.annotations.Nullable;

/** Tells of what one worker sees of servers that are judged by their traffic; of others nothing is done but looking whether they are. */
public final class Observed {
    private Observed() {}

    /** A connection stands. */
    static void connected(Server server) {
        Observation observation = server.health().observation();
        if (observation != null) {
            observation.connected();
        }
    }

    /** A response has come. */
    public static void answered(ServerLane lane, int status) {
        Observation observation = lane.server().health().observation();
        if (observation != null && observation.isBad(status)) {
            failed(lane, observation, Failure.STATUS);
        }
    }

    /** Something went wrong. */
    public static void failed(ServerLane lane, Failure what) {
        Observation observation = lane.server().health().observation();
        if (observation != null) {
            failed(lane, observation, what);
        }
    }

    private static void failed(ServerLane lane, Observation observation, Failure what) {
        int errors = observation.failed(what);
        if (errors == 0) {
            return;
        }
        CounterSet.add(lane.counters(), Counter.FAILED_OBSERVATIONS, 1);
        @Nullable CheckReports reports = lane.reports();
        if (reports != null && observation.mayReport()) {
            reports.observed(lane.server(), errors, what);
        }
    }
}
