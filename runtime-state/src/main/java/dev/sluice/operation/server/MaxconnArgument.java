package dev.sluice.operation.server;

import dev.sluice.operation.Checked;
import dev.sluice.operation.Numbers;
import dev.sluice.operation.Reason;

/** Reads how many requests a server may get at once. */
public final class MaxconnArgument {
    private MaxconnArgument() {}

    /** From a word; a negative number is taken for no limit, as 0 is. */
    public static Checked<Integer> parse(String word) {
        if (word.isEmpty()) {
            return Checked.refused(Reason.MISSING_ARGUMENT, "Require <maxconn>.");
        }
        Numbers.Leading number = Numbers.leading(word);
        if (number.rest().equals(word)) {
            return Checked.refused(Reason.BAD_ARGUMENT, "maxconn string empty or preceded by garbage");
        }
        if (!number.rest().isEmpty()) {
            return Checked.refused(Reason.BAD_ARGUMENT, "Trailing garbage in maxconn string");
        }
        return Checked.of((int) Math.max(0, Math.min(number.value(), Integer.MAX_VALUE)));
    }
}
