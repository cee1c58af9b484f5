package dev.sluice.config.parse;

import java.util.HashMap;
import java.util.Map;

/** Checks of {@code log-forward} sections as a whole. */
final class LogForwardChecks {
    private final Diagnostics diagnostics;
    private final Sections sections;

    LogForwardChecks(Diagnostics diagnostics, Sections sections) {
        this.diagnostics = diagnostics;
        this.sections = sections;
    }

    /** Commands name them as they name frontends. */
    void run() {
        Map<String, Scope> named = new HashMap<>();
        for (Scope proxy : sections.proxies()) {
            if (proxy.place() != Place.BACKEND) {
                named.putIfAbsent(proxy.name(), proxy);
            }
        }
        for (Scope section : sections.logForwards()) {
            if (section.binds().isEmpty() && !diagnostics.hasAlerts()) {
                diagnostics.warning(
                        section.location(),
                        "log-forward '" + section.name()
                                + "' has no 'bind' or 'dgram-bind' line, so that it will never be used.");
            }
            Scope earlier = named.putIfAbsent(section.name(), section);
            if (earlier != null) {
                diagnostics.alert(
                        section.location(),
                        "log-forward '" + section.name() + "' has the same name as "
                                + earlier.place().word() + " '" + earlier.name() + "' declared at "
                                + earlier.location() + ".");
            }
        }
    }
}
