package dev.sluice.cli;

import dev.sluice.cli.args.StartOptions.Finishing;
import dev.sluice.cli.system.Processes;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;

/** The processes that this one takes over from ({@code -sf}, {@code -st}), as HAProxy does: they let go of what both want to listen on. */
final class Predecessors {
    /** Two seconds in all, as HAProxy has it; letting go takes milliseconds. */
    private static final int ATTEMPTS_MAX = 200;

    private static final int PAUSE_MILLIS = 10;

    private final Finishing finishing;
    private final List<String> problems = new ArrayList<>();

    Predecessors(Finishing finishing) {
        this.finishing = finishing;
    }

    boolean isEmpty() {
        return finishing.processes().isEmpty();
    }

    /**
     * Opens something, and where that fails again and again while the others let go; when it is hopeless they take it up again. {@code
     * errors} says what went wrong, as a rule nothing.
     */
    <T> T open(Supplier<T> attempt, Function<T, List<String>> errors) {
        T opened = attempt.get();
        if (isEmpty() || errors.apply(opened).isEmpty()) {
            return opened;
        }
        signal(Processes.SIGTTOU);
        for (int i = 0; i < ATTEMPTS_MAX && !errors.apply(opened).isEmpty(); i++) {
            pause();
            opened = attempt.get();
        }
        if (!errors.apply(opened).isEmpty()) {
            signal(Processes.SIGTTIN);
        }
        return opened;
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Has them end, softly or at once; returns what could not be told to whom. */
    List<String> finish() {
        problems.clear();
        signal(finishing.soft() ? Processes.SIGUSR1 : Processes.SIGTERM);
        return List.copyOf(problems);
    }

    private void signal(int signal) {
        for (long pid : finishing.processes()) {
            Processes.signal(pid, signal)
                    .ifPresent(reason -> problems.add("Cannot tell process " + pid + " to finish: " + reason + "."));
        }
    }
}
