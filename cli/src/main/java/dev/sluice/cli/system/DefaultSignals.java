package dev.sluice.cli.system;

/**
 * Signals that come before there is anything to end in order. The virtual machine would make an exit status of them, 130 or 143, where a
 * program that handles none dies of the signal itself, which is what shells, supervisors and HAProxy's users see of one that has just begun.
 */
public final class DefaultSignals {
    private static final int SIGINT = 2;
    /** What shells make of a death by a signal. */
    private static final int BY_SIGNAL = 128;

    private DefaultSignals() {}

    /** Has an interrupt and a request to end their default effect, until somebody handles them. */
    public static void untilHandled() {
        dieOf("INT", SIGINT);
        dieOf("TERM", Processes.SIGTERM);
    }

    private static void dieOf(String name, int signal) {
        boolean unused = Signals.handle(name, () -> dieOf(signal));
    }

    /** Ends this process at once, by the signal where the system lets it. */
    private static void dieOf(int signal) {
        Processes.takeDefault(signal);
        var unused = Processes.signal(ProcessHandle.current().pid(), signal);
        Runtime.getRuntime().halt(BY_SIGNAL + signal);
    }
}
