package dev.sluice.it.harness;

import java.nio.file.Path;

/** Signals to other processes. */
public final class Signals {
    private static final Path KILL = Path.of("/bin/kill");

    private Signals() {}

    /** Sends one by its name without SIG. */
    public static void send(String name, long pid) {
        Command sent = Command.run(KILL, "-" + name, Long.toString(pid));
        if (sent.status() != 0) {
            throw new AssertionError(sent.err());
        }
    }

    /** Whether there is such a process. */
    public static boolean isAlive(long pid) {
        return ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
    }
}
