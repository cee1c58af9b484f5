package dev.sluice.config.parse;

import dev.sluice.config.Diagnostic;
import dev.sluice.config.Diagnostic.Severity;
import dev.sluice.config.Location;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Diagnostics as HAProxy prints them. */
public final class Messages {
    private Messages() {}

    /** {@code [ALERT]    (pid) : config : parsing [file:line] : text}. */
    public static String format(Diagnostic diagnostic, long pid) {
        return prefix(diagnostic.severity(), pid) + "config : " + body(diagnostic);
    }

    /** The same without severity and process number, as a reply shows it. */
    public static String body(Diagnostic diagnostic) {
        Location location = diagnostic.location();
        String text = diagnostic.text();
        return location == null ? text : "parsing [" + location + "] : " + text;
    }

    /** {@code [ALERT]    (pid) : }, padded to the width of the longest severity. */
    public static String prefix(Severity severity, long pid) {
        String tag = "[" + severity + "]";
        return tag + " ".repeat(Math.max(1, 11 - tag.length())) + "(" + pid + ") : ";
    }

    /** All lines of a run, with the summary that HAProxy ends with when there was an alert. */
    public static List<String> report(List<Diagnostic> diagnostics, long pid) {
        List<String> lines = new ArrayList<>();
        Set<String> badFiles = new LinkedHashSet<>();
        boolean fatal = false;
        for (Diagnostic diagnostic : diagnostics) {
            lines.add(format(diagnostic, pid));
            Location location = diagnostic.location();
            boolean alert = diagnostic.severity() == Severity.ALERT;
            fatal |= alert;
            if (alert && location != null) {
                badFiles.add(location.file());
            }
        }
        String prefix = prefix(Severity.ALERT, pid) + "config : ";
        badFiles.forEach(file -> lines.add(prefix + "Error(s) found in configuration file : " + file));
        if (fatal) {
            lines.add(prefix + "Fatal errors found in configuration.");
        }
        return lines;
    }
}
