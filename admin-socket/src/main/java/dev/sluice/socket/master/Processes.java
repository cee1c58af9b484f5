package dev.sluice.socket.master;

import dev.sluice.socket.command.Speaker;
import dev.sluice.state.ProcessState;
import java.util.Locale;

/** The table of {@code show proc}: master and worker, which are the same process. */
final class Processes {
    private Processes() {}

    static String table(Speaker speaker, Reloads reloads, boolean debug) {
        ProcessState.Identity identity = speaker.state().process().identity();
        long now = speaker.clock().millis();
        String descriptors = debug ? row2("-1", "-1") : "";
        return row("#<PID>", "<type>", "<reloads>", "<uptime>", "<version>")
                + (debug ? row2("<ipc_fd[0]>", "<ipc_fd[1]>") : "") + "\n"
                + row(
                        Long.toString(identity.pid()),
                        "master",
                        reloads.done() + " [failed: " + reloads.failed() + "]",
                        uptime(now - identity.startMillis()),
                        identity.version())
                + descriptors + "\n# workers\n"
                + row(
                        Long.toString(identity.pid()),
                        "worker",
                        "0",
                        uptime(now - reloads.workerStartMillis()),
                        identity.version())
                + descriptors + "\n";
    }

    private static String row(String pid, String type, String reloads, String uptime, String version) {
        return String.format(Locale.ROOT, "%-15s %-15s %-15s %-15s %-15s", pid, type, reloads, uptime, version);
    }

    /** The channel between master and worker, which one process does not need. */
    private static String row2(String first, String second) {
        return String.format(Locale.ROOT, "\t\t %-15s %-15s", first, second);
    }

    private static String uptime(long millis) {
        long seconds = Math.max(0, millis) / 1000;
        return String.format(
                Locale.ROOT,
                "%dd%02dh%02dm%02ds",
                seconds / 86_400,
                seconds / 3600 % 24,
                seconds / 60 % 60,
                seconds % 60);
    }
}
