package dev.sluice.state;

import java.util.ArrayList;
import java.util.List;

/** What a reload changed. */
public record ReloadReport(
        int serversAdded,
        int serversChanged,
        int serversRemoved,
        int proxiesAdded,
        int proxiesRemoved,
        int listenersAdded,
        int listenersRemoved,
        int connectionsClosed,
        int runtimeChangesKept,
        int runtimeChangesDropped) {
    /** In one line, such as {@code 2 servers added, 1 removed, 0 connections closed, 3 runtime changes kept}. */
    public String text() {
        List<String> parts = new ArrayList<>();
        parts.add(count(serversAdded, "server") + " added");
        parts.add(serversRemoved + " removed");
        if (serversChanged > 0) {
            parts.add(serversChanged + " changed");
        }
        change(parts, proxiesAdded, proxiesRemoved, "proxy", "proxies");
        change(parts, listenersAdded, listenersRemoved, "listener", "listeners");
        parts.add(count(connectionsClosed, "connection") + " closed");
        parts.add(count(runtimeChangesKept, "runtime change") + " kept");
        if (runtimeChangesDropped > 0) {
            parts.add(runtimeChangesDropped + " dropped");
        }
        return String.join(", ", parts);
    }

    private static void change(List<String> parts, int added, int removed, String one, String many) {
        if (added > 0) {
            parts.add(added + " " + (added == 1 ? one : many) + " added");
        }
        if (removed > 0) {
            parts.add(removed + " " + (removed == 1 ? one : many) + " removed");
        }
    }

    private static String count(int number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }
}
