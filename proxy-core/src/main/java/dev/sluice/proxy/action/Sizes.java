package dev.sluice.proxy.action;

import dev.sluice.proxy.sample.SampleException;
import java.util.Locale;

/** Reads sizes. */
final class Sizes {
    private Sizes() {}

    /** Takes a number of bytes, with {@code k}, {@code m} or {@code g} behind it for more of them. */
    static int read(Words words) throws SampleException {
        String word = words.next("a size").toLowerCase(Locale.ROOT);
        if (!word.matches("[0-9]{1,9}[kmg]?")) {
            throw words.bad("expects a size (got '" + word + "')");
        }
        long unit = switch (word.charAt(word.length() - 1)) {
            case 'k' -> 1L << 10;
            case 'm' -> 1L << 20;
            case 'g' -> 1L << 30;
            default -> 1;
        };
        String digits = unit == 1 ? word : word.substring(0, word.length() - 1);
        return (int) Math.min(Integer.MAX_VALUE, Long.parseLong(digits) * unit);
    }
}
