package dev.sluice.cli;

import dev.sluice.cli.args.StartOptions;
import dev.sluice.cli.system.PidFile;
import dev.sluice.config.Configuration;
import dev.sluice.config.GlobalSettings;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/** The file with the process's number. It is written once all that can fail has been done, and before the right to write it is given up. */
final class Readiness {
    private Readiness() {}

    /** Writes it where one is asked for. */
    static void writePidFile(StartOptions options, Configuration configuration) throws StartException {
        String file = pidFile(options, configuration);
        if (file.isEmpty()) {
            return;
        }
        try {
            PidFile.write(Path.of(file), ProcessHandle.current().pid());
        } catch (IOException e) {
            throw new StartException(List.of("Cannot create pidfile " + file + ": " + reason(e)));
        }
    }

    /** Takes it back where the start failed after all. */
    static void removePidFile(StartOptions options, Configuration configuration) {
        String file = pidFile(options, configuration);
        try {
            boolean unused = !file.isEmpty() && Files.deleteIfExists(Path.of(file));
        } catch (IOException e) {
            // Whoever reads it finds that there is no such process.
        }
    }

    private static String pidFile(StartOptions options, Configuration configuration) {
        String asked = options.pidFile();
        if (asked != null) {
            return asked;
        }
        boolean stays = options.background()
                || options.master()
                || configuration.global().get(GlobalSettings.DAEMON);
        return stays && !options.foreground() ? configuration.global().get(GlobalSettings.PIDFILE) : "";
    }

    private static String reason(IOException e) {
        if (e instanceof NoSuchFileException) {
            return "No such file or directory";
        }
        return e instanceof AccessDeniedException ? "Permission denied" : String.valueOf(e.getMessage());
    }
}
