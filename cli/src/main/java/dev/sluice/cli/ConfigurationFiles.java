package dev.sluice.cli;

import dev.sluice.config.Configuration;
import dev.sluice.config.Diagnostic;
import dev.sluice.config.parse.ConfigurationParser;
import dev.sluice.config.parse.Environment;
import dev.sluice.config.parse.Messages;
import dev.sluice.config.parse.ParseOptions;
import dev.sluice.config.parse.ParseResult;
import dev.sluice.config.parse.Source;
import dev.sluice.config.parse.Sources;
import dev.sluice.operation.ConfigurationSource;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * The files that the program was started with, read at start and again at each reload. What the command line says stands behind them as
 * one more file, so that it goes the same way.
 */
final class ConfigurationFiles implements ConfigurationSource {
    private final List<Path> paths;
    private final List<Source> more;
    private final ConfigurationParser parser;
    private final ReadingThread thread;
    private volatile Map<String, String> environment = Map.of();
    private volatile long warnings;
    private volatile List<String> startupLogs = List.of();
    private volatile String outOfReach = "";

    /** Reads on {@code thread}, once the program runs. */
    ConfigurationFiles(List<Path> paths, List<Source> more, ConfigurationParser parser, ReadingThread thread) {
        this.paths = List.copyOf(paths);
        this.more = List.copyOf(more);
        this.parser = parser;
        this.thread = thread;
    }

    @Override
    public CompletionStage<Reading> read() {
        String reason = outOfReach;
        if (!reason.isEmpty()) {
            return CompletableFuture.completedStage(
                    new Reading(Optional.empty(), List.of(new Diagnostic(Diagnostic.Severity.ALERT, null, reason))));
        }
        return CompletableFuture.supplyAsync(this::readNow, thread);
    }

    /** Makes sure that the files can be read again once {@code root} is the root; failing that, a reload says so. */
    void keepBefore(String root) {
        thread.keepRoot()
                .ifPresent(reason -> outOfReach = "the files are out of reach after chroot(" + root
                        + "), because the system does not let a thread stay outside (" + reason
                        + "). Start a new process with -sf instead.");
    }

    /** Reads on this thread. */
    Reading readNow() {
        Sources files = Sources.read(paths);
        List<Diagnostic> diagnostics = new ArrayList<>(files.problems());
        List<Source> sources = new ArrayList<>(files.sources());
        sources.addAll(more);
        ParseResult result = parser.parse(sources, Environment.ofProcess(), ParseOptions.DEFAULT);
        environment = result.environment();
        diagnostics.addAll(result.diagnostics());
        warnings = diagnostics.stream()
                .filter(diagnostic -> diagnostic.severity() == Diagnostic.Severity.WARNING)
                .count();
        Optional<Configuration> usable = files.problems().isEmpty() ? result.usable() : Optional.empty();
        if (usable.isPresent()) {
            startupLogs = logs(diagnostics);
        }
        return new Reading(usable, diagnostics);
    }

    /** What was said of the files that are in force, and of the program that read them. */
    private static List<String> logs(List<Diagnostic> diagnostics) {
        long pid = ProcessHandle.current().pid();
        List<String> lines = new ArrayList<>();
        String notice = Messages.prefix(Diagnostic.Severity.NOTICE, pid);
        lines.add(notice + "haproxy version is " + Version.compatible());
        ProcessHandle.current().info().command().ifPresent(path -> lines.add(notice + "path to executable is " + path));
        lines.addAll(Messages.report(diagnostics, pid));
        return List.copyOf(lines);
    }

    /** What was said when the files that are in force were read. */
    List<String> startupLogs() {
        return startupLogs;
    }

    /** Warnings of the last reading. */
    long warnings() {
        return warnings;
    }

    /** The variables as the files left them. */
    Map<String, String> environment() {
        return environment;
    }
}
