package dev.sluice.socket.command;

import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Reads durations as commands of the connection take them: a number and perhaps a unit, in seconds without one. */
final class Delay {
    /** What HAProxy counts at most. */
    private static final long MAX_SECONDS = Integer.MAX_VALUE;

    private static final long SECOND_MICROS = 1_000_000;

    /** Past so many digits a number is too large in every unit, and need not fit. */
    private static final int DIGITS_MAX = 16;

    private static final Map<String, Long> MICROS = Map.of(
            "us", 1L,
            "ms", 1000L,
            "", SECOND_MICROS,
            "s", SECOND_MICROS,
            "m", 60_000_000L,
            "h", 3_600_000_000L,
            "d", 86_400_000_000L);

    private Delay() {}

    /** Seconds of a word, parts of one counted as a whole; empty where it is no duration or too long. */
    static OptionalLong seconds(String word) {
        int digits = 0;
        while (digits < word.length() && word.charAt(digits) >= '0' && word.charAt(digits) <= '9') {
            digits++;
        }
        @Nullable Long micros = MICROS.get(word.substring(digits));
        if (digits == 0 || digits > DIGITS_MAX || micros == null) {
            return OptionalLong.empty();
        }
        long value = Long.parseLong(word.substring(0, digits));
        if (value > MAX_SECONDS * SECOND_MICROS / micros) {
            return OptionalLong.empty();
        }
        return OptionalLong.of((value * micros + SECOND_MICROS - 1) / SECOND_MICROS);
    }
}
