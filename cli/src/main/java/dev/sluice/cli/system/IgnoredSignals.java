package dev.sluice.cli.system;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Signals that whoever started the program has it ignore: a shell without job control, {@code nohup}. The virtual machine leaves three of them
 * ignored for good, handlers or not; HAProxy takes them all back, and so does this.
 */
public final class IgnoredSignals {
    private static final int SIGHUP = 1;
    private static final int SIGINT = 2;
    private static final int[] LEFT_BY_THE_MACHINE = {SIGHUP, SIGINT, Processes.SIGTERM};
    private static final String LINE = "SigIgn:";
    private static final int HEXADECIMAL = 16;

    private IgnoredSignals() {}

    /** Gives those that are ignored their default effect, so that they can be handled. */
    public static void takeBack() {
        long ignored = mask();
        for (int signal : LEFT_BY_THE_MACHINE) {
            if ((ignored >>> (signal - 1) & 1) != 0) {
                Processes.takeDefault(signal);
            }
        }
    }

    private static long mask() {
        try {
            for (String line : Files.readAllLines(Path.of("/proc/self/status"), StandardCharsets.ISO_8859_1)) {
                if (line.startsWith(LINE)) {
                    return Long.parseUnsignedLong(line.substring(LINE.length()).strip(), HEXADECIMAL);
                }
            }
        } catch (IOException e) {
            return 0; // No /proc in this container.
        }
        return 0;
    }
}
