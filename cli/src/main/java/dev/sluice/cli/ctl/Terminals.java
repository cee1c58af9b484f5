package dev.sluice.cli.ctl;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;

/** Opens the terminal that the program was started from. */
public final class Terminals {
    private Terminals() {}

    /** Whether a descriptor of this process is a terminal: 0 is the standard input, 1 the output. */
    public static boolean isTerminal(int descriptor) {
        try {
            String target = Files.readSymbolicLink(Path.of("/proc/self/fd/" + descriptor))
                    .toString();
            return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty") || target.equals("/dev/console");
        } catch (IOException e) {
            return false;
        }
    }

    /** The terminal. By the system's own tools, so that no library has to be loaded. */
    public static Terminal open() throws IOException {
        return TerminalBuilder.builder()
                .system(true)
                .exec(true)
                .jni(false)
                .jna(false)
                .jansi(false)
                .ffm(false)
                .dumb(true)
                .build();
    }
}
