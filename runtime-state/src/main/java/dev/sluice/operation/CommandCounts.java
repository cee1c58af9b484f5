package dev.sluice.operation;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLongArray;

/** How often each surface has asked for something, by what came of it. Any thread may count and read. */
public final class CommandCounts {
    private static final Reason[] REASONS = Reason.values();

    /** Of each surface, of which there is a handful: first what was done, then what was refused for each reason. */
    private final Map<String, AtomicLongArray> bySurface = new ConcurrentHashMap<>();

    /**
     * What came of something, so often.
     *
     * @param surface see {@link Caller#surface}
     * @param outcome {@code done}, or the reason of a refusal in lower case
     * @param times since the start of the process
     */
    public record Count(String surface, String outcome, long times) {}

    /** Counts and gives back what has come of something. */
    Outcome count(Caller caller, Outcome outcome) {
        bySurface
                .computeIfAbsent(caller.surface(), surface -> new AtomicLongArray(1 + REASONS.length))
                .incrementAndGet(outcome.<Integer>match(
                        done -> 0, rows -> 0, refused -> 1 + refused.reason().ordinal()));
        return outcome;
    }

    /** What has come of anything, in order of surfaces; what has never come is left out. */
    public List<Count> read() {
        List<Count> counts = new ArrayList<>();
        new TreeMap<>(bySurface).forEach((surface, times) -> {
            for (int i = 0; i <= REASONS.length; i++) {
                if (times.get(i) > 0) {
                    String outcome = i == 0 ? "done" : REASONS[i - 1].name().toLowerCase(Locale.ROOT);
                    counts.add(new Count(surface, outcome, times.get(i)));
                }
            }
        });
        return counts;
    }
}
