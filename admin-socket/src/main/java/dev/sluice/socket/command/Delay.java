package dev.sluice.socket.command;

import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Reads durations as commands take them: a number and perhaps a unit. */
public enum Delay {
    /** Seconds, where no unit is said. */
    SECONDS(1_000_000),
    /** Milliseconds, where no unit is said. */
    MILLIS(1000);

    /** What HAProxy's timers can count at most, in milliseconds. */
    private static final long MAX_MILLIS = Integer.MAX_VALUE;

    private static final Map<String, Long> MICROS = Map.of(
            "us", 1L,
            "ms", 1000L,
            "s", 1_000_000L,
            "m", 60_000_000L,
            "h", 3_600_000_000L,
            "d", 86_400_000_000L);

    private final long fallbackMicros;

    Delay(long fallbackMicros) {
        this.fallbackMicros = fallbackMicros;
    }

    /** Milliseconds of a word, parts of one counted as a whole; empty where it is no duration or too long. */
    public OptionalLong millis(String word) {
        int digits = 0;
        while (digits < word.length() && word.charAt(digits) >= '0' && word.charAt(digits) <= '9') {
            digits++;
        }
        String unit = word.substring(digits);
        @Nullable Long micros = unit.isEmpty() ? Long.valueOf(fallbackMicros) : MICROS.get(unit);
        // So many digits are more than any unit allows, and still fit.
        if (digits == 0 || digits > 13 || micros == null) {
            return OptionalLong.empty();
        }
        long value = Long.parseLong(word.substring(0, digits));
        if (value > MAX_MILLIS * 1000 / micros) {
            return OptionalLong.empty();
        }
        return OptionalLong.of((value * micros + 999) / 1000);
    }
}
