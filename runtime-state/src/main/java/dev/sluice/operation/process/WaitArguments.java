package dev.sluice.operation.process;

import dev.sluice.operation.Checked;
import dev.sluice.operation.Reason;
import dev.sluice.operation.server.ServerRef;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads what {@code wait} is told. */
public final class WaitArguments {
    /** How {@code wait} is used; {@code wait -h} and an unknown condition say it. */
    public static final String USAGE = """
            Usage: wait {-h|<duration>} [condition [args...]]
              - '-h' displays this help
              - <duration> is the maximum wait time, optionally suffixed by the unit among
                'us', 'ms', 's', 'm', 'h', and 'd'. ; the default unit is milliseconds.
              - <condition> indicates what to wait for, no longer than the specified
                duration. Supported conditions are:
                - <none> : by default, just sleep for the specified duration.
                - srv-removable <px>/<sv> : wait for this server to become removable.""";

    private static final Map<String, Long> MICROS = Map.of(
            "us", 1L,
            "", 1_000L,
            "ms", 1_000L,
            "s", 1_000_000L,
            "m", 60_000_000L,
            "h", 3_600_000_000L,
            "d", 86_400_000_000L);

    /** Longer than this is no wait but a mistake: HAProxy's 31 bits of milliseconds. */
    private static final long MILLIS_MAX = Integer.MAX_VALUE;

    private WaitArguments() {}

    /** The duration. */
    public static Checked<Duration> delay(String word) {
        if (word.isEmpty()) {
            return Checked.refused(Reason.MISSING_ARGUMENT, "Expects a duration in milliseconds.");
        }
        int digits = 0;
        while (digits < word.length() && word.charAt(digits) >= '0' && word.charAt(digits) <= '9') {
            digits++;
        }
        @Nullable Long unit = MICROS.get(word.substring(digits));
        if (digits == 0 || digits > 10 || unit == null) {
            return Checked.refused(Reason.BAD_ARGUMENT, "Invalid duration.");
        }
        // Part of a millisecond counts as a whole one.
        long millis = (Long.parseLong(word.substring(0, digits)) * unit + 999) / 1_000;
        return millis == 0 || millis > MILLIS_MAX
                ? Checked.refused(Reason.BAD_ARGUMENT, "Invalid duration.")
                : Checked.of(Duration.ofMillis(millis));
    }

    /** The words behind the duration. */
    public static Checked<Condition> condition(List<String> words) {
        if (words.isEmpty()) {
            return Checked.of(new Condition.Time());
        }
        String what = words.size() > 1 ? words.get(1) : "";
        return switch (words.get(0)) {
            case "srv-removable" ->
                what.isEmpty()
                        ? Checked.refused(Reason.MISSING_ARGUMENT, "Missing server name (<backend>/<server>).")
                        : Checked.of(new Condition.ServerRemovable(ServerRef.parse(what)));
            case "be-removable" ->
                what.isEmpty()
                        ? Checked.refused(Reason.MISSING_ARGUMENT, "Missing backend name.")
                        : Checked.of(new Condition.BackendRemovable(what));
            default -> Checked.refused(Reason.BAD_ARGUMENT, USAGE);
        };
    }
}
