package dev.sluice.socket.command;

import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Reads durations as commands of the connection take them: a number and perhaps a unit, in seconds without one. */
final class Delay {
    /** What HAProxy's timers can count at most, in milliseconds. */
    private static final long MAX_MILLIS = Integer.MAX_VALUE;

    /** Past so many digits a number is too large in every unit, and need not fit. */
    private static final int DIGITS_MAX = 13;

    private static final Map<String, Long> MICROS = Map.of(
            "us", 1L,
            "ms", 1000L,
            "", 1_000_000L,
            "s", 1_000_000L,
            "m", 60_000_000L,
            "h", 3_600_000_000L,
            "d", 86_400_000_000L);

    private Delay() {}

    /** Milliseconds of a word, parts of one counted as a whole; empty where it is no duration or too long. */
    static OptionalLong millis(String word) {
        int digits = 0;
        while (digits < word.length() && word.charAt(digits) >= '0' && word.charAt(digits) <= '9') {
            digits++;
        }
        @Nullable Long micros = MICROS.get(word.substring(digits));
        if (digits == 0 || digits > DIGITS_MAX || micros == null) {
            return OptionalLong.empty();
        }
        long value = Long.parseLong(word.substring(0, digits));
        if (value > MAX_MILLIS * 1000 / micros) {
            return OptionalLong.empty();
        }
        return OptionalLong.of((value * micros + 999) / 1000);
    }
}
