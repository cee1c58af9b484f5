package dev.sluice.operation.drain;

import dev.sluice.operation.Context;
import dev.sluice.state.AdminState;
import dev.sluice.state.DataPlane.StreamFilter;
import dev.sluice.state.Drain;
import dev.sluice.state.Server;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Looks at a drain now and then, and does what is due. Confined to the control thread; holds none while it waits. */
final class DrainWatch {
    /** How often sessions are counted: as often as a person wants to see it. */
    private static final long LOOK_MILLIS = 200;

    /** A rate is for a second, so that is how often its share is cut. */
    private static final long KILL_MILLIS = 1000;

    private final Drain drain;
    private final Server server;
    private final Context context;
    private long nextKillMillis;

    DrainWatch(Drain drain, Context context) {
        this.drain = drain;
        this.server = drain.server();
        this.context = context;
    }

    void begin() {
        context.host().schedule(() -> context.control().execute(this::look), LOOK_MILLIS);
    }

    private void look() {
        Drain.Report report = drain.report();
        if (report.phase().isOver()) {
            return;
        }
        int left = server.sessions().get();
        Drain.Plan plan = report.plan();
        boolean isDue = plan.deadlineMillis() != 0 && context.clock().millis() >= plan.deadlineMillis();
        if (isOverruled(server)) {
            overrule();
        } else if (left == 0 && server.queued().get() == 0) {
            boolean maintenance =
                    plan.end() == Drain.End.MAINT && context.servers().maint(server);
            end(
                    report.at(Drain.Phase.EMPTY, 0, report.cut()),
                    maintenance ? "is complete, it is in maintenance now" : "is complete");
        } else if (isDue && plan.end() != Drain.End.KILL) {
            boolean maintenance =
                    plan.end() == Drain.End.MAINT && context.servers().maint(server);
            end(
                    report.at(Drain.Phase.EXPIRED, left, report.cut()),
                    "has met its deadline with " + left + " sessions left"
                            + (maintenance ? ", it is in maintenance now" : ""));
        } else {
            if (isDue) {
                kill(report);
            }
            Drain.Phase phase = isDue ? Drain.Phase.KILLING : Drain.Phase.DRAINING;
            drain.report(drain.report().at(phase, left, drain.report().cut()));
            begin();
        }
    }

    /** Someone has changed their mind, or the server is gone. */
    private static boolean isOverruled(Server server) {
        return (server.adminState() & AdminState.FORCED_DRAIN) == 0
                || (server.adminState() & AdminState.MAINT) != 0
                || !server.backend().servers().contains(server);
    }

    /** Ends the drain of a server at once if its state has changed since, rather than when that is next looked at. */
    static void endIfOverruled(Drain drain, Context context) {
        if (isOverruled(drain.server())) {
            new DrainWatch(drain, context).overrule();
        }
    }

    private void overrule() {
        Drain.Report report = drain.report();
        end(
                report.at(Drain.Phase.OVERRULED, server.sessions().get(), report.cut()),
                "is over, the server has another state now");
    }

    private void end(Drain.Report last, String how) {
        context.state().drains().remove(drain);
        context.changed("drain of server " + server + " " + how, List.of(DrainHandlers.change(server, false)));
        drain.report(last);
    }

    private void kill(Drain.Report report) {
        long now = context.clock().millis();
        if (now < nextKillMillis) {
            return;
        }
        nextKillMillis = now + KILL_MILLIS;
        int rate = report.plan().killRate();
        CompletionStage<Integer> cut = rate == 0 ? context.dataPlane().shutdownSessions(server) : killSome(rate);
        var unused = cut.thenAcceptAsync(
                count -> {
                    Drain.Report present = drain.report();
                    drain.report(present.at(present.phase(), present.left(), present.cut() + count));
                },
                context.control());
    }

    private CompletionStage<Integer> killSome(int rate) {
        return context.dataPlane()
                .streams(new StreamFilter(null, server, null, null, 0), rate)
                .thenComposeAsync(
                        streams -> {
                            CompletionStage<Integer> count = CompletableFuture.completedStage(0);
                            for (var stream : streams) {
                                count = count.thenCombine(
                                        context.dataPlane().shutdownSession(stream.id()),
                                        (sum, found) -> sum + (found ? 1 : 0));
                            }
                            return count;
                        },
                        context.control());
    }
}
