package dev.sluice.config;

import java.util.Map;

/**
 * A {@code log-profile} section: what the lines for some targets say instead.
 *
 * @param name its name
 * @param tag who says it; empty for whoever does otherwise
 * @param lines what is said at which step
 */
public record LogProfile(String name, String tag, Map<LogStep, On> lines) {
    /** The tag of the section that is being read. */
    public static final Setting<String> TAG = Setting.of("log-tag of profile", "");
    /** The lines of the section that is being read. */
    public static final Setting<Map<LogStep, On>> LINES = Setting.of("on", Map.of());

    /** Keeps a copy of the lines. */
    public LogProfile {
        lines = Map.copyOf(lines);
    }

    /**
     * A line of a step.
     *
     * @param drop whether there is none
     * @param format what it says; empty for what it says otherwise
     * @param data its structured data, likewise
     * @param location where that is written
     */
    public record On(boolean drop, String format, String data, Location location) {}
}
