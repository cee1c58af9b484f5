package dev.sluice.operation;

import java.util.Locale;

/** A change as a line of the log. Nothing that a caller can choose ends the line or begins another field. */
final class AuditLine {
    /** A line of syslog is cut by some receivers behind a kilobyte. */
    private static final int TEXT_MAX = 400;

    private AuditLine() {}

    static String of(Event event) {
        return "audit revision=" + event.revision()
                + " via=" + quoted(event.caller().surface())
                + " by=" + quoted(event.caller().identity())
                + " level=" + event.caller().level().word()
                + " operation=" + event.operation()
                + " what=" + quoted(event.text());
    }

    private static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        for (int i = 0; i < Math.min(text.length(), TEXT_MAX); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                quoted.append('\\').append(c);
            } else if (c < ' ' || c > '~') {
                quoted.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
            } else {
                quoted.append(c);
            }
        }
        return quoted.append(text.length() > TEXT_MAX ? "...\"" : "\"").toString();
    }
}
