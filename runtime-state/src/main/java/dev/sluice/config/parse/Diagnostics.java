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
        add(new Diagnostic(Severity.ALERT, location, text));
    }

    void warning(@Nullable Location location, String text) {
        add(new Diagnostic(Severity.WARNING, location, text));
    }

    void add(Diagnostic diagnostic) {
        all.add(new Diagnostic(diagnostic.severity(), diagnostic.location(), printable(diagnostic.text())));
    }

    /** What a file holds must neither steer a terminal nor end a reply, which an empty line does. */
    private static String printable(String text) {
        return text.replaceAll("[\\x00-\\x09\\x0b-\\x1f\\x7f]", "?").replaceAll("\n+", "\n");
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
