package dev.sluice.operation.session;

import dev.sluice.operation.Checked;
import dev.sluice.operation.Reason;

/** Reads the number that {@code show sess} prints in front of a stream. */
public final class SessionId {
    private SessionId() {}

    /** From a word: hexadecimal, with or without {@code 0x}; what follows the digits is ignored. */
    public static Checked<Long> parse(String word) {
        String digits = word.startsWith("0x") || word.startsWith("0X") ? word.substring(2) : word;
        long value = 0;
        for (int i = 0; i < digits.length() && Character.digit(digits.charAt(i), 16) >= 0; i++) {
            value = value << 4 | Character.digit(digits.charAt(i), 16);
        }
        return value == 0
                ? Checked.refused(Reason.BAD_ARGUMENT, "Session pointer expected (use 'show sess').")
                : Checked.of(value);
    }
}
