package dev.sluice.proxy.log;

import dev.sluice.config.LogStep;
import dev.sluice.proxy.sample.LogFormat;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the lines about a frontend's traffic say, and when they are written. Immutable. */
public final class LogLines {
    /** Built-in lines, once all is over. */
    public static final LogLines BUILT_IN =
            new LogLines(new Line(null, null, false, ""), new Line(null, null, false, ""), Map.of(), Set.of(), false);

    private final Line usual;
    private final Line error;
    private final Map<String, EnumMap<LogStep, Line>> profiles;
    private final Set<LogStep> steps;
    private final boolean partial;
    /** Whether one line alone is due before the end. */
    private final boolean early;

    /**
     * Compiled.
     *
     * @param usual the line
     * @param error the one about what was no request
     * @param profiles what targets write instead, by the name of a profile
     * @param steps when; empty for once, as soon as all is known
     * @param partial whether it is written before that ({@code option logasap})
     */
    public LogLines(
            Line usual, Line error, Map<String, EnumMap<LogStep, Line>> profiles, Set<LogStep> steps, boolean partial) {
        this.usual = usual;
        this.error = error;
        this.profiles = Map.copyOf(profiles);
        this.partial = partial;
        this.early = partial || usual.format != null && !usual.format.isLate();
        this.steps = steps.isEmpty() || partial ? EnumSet.noneOf(LogStep.class) : EnumSet.copyOf(steps);
    }

    /**
     * A line.
     *
     * @param format what it says; null for what is built in
     * @param data its structured data (RFC 5424 section 6.3); null for none
     * @param dropped whether it is not written at all
     * @param tag who says it; empty for the proxy's
     */
    public record Line(@Nullable LogFormat format, @Nullable LogFormat data, boolean dropped, String tag) {}

    /** Whether one line is enough, which {@code log-steps} has the say about. */
    public boolean isOnce() {
        return steps.isEmpty();
    }

    /** Whether times and sizes in lines are those of the beginning. */
    public boolean isPartial() {
        return partial;
    }

    /**
     * Whether a line is due at a step. One step before the end counts as early: the response's head in HTTP mode, the server reached in
     * TCP mode.
     */
    public boolean isDue(LogStep step, boolean lastBeforeEnd) {
        if (step == LogStep.ERROR) {
            return true;
        }
        if (!isOnce()) {
            return steps.contains(step);
        }
        return step == LogStep.CLOSE || lastBeforeEnd && early;
    }

    /** The line of a step, for targets with a profile; an empty name stands for those without. */
    Line line(String profile, LogStep step) {
        EnumMap<LogStep, Line> own = profile.isEmpty() ? null : profiles.get(profile);
        Line line = own == null ? null : own.get(step);
        return line != null ? line : step == LogStep.ERROR ? error : usual;
    }

    /** Whether some line may be a built-in one. */
    public boolean needsEntry() {
        return usual.format == null;
    }
}
