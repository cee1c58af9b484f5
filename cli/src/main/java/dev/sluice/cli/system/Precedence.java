package dev.sluice.cli.system;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Has threads that serve operators give way to those that serve traffic, where both want the same processor: a long list or ten thousand
 * changes may take a little longer, a request may not.
 */
public final class Precedence {
    private static final int PRIO_PROCESS = 0;

    /** Steps of niceness: beside a thread that is always busy it still gets a good quarter of the processor. */
    private static final int STEPS = 4;

    private static final Path THREADS = Path.of("/proc/self/task");
    private static final List<String> OF_OPERATORS = List.of("sluice-control", "sluice-admin");

    private Precedence() {}

    /** Lowers the threads of operators that there are now; where the system does not let it, all stay equal. */
    public static void toTraffic() {
        if (!Files.isDirectory(THREADS)) {
            return;
        }
        try (DirectoryStream<Path> threads = Files.newDirectoryStream(THREADS)) {
            for (Path thread : threads) {
                String name = Files.readString(thread.resolve("comm"));
                if (OF_OPERATORS.stream().anyMatch(name::startsWith)) {
                    lower(Integer.parseInt(String.valueOf(thread.getFileName())));
                }
            }
        } catch (IOException e) {
            // A thread that has just ended, or no such files in here.
        }
    }

    private static void lower(int thread) {
        LibC system = LibC.load();
        int unused = system.setpriority(PRIO_PROCESS, thread, system.getpriority(PRIO_PROCESS, thread) + STEPS);
    }
}
