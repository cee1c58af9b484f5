package dev.sluice.operation;

import dev.sluice.config.Configuration;
import dev.sluice.config.Diagnostic;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** Where a reload reads the configuration from; the program implements it, off the control thread. */
@FunctionalInterface
public interface ConfigurationSource {
    /** Reads all files again. Never completes exceptionally for what the files say. */
    CompletionStage<Reading> read();

    /**
     * What came of reading.
     *
     * @param configuration empty when there were errors
     * @param diagnostics all that was found, errors included, in order
     */
    record Reading(Optional<Configuration> configuration, List<Diagnostic> diagnostics) {
        /** Keeps a copy of the list. */
        public Reading {
            diagnostics = List.copyOf(diagnostics);
        }
    }
}
