package dev.sluice.proxy.check;

import dev.sluice.proxy.worker.Worker;
import dev.sluice.state.CheckResult;
import dev.sluice.state.CheckResult.Verdict;
import dev.sluice.state.CheckStatus;
import java.io.IOException;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** A check by a program, whose exit status is the answer. It is started off the loop, and ended where it takes too long. */
final class ExternalProbe extends Probe {
    /** What HAProxy reports of a program that there is no way to run. */
    private static final int NOT_RUN = 255;

    private final Worker worker;
    private final ProcessBuilder program;
    private final Executor starter;
    private @Nullable Process process;
    private boolean over;

    ExternalProbe(Worker worker, Limits limits, Ended ended, ProcessBuilder program, Executor starter) {
        super(worker, limits, ended);
        this.worker = worker;
        this.program = program;
        this.starter = starter;
    }

    @Override
    void start(Target target) {
        begin();
        starter.execute(this::run);
    }

    private void run() {
        try {
            Process started = program.start();
            started.getOutputStream().close();
            worker.execute(() -> started(started));
            var unused = started.onExit().thenAccept(ended -> worker.execute(() -> exited(ended.exitValue())));
        } catch (IOException e) {
            worker.execute(() -> exited(NOT_RUN));
        }
    }

    private void started(Process started) {
        process = started;
        if (over) {
            started.destroyForcibly();
        }
    }

    private void exited(int status) {
        CheckStatus as = status == 0 ? CheckStatus.PROCESS_OK : CheckStatus.PROCESS_ERROR;
        finish(new CheckResult(as, status == 0 ? Verdict.PASSED : Verdict.FAILED, status, elapsed(), ""));
    }

    @Override
    CheckResult told(CheckResult failure) {
        return new CheckResult(CheckStatus.PROCESS_TIMEOUT, Verdict.FAILED, 0, failure.durationMillis(), "");
    }

    @Override
    void letGo() {
        over = true;
        if (process != null) {
            process.destroyForcibly();
        }
    }
}
