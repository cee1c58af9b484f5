package dev.sluice.socket.command;

import dev.sluice.socket.line.WireText;
import dev.sluice.state.Clock;
import dev.sluice.state.Drain;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** How a drain goes, a line each time that it has got on. A client that is slow misses lines in between, never the last. */
final class DrainLines implements FlowSource {
    private final Drain drain;
    private final Clock clock;
    private @Nullable Consumer<Drain.Report> observer;
    private Drain.@Nullable Report told;

    DrainLines(Drain drain, Clock clock) {
        this.drain = drain;
        this.clock = clock;
    }

    @Override
    public void onMore(Runnable hint) {
        Consumer<Drain.Report> observing = report -> hint.run();
        observer = observing;
        drain.observe(observing);
    }

    @Override
    public byte @Nullable [] next() {
        Drain.Report report = drain.report();
        if (!report.equals(told)) {
            told = report;
            return WireText.encode(line(report) + "\n");
        }
        return report.phase().isOver() ? null : NOTHING_YET;
    }

    @Override
    public void close() {
        Consumer<Drain.Report> observing = observer;
        if (observing != null) {
            drain.unobserve(observing);
        }
    }

    private String line(Drain.Report report) {
        Drain.Plan plan = report.plan();
        String left = report.left() + (report.left() == 1 ? " session left" : " sessions left");
        String cut = report.cut() == 0 ? "" : ", " + report.cut() + " cut";
        String end = plan.end() == Drain.End.MAINT ? ", now in maintenance" : "";
        String how = switch (report.phase()) {
            case DRAINING -> left + deadline(plan);
            case KILLING -> left + cut + ", being cut";
            case EMPTY -> "drained, no session left" + cut + end;
            case EXPIRED -> "deadline met, " + left + end;
            case CANCELLED -> "cancelled, " + left;
            case OVERRULED -> "overruled: the server was given another state, " + left;
        };
        return report.server() + ": " + how;
    }

    private String deadline(Drain.Plan plan) {
        if (plan.deadlineMillis() == 0) {
            return "";
        }
        return ", deadline in " + (Math.max(0, plan.deadlineMillis() - clock.millis()) + 999) / 1000 + "s";
    }
}
