package dev.sluice.cli;

import dev.sluice.state.CheckReports;
import dev.sluice.state.CheckResult;
import dev.sluice.state.NameReports;
import dev.sluice.state.Observation;
import dev.sluice.state.PatternReports;
import dev.sluice.state.Server;
import org.jspecify.annotations.Nullable;

/** Takes reports of checks to the control loop, which is made after the data plane that reports. No check runs before both are there. */
final class LateReports implements CheckReports {
    private volatile @Nullable CheckReports receiver;

    /** Says who hears of checks. */
    void to(CheckReports control) {
        receiver = control;
    }

    @Override
    public void health(Server server, CheckResult result) {
        receiver().health(server, result);
    }

    @Override
    public void agent(Server server, CheckResult result, @Nullable String line) {
        receiver().agent(server, result, line);
    }

    @Override
    public void observed(Server server, int errors, Observation.Failure last) {
        receiver().observed(server, errors, last);
    }

    @Override
    public void afterwards(Runnable task) {
        receiver().afterwards(task);
    }

    @Override
    public NameReports names() {
        return receiver().names();
    }

    @Override
    public PatternReports patterns() {
        return receiver().patterns();
    }

    private CheckReports receiver() {
        CheckReports present = receiver;
        if (present == null) {
            throw new IllegalStateException("a check ended before the program was wired");
        }
        return present;
    }
}
