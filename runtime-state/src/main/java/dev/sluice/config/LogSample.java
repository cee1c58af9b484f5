package dev.sluice.config;

import java.util.List;

/**
 * Which of the lines of a log go to a target: of each {@code size} in a row, those with certain numbers.
 *
 * @param ranges of numbers, from 1 on
 * @param size how many make a round
 */
public record LogSample(List<Range> ranges, int size) {
    /** All lines. */
    public static final LogSample ALL = new LogSample(List.of(new Range(1, 1)), 1);

    /** Keeps a copy of the list. */
    public LogSample {
        ranges = List.copyOf(ranges);
    }

    /** Numbers from {@code low} to {@code high}. */
    public record Range(int low, int high) {}

    /** Whether the line with a number goes to the target. */
    public boolean takes(int number) {
        for (Range range : ranges) {
            if (number >= range.low() && number <= range.high()) {
                return true;
            }
        }
        return false;
    }
}
