package dev.sluice.proxy.log;

import dev.sluice.config.LogTarget;
import dev.sluice.config.ProxySettings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a proxy logs, and where.
 *
 * @param targets where; empty for nowhere
 * @param format which line
 * @param manner which lines are left out, and how important the others are
 * @param tag who says it; empty for the program's own
 * @param hostname what {@code log-send-hostname} says; empty where it is not set
 */
record LogPlan(List<LogTarget> targets, ProxySettings.LogFormat format, Manner manner, String tag, String hostname) {
    /** Nothing at all. */
    static final LogPlan NOTHING =
            new LogPlan(List.of(), ProxySettings.LogFormat.NONE, new Manner(false, false, false), "", "");

    LogPlan {
        targets = List.copyOf(targets);
    }

    /**
     * Which lines are written.
     *
     * @param skipsEmpty whether connections without any byte from the client are left out ({@code option dontlognull})
     * @param errorsOnly whether what went well is left out ({@code option dontlog-normal})
     * @param raisesErrors whether what went wrong is of level err ({@code option log-separate-errors})
     */
    record Manner(boolean skipsEmpty, boolean errorsOnly, boolean raisesErrors) {}

    /** One for each profile that targets name, in the order of their first. */
    List<LogPlan> parts() {
        Map<String, List<LogTarget>> grouped = new LinkedHashMap<>();
        targets.forEach(target -> grouped.computeIfAbsent(target.profile(), name -> new ArrayList<>())
                .add(target));
        return grouped.values().stream()
                .map(some -> new LogPlan(some, format, manner, tag, hostname))
                .toList();
    }

    /** The profile of all of its targets; empty for none. */
    String profile() {
        return targets.isEmpty() ? "" : targets.get(0).profile();
    }
}
