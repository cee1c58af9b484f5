package dev.sluice.operation.process;

import dev.sluice.operation.Checked;
import dev.sluice.operation.Numbers;
import dev.sluice.operation.Reason;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A limit of the process.
 *
 * @param kind of what
 * @param perSecond how much; 0 takes the limit away. Bytes for compression
 */
public record RateLimit(Kind kind, int perSecond) {
    private static final String USAGE = """
            'set rate-limit' only supports :
               - 'connections global' to set the per-process maximum connection rate
               - 'sessions global' to set the per-process maximum session rate
               - 'ssl-sessions global' to set the per-process maximum SSL session rate
               - 'http-compression global' to set the per-process maximum compression speed in kB/s""";

    private static final Map<String, Kind> KINDS = Map.of(
            "connections", Kind.CONNECTIONS,
            "sessions", Kind.SESSIONS,
            "ssl-sessions", Kind.SSL_SESSIONS,
            "http-compression", Kind.COMPRESSION);

    /** What is limited. */
    public enum Kind {
        CONNECTIONS,
        SESSIONS,
        SSL_SESSIONS,
        COMPRESSION
    }

    /** From the words behind {@code set rate-limit}; empty ones were not said. */
    public static Checked<RateLimit> parse(String kind, String scope, String value) {
        @Nullable Kind known = KINDS.get(kind);
        if (known == null || !scope.equals("global")) {
            return Checked.refused(Reason.BAD_ARGUMENT, USAGE);
        }
        if (value.isEmpty()) {
            return Checked.refused(Reason.MISSING_ARGUMENT, "Expects an integer value.");
        }
        int number = Numbers.atoi(value);
        return known == Kind.COMPRESSION ? of(known, (long) number * 1024) : of(known, number);
    }

    /** Of a number. */
    public static Checked<RateLimit> of(Kind kind, long perSecond) {
        return perSecond < 0
                ? Checked.refused(Reason.VALUE_OUT_OF_RANGE, "Value out of range.")
                : Checked.of(new RateLimit(kind, (int) Math.min(perSecond, Integer.MAX_VALUE)));
    }
}
