package dev.sluice.proxy.check;

import dev.sluice.proxy.worker.Worker;
import dev.sluice.state.Check;
import dev.sluice.state.Server;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The health check and the agent check of one server. */
final class Schedules {
    private final Worker worker;
    private final Server server;
    private final Kind healthKind;
    private final Kind agentKind;
    private @Nullable Schedule health;
    private @Nullable Schedule agent;
    private boolean ended;

    Schedules(Worker worker, Server server, Kind healthKind, Kind agentKind) {
        this.worker = worker;
        this.server = server;
        this.healthKind = healthKind;
        this.agentKind = agentKind;
    }

    /** Follows the server's state; what is to begin is added to {@code fresh}. */
    void review(List<Fresh> fresh) {
        health = review(health, server.health(), healthKind, fresh);
        agent = review(agent, server.agent(), agentKind, fresh);
    }

    private @Nullable Schedule review(@Nullable Schedule known, Check check, Kind kind, List<Fresh> fresh) {
        if (!check.isConfigured()) {
            end(known);
            return null;
        }
        if (known != null) {
            known.review();
            return known;
        }
        Schedule made = new Schedule(worker, server, check, kind);
        fresh.add(new Fresh(this, made, kind.intervalMillis(server)));
        return made;
    }

    /** Has the next health check come sooner. */
    void soon() {
        if (health != null) {
            health.soon();
        }
    }

    void end() {
        ended = true;
        end(health);
        end(agent);
        health = null;
        agent = null;
    }

    private static void end(@Nullable Schedule schedule) {
        if (schedule != null) {
            schedule.end();
        }
    }

    private boolean has(Schedule schedule) {
        return !ended && (schedule == health || schedule == agent);
    }

    /**
     * A schedule that has not ticked yet.
     *
     * @param of its server's
     * @param schedule the schedule
     * @param intervalMillis its interval
     */
    record Fresh(Schedules of, Schedule schedule, long intervalMillis) {
        /** Ticks for the first time at {@code atMillis}, unless the server has gone in the meantime. */
        void begin(long atMillis) {
            if (of.has(schedule)) {
                schedule.begin(atMillis);
            }
        }
    }
}
