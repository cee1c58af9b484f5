package dev.sluice.cli.system;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** How many descriptors the process may open, and how many connections that allows. */
public final class OpenFiles {
    /** More than this HAProxy does not take by itself either ({@code fd-hard-limit}). */
    private static final long USUAL_MAX = 1_048_576;

    /** What the program itself needs: jars, logs, event loops, checks. */
    private static final long RESERVED = 128;

    private static final String LINE = "Max open files";

    private OpenFiles() {}

    /** The limit in force, from {@code /proc}. */
    public static long limit() {
        try {
            for (String line : Files.readAllLines(Path.of("/proc/self/limits"), StandardCharsets.US_ASCII)) {
                if (line.startsWith(LINE)) {
                    String soft = line.substring(LINE.length()).strip().split("\\s+", -1)[0];
                    return soft.equals("unlimited") ? USUAL_MAX : Long.parseLong(soft);
                }
            }
        } catch (IOException e) {
            return USUAL_MAX; // No /proc in this container: the system says so when it comes to it.
        }
        return USUAL_MAX;
    }

    /** Connections that a limit allows, two descriptors for each. */
    public static int connections(long limit) {
        return (int) Math.max(1, (Math.min(limit, USUAL_MAX) - RESERVED) / 2);
    }

    /** Descriptors that so many connections need. */
    public static long needed(int connections) {
        return 2L * connections + RESERVED;
    }
}
