package dev.sluice.config.parse;

import dev.sluice.config.Configuration;
import dev.sluice.config.Diagnostic;
import dev.sluice.config.Diagnostic.Severity;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a run of the parser found.
 *
 * @param configuration what the files say; null when there was an alert
 * @param diagnostics all that is to be said about them, in order
 * @param environment the variables as {@code setenv} and its kin left them
 */
public record ParseResult(
        @Nullable Configuration configuration, List<Diagnostic> diagnostics, Map<String, String> environment) {
    /** Keeps copies of the collections. */
    public ParseResult {
        diagnostics = List.copyOf(diagnostics);
        environment = Map.copyOf(environment);
    }

    /** The configuration, if the files were fit for use. */
    public Optional<Configuration> usable() {
        return Optional.ofNullable(configuration);
    }

    /** Whether something of that severity was said. */
    public boolean has(Severity severity) {
        return diagnostics.stream().anyMatch(diagnostic -> diagnostic.severity() == severity);
    }
}
