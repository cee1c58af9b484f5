package dev.sluice.cli;

import dev.sluice.cli.args.StartOptions;
import dev.sluice.cli.system.PidFile;
import dev.sluice.cli.system.Supervisor;
import dev.sluice.config.Configuration;
import dev.sluice.config.GlobalSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Telling those who wait that the program is ready: the pid file, then the supervisor. */
final class Readiness {
    private Readiness() {}

    static void announce(StartOptions options, Configuration configuration) throws StartException {
        long pid = ProcessHandle.current().pid();
        String asked = options.pidFile();
        String file = asked != null ? asked : configuration.global().get(GlobalSettings.PIDFILE);
        if (!file.isEmpty() && (asked != null || options.background() || options.master())) {
            try {
                PidFile.write(Path.of(file).toAbsolutePath(), pid);
            } catch (IOException e) {
                throw new StartException(List.of("Cannot create pidfile " + file + ": " + e.getMessage()));
            }
        }
        if (options.supervised()) {
            String socket = System.getenv().getOrDefault("NOTIFY_SOCKET", "");
            boolean told = Supervisor.at(socket).say("READY=1\nMAINPID=" + pid + "\nSTATUS=Ready.\n");
            assert told || socket.isEmpty() : "nobody listens on NOTIFY_SOCKET";
        }
    }
}
