package dev.sluice.proxy.check;

import dev.sluice.proxy.session.Outgoing;
import dev.sluice.proxy.worker.Timer;
import dev.sluice.proxy.worker.Worker;
import dev.sluice.state.Check;
import dev.sluice.state.CheckResult;
import dev.sluice.state.Server;
import org.jspecify.annotations.Nullable;

/**
 * When one server is checked in one way. It ticks on in maintenance and while switched off, without checking, so that the rhythm
 * stays.
 *
 * <p>The interval depends on what the last result makes of the server, which the control thread decides a moment later. So it is looked up
 * late: the timer comes after the shortest of the intervals, and goes back to sleep where a longer one holds.
 */
final class Schedule extends Timer {
    private final Worker worker;
    private final Server server;
    private final Check check;
    private final Kind kind;
    private @Nullable Probe running;
    private long dueBase;
    private double jitter;

    Schedule(Worker worker, Server server, Check check, Kind kind) {
        this.worker = worker;
        this.server = server;
        this.check = check;
        this.kind = kind;
    }

    /** Ticks for the first time at {@code atMillis}. */
    void begin(long atMillis) {
        dueBase = atMillis - interval();
        jitter = 0;
        worker.expireAt(this, atMillis);
    }

    /** Looks again at what the server's state asks for. */
    void review() {
        if (!isWanted()) {
            stopRunning();
        }
        if (running == null && deadlineMillis() != NEVER) {
            worker.expireAt(this, Math.max(worker.nowMillis(), dueBase + Math.min(interval(), shortest())));
        }
    }

    /** Comes sooner, if there is hurry. */
    void soon() {
        long before = deadlineMillis();
        if (running == null && before != NEVER) {
            long due = Math.min(before, worker.nowMillis() + kind.hurriedMillis(server));
            dueBase = due - interval();
            jitter = 0;
            worker.expireAt(this, due);
        }
    }

    /** Ends for good. */
    void end() {
        stopRunning();
        worker.forget(this);
    }

    private void stopRunning() {
        Probe probe = running;
        if (probe != null) {
            probe.abort();
            running = null;
            check.running(false);
            sleep();
        }
    }

    private boolean isWanted() {
        return check.isConfigured() && check.isEnabled() && !check.isPaused();
    }

    @Override
    protected void onExpired() {
        long now = worker.nowMillis();
        long due = dueBase + Math.round(interval() * (1 + jitter));
        if (now < due) {
            worker.expireAt(this, due);
            return;
        }
        // A tick that came late moves the rhythm, rather than being made up for.
        dueBase = now - due < interval() ? due : now;
        jitter = kind.jitter();
        if (isWanted()) {
            check.running(true);
            Probe probe = kind.probe(server, this::ended);
            running = probe;
            kind.prepare(server, probe);
            probe.start(() -> Outgoing.ofCheck(server, kind.target(server)));
        } else {
            sleep();
        }
    }

    private void ended(CheckResult result, @Nullable String line) {
        running = null;
        check.running(false);
        kind.report(server, result, line);
        sleep();
    }

    private void sleep() {
        long shortest = Math.min(interval(), shortest());
        worker.expireAt(
                this, Math.max(worker.nowMillis() + 1, dueBase + Math.round(shortest * (1 + Math.min(0, jitter)))));
    }

    private long interval() {
        return kind.intervalMillis(server);
    }

    private long shortest() {
        return kind.shortestMillis(server);
    }
}
