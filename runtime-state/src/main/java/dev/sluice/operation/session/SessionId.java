package dev.sluice.operation.session;

import dev.sluice.operation.Checked;
import dev.sluice.operation.Reason;

/** Reads the number that {@code show sess} prints in front of a stream. */
public final class SessionId {
    private SessionId() {}

    /** From a word: hexadecimal behind {@code 0x}, as it is printed, octal behind 0, else decimal; what follows the digits is ignored. */
    public static Checked<Long> parse(String word) {
        boolean signed = word.startsWith("+") || word.startsWith("-");
        String number = signed ? word.substring(1) : word;
        boolean hexadecimal = number.startsWith("0x") || number.startsWith("0X");
        int radix = hexadecimal ? 16 : number.startsWith("0") ? 8 : 10;
        String digits = hexadecimal ? number.substring(2) : number;
        long value = 0;
        for (int i = 0; i < digits.length() && Character.digit(digits.charAt(i), radix) >= 0; i++) {
            value = value * radix + Character.digit(digits.charAt(i), radix);
        }
        return value == 0
                ? Checked.refused(Reason.BAD_ARGUMENT, "Session pointer expected (use 'show sess').")
                : Checked.of(word.startsWith("-") ? -value : value);
    }
}
