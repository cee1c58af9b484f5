package dev.sluice.config.parse;

/** Numbers with and without their units. */
final class Units {
    private static final long DAYS_MAX = 24;
    /** Fewer milliseconds without a unit were most likely meant as seconds. */
    static final long SUSPICIOUS = 100;

    private Units() {}

    static int number(Line line, String word, int low, int high) throws BadLineException {
        long value = digits(word);
        boolean negative = word.startsWith("-") && digits(word.substring(1)) >= 0;
        if (negative) {
            value = -digits(word.substring(1));
        } else if (value < 0) {
            throw line.bad("'" + line.keyword() + "' expects a number (got '" + word + "').");
        }
        if (value < low || value > high) {
            throw line.bad(
                    "'" + line.keyword() + "' expects a number from " + low + " to " + high + " (got '" + word + "').");
        }
        return (int) value;
    }

    /** The value of a word of digits; -1 for any other word and for one past what an {@code int} holds in magnitude by far. */
    private static long digits(String word) {
        if (word.isEmpty() || word.length() > 18) {
            return -1;
        }
        long value = 0;
        for (int i = 0; i < word.length(); i++) {
            char c = word.charAt(i);
            if (c < '0' || c > '9') {
                return -1;
            }
            value = value * 10 + (c - '0');
        }
        return value;
    }

    /** Milliseconds; a bare number counts in {@code unitMillis}. */
    static long time(Line line, String word, long unitMillis) throws BadLineException {
        int end = 0;
        while (end < word.length() && word.charAt(end) >= '0' && word.charAt(end) <= '9') {
            end++;
        }
        long amount = digits(word.substring(0, end));
        if (amount < 0) {
            throw line.bad("'" + line.keyword() + "' expects a time (got '" + word + "').");
        }
        String unit = word.substring(end);
        if (unit.isEmpty() && unitMillis == 1 && amount > 0 && amount < SUSPICIOUS && line.isOfProxy()) {
            line.warn("'" + line.keyword() + " " + word + "' is suspiciously small for a time in milliseconds; write '"
                    + word + "ms' if that is meant.");
        }
        long millis = switch (unit) {
            case "us" -> (amount + 999) / 1000;
            case "ms" -> amount;
            case "s" -> scaled(amount, 1000);
            case "m" -> scaled(amount, 60_000);
            case "h" -> scaled(amount, 3_600_000);
            case "d" -> scaled(amount, 86_400_000);
            case "" -> scaled(amount, unitMillis);
            default ->
                throw line.bad("'" + line.keyword() + "': unknown unit '" + unit + "' in the time '" + word
                        + "' (known are us, ms, s, m, h and d).");
        };
        if (millis > Integer.MAX_VALUE) {
            throw line.bad("'" + line.keyword() + "': the time '" + word + "' is longer than " + DAYS_MAX + " days.");
        }
        return millis;
    }

    private static long scaled(long amount, long unit) {
        return amount > Long.MAX_VALUE / unit ? Long.MAX_VALUE : amount * unit;
    }

    /** Bytes. */
    static int size(Line line, String word) throws BadLineException {
        char last = word.isEmpty() ? ' ' : Character.toLowerCase(word.charAt(word.length() - 1));
        long unit = switch (last) {
            case 'k' -> 1L << 10;
            case 'm' -> 1L << 20;
            case 'g' -> 1L << 30;
            default -> 1;
        };
        long amount = digits(unit == 1 ? word : word.substring(0, word.length() - 1));
        if (amount < 0) {
            throw line.bad("'" + line.keyword() + "' expects a size (got '" + word + "').");
        }
        long bytes = scaled(amount, unit);
        if (bytes > Integer.MAX_VALUE) {
            throw line.bad("'" + line.keyword() + "': the size '" + word + "' is too large.");
        }
        return (int) bytes;
    }
}
