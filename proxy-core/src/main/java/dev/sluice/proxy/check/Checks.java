package dev.sluice.proxy.check;

import dev.sluice.config.GlobalSettings;
import dev.sluice.proxy.sample.SampleSite;
import dev.sluice.proxy.worker.Worker;
import dev.sluice.state.CheckReports;
import dev.sluice.state.RuntimeState;
import dev.sluice.state.Server;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Checks servers: starts, pauses and stops health checks and agent checks as the servers' state says. Any thread may call. */
public final class Checks implements AutoCloseable {
    private final RuntimeState state;
    private final Worker worker;
    private final Kind health;
    private final Kind agent;
    /** Changed on the checks' own thread; others look whether a server is in it. */
    private final Map<Server, Schedules> schedules = new ConcurrentHashMap<>();

    private final List<Schedules.Fresh> fresh = new ArrayList<>();
    /** Has a thread while programs are being started; no server waits here more than once. */
    private final ThreadPoolExecutor starter = new ThreadPoolExecutor(
            1, 1, 1, TimeUnit.MINUTES, new LinkedBlockingQueue<>(), new DefaultThreadFactory("sluice-programs", true));

    private boolean closed;

    /**
     * Checks nobody yet.
     *
     * @param state whose global settings apply
     * @param samples what their expressions share with others
     * @param worker the loop that checks run on, which no traffic shares
     * @param reports who hears the results
     * @param seed of what spreads the checks over time
     */
    public Checks(RuntimeState state, SampleSite samples, Worker worker, CheckReports reports, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        starter.allowCoreThreadTimeOut(true);
        this.state = state;
        this.worker = worker;
        this.health = new HealthKind(state, samples, worker, reports, random, starter);
        this.agent = new AgentKind(state, worker, reports, random);
    }

    /** A server is new, or its address, checks or state have changed. */
    public void changed(Server server) {
        changed(List.of(server));
    }

    /** The same for several. */
    public void changed(List<Server> servers) {
        List<Server> concerned = servers.stream().filter(this::isOrWasChecked).toList();
        if (!concerned.isEmpty()) {
            worker.execute(() -> concerned.forEach(this::review));
        }
    }

    /** A server's traffic has failed: its next health check comes sooner, as far as its line says so. */
    public void soon(Server server) {
        if (server.health().isConfigured()) {
            worker.execute(() -> {
                Schedules known = schedules.get(server);
                if (known != null) {
                    known.soon();
                }
            });
        }
    }

    /** A server is gone. */
    public void removed(Server server) {
        worker.execute(() -> {
            Schedules gone = schedules.remove(server);
            if (gone != null) {
                gone.end();
            }
        });
    }

    /** Ends all checks. */
    @Override
    public void close() {
        worker.execute(() -> {
            closed = true;
            schedules.values().forEach(Schedules::end);
            schedules.clear();
            starter.shutdown();
        });
    }

    private boolean isOrWasChecked(Server server) {
        return server.health().isConfigured() || server.agent().isConfigured() || schedules.containsKey(server);
    }

    private void review(Server server) {
        if (closed || !isOrWasChecked(server)) {
            return;
        }
        boolean first = fresh.isEmpty();
        schedules
                .computeIfAbsent(server, known -> new Schedules(worker, known, health, agent))
                .review(fresh);
        if (first && !fresh.isEmpty()) {
            // Servers that come together, as at the start, share the time that their first checks are spread over.
            worker.execute(this::begin);
        }
    }

    private void begin() {
        long shortest = Long.MAX_VALUE;
        for (Schedules.Fresh each : fresh) {
            shortest = Math.min(shortest, each.intervalMillis());
        }
        long longest = state.configuration().global().get(GlobalSettings.MAX_SPREAD_CHECKS);
        int index = 0;
        for (Schedules.Fresh each : fresh) {
            each.begin(worker.nowMillis() + Spread.first(index++, fresh.size(), shortest, longest));
        }
        fresh.clear();
    }
}
