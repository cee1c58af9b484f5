package dev.sluice.proxy.sample.fetch;

import dev.sluice.proxy.sample.Arguments;
import dev.sluice.proxy.sample.SampleException;

/** Points in time in the unit that an argument names. */
final class TimeUnits {
    private static final long MILLIS = 1000;

    private TimeUnits() {}

    /** How many of the unit that the argument at {@code index} names make a second. */
    static long perSecond(Arguments arguments, int index) throws SampleException {
        return switch (arguments.text(index)) {
            case "", "s" -> 1;
            case "ms" -> MILLIS;
            case "us" -> MILLIS * MILLIS;
            default -> throw arguments.bad("expects 's', 'ms' or 'us', got '" + arguments.text(index) + "'");
        };
    }

    static long of(long millis, long perSecond) {
        return perSecond >= MILLIS ? millis * (perSecond / MILLIS) : millis / MILLIS;
    }
}
