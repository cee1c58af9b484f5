package dev.sluice.stats;

import java.util.Locale;

/** How the page for people writes texts, numbers and spans of time. */
final class PageText {
    private static final String[] UNITS = {"B", "kB", "MB", "GB", "TB", "PB"};
    private static final int UNIT = 1000;

    private PageText() {}

    /** A text that stands for itself, also within quotes. */
    static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    /** Bytes in the largest unit of which there is one: three digits at most before the unit. */
    static String bytes(long count) {
        double rest = count;
        int unit = 0;
        while (rest >= UNIT && unit < UNITS.length - 1) {
            rest /= UNIT;
            unit++;
        }
        boolean whole = unit == 0 || rest >= 100;
        return String.format(Locale.ROOT, whole ? "%.0f %s" : "%.1f %s", rest, UNITS[unit]);
    }

    /** A number with blanks between groups of three digits. */
    static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number).replace(',', '\u202F');
    }

    /** The two largest units of a span: {@code 3d 4h}, {@code 12s}. */
    static String span(long seconds) {
        long minutes = seconds / 60;
        long hours = minutes / 60;
        long days = hours / 24;
        if (days > 0) {
            return days + "d " + hours % 24 + "h";
        }
        if (hours > 0) {
            return hours + "h " + minutes % 60 + "m";
        }
        return minutes > 0 ? minutes + "m " + seconds % 60 + "s" : seconds + "s";
    }

    /** The same, marked as something that goes on by itself. */
    static String time(long seconds) {
        return "<time>" + span(seconds) + "</time>";
    }
}
