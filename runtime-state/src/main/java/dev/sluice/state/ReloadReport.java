package dev.sluice.state;

import java.util.ArrayList;
import java.util.List;

/** What a reload changed. */
public record ReloadReport(
        int serversAdded,
        int serversRemoved,
        int serversChanged,
        int proxiesAdded,
        int proxiesRemoved,
        int listenersOpened,
        int listenersClosed,
        int connectionsClosed,
        int runtimeChangesKept,
        int runtimeChangesDropped) {
    /** The same with the number of connections that were closed, which is known last. */
    public ReloadReport closing(int connections) {
        return new ReloadReport(
                serversAdded,
                serversRemoved,
                serversChanged,
                proxiesAdded,
                proxiesRemoved,
                listenersOpened,
                listenersClosed,
                connections,
                runtimeChangesKept,
                runtimeChangesDropped);
    }

    /**
     * In one line: {@code 2 servers added, 1 removed, 0 connections closed, 3 runtime changes kept}, and behind it what else is not 0.
     * Nouns stay in the plural, so that programs can read it.
     */
    public String text() {
        List<String> parts = new ArrayList<>();
        parts.add(serversAdded + " servers added");
        parts.add(serversRemoved + " removed");
        parts.add(connectionsClosed + " connections closed");
        parts.add(runtimeChangesKept + " runtime changes kept");
        more(parts, serversChanged, "servers changed");
        more(parts, proxiesAdded, "proxies added");
        more(parts, proxiesRemoved, "proxies removed");
        more(parts, listenersOpened, "listeners opened");
        more(parts, listenersClosed, "listeners closed");
        more(parts, runtimeChangesDropped, "runtime changes dropped");
        return String.join(", ", parts);
    }

    private static void more(List<String> parts, int number, String what) {
        if (number > 0) {
            parts.add(number + " " + what);
        }
    }
}
