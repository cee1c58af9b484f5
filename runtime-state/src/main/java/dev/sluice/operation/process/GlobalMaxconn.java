package dev.sluice.operation.process;

import dev.sluice.operation.Checked;
import dev.sluice.operation.Numbers;
import dev.sluice.operation.Reason;

/** Reads how many connections the process may have. */
public final class GlobalMaxconn {
    private GlobalMaxconn() {}

    /** From a word; 0, less, or no number at all stand for the limit at start. */
    public static Checked<Integer> parse(String word) {
        if (word.isEmpty()) {
            return Checked.refused(Reason.MISSING_ARGUMENT, "Expects an integer value.");
        }
        return Checked.of(Math.max(0, Numbers.atoi(word)));
    }
}
