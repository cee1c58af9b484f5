package dev.sluice.proxy.log;

import dev.sluice.config.LogTarget;
import dev.sluice.config.ProxySettings;
import java.util.List;

/**
 * What a proxy logs, and where.
 *
 * @param targets where; empty for nowhere
 * @param format which line
 * @param skipsEmpty whether connections without any byte from the client are left out ({@code option dontlognull})
 * @param errorsOnly whether what went well is left out ({@code option dontlog-normal})
 * @param raisesErrors whether what went wrong is of level err ({@code option log-separate-errors})
 * @param tag who says it; empty for the program's own
 * @param hostname what {@code log-send-hostname} says; empty where it is not set
 */
record LogPlan(
        List<LogTarget> targets,
        ProxySettings.LogFormat format,
        boolean skipsEmpty,
        boolean errorsOnly,
        boolean raisesErrors,
        String tag,
        String hostname) {
    /** Nothing at all. */
    static final LogPlan NOTHING = new LogPlan(List.of(), ProxySettings.LogFormat.NONE, false, false, false, "", "");

    LogPlan {
        targets = List.copyOf(targets);
    }

    /** The same that deals so with what went well and wrong. */
    LogPlan about(boolean onlyErrors, boolean raising) {
        return new LogPlan(targets, format, skipsEmpty, onlyErrors, raising, tag, hostname);
    }
}
