package dev.sluice.socket.command;

import java.util.Locale;

/** Durations as {@code show sess} shows them: the two largest units, such as {@code 1m05s} or {@code 2d03h}. */
final class HumanTime {
    private HumanTime() {}

    static String ofMillis(long millis) {
        long seconds = Math.max(0, millis) / 1000;
        if (seconds >= 86_400) {
            return String.format(Locale.ROOT, "%dd%02dh", seconds / 86_400, seconds / 3600 % 24);
        }
        if (seconds >= 3600) {
            return String.format(Locale.ROOT, "%dh%02dm", seconds / 3600, seconds / 60 % 60);
        }
        if (seconds >= 60) {
            return String.format(Locale.ROOT, "%dm%02ds", seconds / 60, seconds % 60);
        }
        return seconds + "s";
    }
}
