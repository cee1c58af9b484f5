package dev.sluice.state;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * A server's sessions being let end. It belongs to the process, whoever asked for it.
 *
 * <p><b>Threads.</b> The control thread moves it on; any may read the report and observe.
 */
public final class Drain {
    private final Server server;
    private final boolean drainedBefore;
    private final List<Consumer<Report>> observers = new CopyOnWriteArrayList<>();
    private volatile Report report;

    /** One that begins. {@code drainedBefore} says whether the server was meant to drain already. */
    public Drain(Server server, boolean drainedBefore, Report report) {
        this.server = server;
        this.drainedBefore = drainedBefore;
        this.report = report;
    }

    /** What to do at the deadline. */
    public enum End {
        KEEP,
        MAINT,
        KILL
    }

    /** Where it is. */
    public enum Phase {
        DRAINING,
        KILLING,
        EMPTY,
        EXPIRED,
        CANCELLED,
        OVERRULED;

        /** Whether nothing more comes. */
        public boolean isOver() {
            return this != DRAINING && this != KILLING;
        }
    }

    /**
     * How it is to end.
     *
     * @param deadlineMillis on {@link Clock#millis()}; 0 for none
     * @param end what is done then
     * @param killRate sessions cut a second; 0 cuts all at once
     */
    public record Plan(long deadlineMillis, End end, int killRate) {}

    /**
     * How it goes.
     *
     * @param server whose sessions
     * @param phase where it is
     * @param left sessions that are left
     * @param atStart sessions when it began
     * @param cut sessions that it has cut
     * @param startMillis when it began, on {@link Clock#millis()}
     * @param plan how it is to end
     * @param by who asked for it
     */
    public record Report(
            Server server, Phase phase, int left, int atStart, int cut, long startMillis, Plan plan, String by) {
        /** The same, further on. */
        public Report at(Phase next, int nowLeft, int nowCut) {
            return new Report(server, next, nowLeft, atStart, nowCut, startMillis, plan, by);
        }

        /** The same with another plan. */
        public Report with(Plan next) {
            return new Report(server, phase, left, atStart, cut, startMillis, next, by);
        }
    }

    /** Whose sessions. */
    public Server server() {
        return server;
    }

    /** Whether the server was meant to drain before this began. */
    public boolean drainedBefore() {
        return drainedBefore;
    }

    /** How it goes now. */
    public Report report() {
        return report;
    }

    /** Says how it goes; a report that says nothing new is not told. */
    @ControlThread
    public void report(Report next) {
        if (!next.equals(report)) {
            report = next;
            observers.forEach(observer -> observer.accept(next));
        }
    }

    /** Has an observer told of every new report, on the control thread; it must return at once. It looks at {@link #report()} first itself. */
    public void observe(Consumer<Report> observer) {
        observers.add(observer);
    }

    /** Ends that. */
    public void unobserve(Consumer<Report> observer) {
        observers.remove(observer);
    }
}
