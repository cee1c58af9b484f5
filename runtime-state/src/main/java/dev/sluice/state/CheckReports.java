package dev.sluice.state;

import org.jspecify.annotations.Nullable;

/** Where checks report to; any thread may call. What they report takes effect on the control thread, in order. */
public interface CheckReports {
    /** A health check has ended. */
    void health(Server server, CheckResult result);

    /**
     * An agent check has ended.
     *
     * @param line the agent's line without its end, or null where none came
     */
    void agent(Server server, CheckResult result, @Nullable String line);

    /** Errors of a server's traffic have come in a row, as many as something follows from, and {@code last} was the last. */
    default void observed(Server server, int errors, Observation.Failure last) {}

    /** Does something as soon as what was reported before has taken effect, on whatever thread. */
    default void afterwards(Runnable task) {
        task.run();
    }

    /** Where those who ask name servers report to. */
    default NameReports names() {
        return NameReports.NOBODY;
    }

    /** Where rules ask for changes of maps and ACLs. */
    default PatternReports patterns() {
        return PatternReports.NOBODY;
    }
}
