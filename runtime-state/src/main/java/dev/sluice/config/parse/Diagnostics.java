package dev.sluice.config.parse;

import dev.sluice.config.Diagnostic;
import dev.sluice.config.Diagnostic.Severity;
import dev.sluice.config.Location;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects what a run of the parser has to say. */
final class Diagnostics {
    private final List<Diagnostic> all = new ArrayList<>();

    void alert(@Nullable Location location, String text) {
        all.add(new Diagnostic(Severity.ALERT, location, text));
    }

    void warning(@Nullable Location location, String text) {
        all.add(new Diagnostic(Severity.WARNING, location, text));
    }

    void add(Diagnostic diagnostic) {
        all.add(diagnostic);
    }

    List<Diagnostic> all() {
        return List.copyOf(all);
    }

    boolean hasAlerts() {
        return has(Severity.ALERT);
    }

    boolean has(Severity severity) {
        return all.stream().anyMatch(diagnostic -> diagnostic.severity() == severity);
    }
}
