package dev.sluice.cli;

import dev.sluice.config.Diagnostic;
import dev.sluice.config.parse.ConfigurationParser;
import dev.sluice.config.parse.Environment;
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
import java.util.concurrent.Executor;

/**
 * The files that the program was started with, read at start and again at each reload. What the command line says stands behind them as
 * one more file, so that it goes the same way.
 */
final class ConfigurationFiles implements ConfigurationSource {
    private final List<Path> paths;
    private final List<Source> more;
    private final ConfigurationParser parser;
    private final Executor slowWork;
    private volatile Map<String, String> environment = Map.of();
    private volatile long warnings;

    /** Reads on {@code slowWork}. */
    ConfigurationFiles(List<Path> paths, List<Source> more, ConfigurationParser parser, Executor slowWork) {
        this.paths = List.copyOf(paths);
        this.more = List.copyOf(more);
        this.parser = parser;
        this.slowWork = slowWork;
    }

    @Override
    public CompletionStage<Reading> read() {
        return CompletableFuture.supplyAsync(this::readNow, slowWork);
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
        return new Reading(files.problems().isEmpty() ? result.usable() : Optional.empty(), diagnostics);
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
