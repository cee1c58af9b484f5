package dev.sluice.operation.server;

import dev.sluice.operation.Checked;
import dev.sluice.operation.Numbers;
import dev.sluice.operation.Reason;

/**
 * A weight as it is asked for.
 *
 * @param value the number
 * @param percent whether it is a percentage of the initial weight
 */
public record WeightArgument(int value, boolean percent) {
    private static final int MAX = 256;

    /** From a word: {@code <n>} or {@code <n>%}. */
    public static Checked<WeightArgument> parse(String word) {
        if (word.isEmpty()) {
            return Checked.refused(Reason.MISSING_ARGUMENT, "Require <weight> or <weight%>.");
        }
        Numbers.Leading number = Numbers.leading(word);
        String rest = number.rest();
        if (rest.equals(word)) {
            return Checked.refused(Reason.BAD_ARGUMENT, "Empty weight string empty or preceded by garbage");
        }
        if (rest.equals("%")) {
            return relative(number.value());
        }
        // HAProxy looks at the number before it looks at what follows it.
        return absolute(number.value())
                .and(weight -> rest.isEmpty()
                        ? Checked.of(weight)
                        : Checked.refused(Reason.BAD_ARGUMENT, "Trailing garbage in weight string"));
    }

    /** A weight from 0 to 256. */
    public static Checked<WeightArgument> absolute(long value) {
        return value < 0 || value > MAX
                ? Checked.refused(
                        Reason.WEIGHT_OUT_OF_RANGE, "Absolute weight can only be between 0 and 256 inclusive.")
                : Checked.of(new WeightArgument((int) value, false));
    }

    /** A percentage of the initial weight. */
    public static Checked<WeightArgument> relative(long percent) {
        return percent < 0
                ? Checked.refused(Reason.WEIGHT_OUT_OF_RANGE, "Relative weight must be positive.")
                : Checked.of(new WeightArgument((int) Math.min(percent, 100 * MAX), true));
    }

    /** The weight of a server with this initial one: rounded down, 256 at most. */
    public int of(int initialWeight) {
        return percent ? (int) Math.min(MAX, (long) initialWeight * value / 100) : value;
    }
}
