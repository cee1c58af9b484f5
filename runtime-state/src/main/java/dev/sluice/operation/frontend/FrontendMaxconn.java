package dev.sluice.operation.frontend;

import dev.sluice.operation.Checked;
import dev.sluice.operation.Numbers;
import dev.sluice.operation.Reason;

/** Reads how many connections a frontend may have. */
public final class FrontendMaxconn {
    private FrontendMaxconn() {}

    /** From a word; what is no number counts as 0, and what is too large for 32 bits is cut, as HAProxy does. */
    public static Checked<Integer> parse(String word) {
        return word.isEmpty()
                ? Checked.refused(Reason.MISSING_ARGUMENT, "Integer value expected.")
                : of(Numbers.atoi(word));
    }

    /** Of a number; 0 takes nobody. */
    public static Checked<Integer> of(int limit) {
        return limit < 0 ? Checked.refused(Reason.VALUE_OUT_OF_RANGE, "Value out of range.") : Checked.of(limit);
    }
}
