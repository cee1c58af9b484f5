package dev.sluice.cli;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Starting in the background ({@code -D}, {@code daemon}). A virtual machine cannot fork, so the launcher starts the program anew, passes
 * on what it says, and ends when it says that it is ready, or with its exit status when it ends before.
 */
final class DaemonLauncher {
    /** In the environment of the one that stays: it writes {@link #READY} to its standard output. */
    static final String MARK = "SLUICE_DAEMON";

    /** The byte that says so; not part of any text. */
    static final int READY = 0;

    private DaemonLauncher() {}

    /** Whether this process is the one that stays. */
    static boolean isDaemon(Map<String, String> environment) {
        return environment.containsKey(MARK);
    }

    /** Starts the one that stays; returns the exit status of the launcher. */
    static int launch(List<String> words, PrintStream out, PrintStream err) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        command.add("-cp");
        command.add(System.getProperty("java.class.path"));
        command.add("dev.sluice.cli.Main");
        command.addAll(words);
        try {
            ProcessBuilder builder = new ProcessBuilder(command)
                    .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                    .redirectError(ProcessBuilder.Redirect.INHERIT);
            builder.environment().put(MARK, "1");
            Process process = builder.start();
            return follow(process, out);
        } catch (IOException e) {
            err.println("cannot start in the background: " + e.getMessage());
            return 1;
        }
    }

    private static int follow(Process process, PrintStream out) throws IOException {
        InputStream said = process.getInputStream();
        for (int next = said.read(); next >= 0; next = said.read()) {
            if (next == READY) {
                return 0;
            }
            out.write(next);
        }
        try {
            return Math.max(1, process.waitFor());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 1;
        }
    }
}
