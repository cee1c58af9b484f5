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
 * @param tag who says it; empty for the program's own
 * @param hostname what {@code log-send-hostname} says; empty where it is not set
 */
record LogPlan(
        List<LogTarget> targets, ProxySettings.LogFormat format, boolean skipsEmpty, String tag, String hostname) {
    /** Nothing at all. */
    static final LogPlan NOTHING = new LogPlan(List.of(), ProxySettings.LogFormat.NONE, false, "", "");

    LogPlan {
        targets = List.copyOf(targets);
    }
}
