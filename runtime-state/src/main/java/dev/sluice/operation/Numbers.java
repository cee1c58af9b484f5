package dev.sluice.operation;

/** Reads numbers as C's {@code strtol} does, since that is what HAProxy's commands accept and refuse by. */
public final class Numbers {
    private Numbers() {}

    /** The number that a word begins with, as {@code strtol} in base 10; the rest is the whole word where there is none. */
    public static Leading leading(String word) {
        int start = 0;
        while (start < word.length() && isSpace(word.charAt(start))) {
            start++;
        }
        int at = start;
        boolean negative = at < word.length() && word.charAt(at) == '-';
        if (at < word.length() && (negative || word.charAt(at) == '+')) {
            at++;
        }
        int digits = at;
        long value = 0;
        while (at < word.length() && word.charAt(at) >= '0' && word.charAt(at) <= '9') {
            int digit = word.charAt(at) - '0';
            value = value > (Long.MAX_VALUE - digit) / 10 ? Long.MAX_VALUE : value * 10 + digit;
            at++;
        }
        return at == digits ? new Leading(0, word) : new Leading(negative ? negated(value) : value, word.substring(at));
    }

    /** The number that a word begins with, cut to 32 bits as {@code atol} into an {@code int} does; 0 where there is none. */
    public static int atoi(String word) {
        return (int) leading(word).value();
    }

    /** Past its end the negative side has one number more. */
    private static long negated(long value) {
        return value == Long.MAX_VALUE ? Long.MIN_VALUE : -value;
    }

    private static boolean isSpace(char c) {
        return c == ' ' || (c >= '\t' && c <= '\r');
    }

    /** A number and what follows it. */
    public record Leading(long value, String rest) {}
}
