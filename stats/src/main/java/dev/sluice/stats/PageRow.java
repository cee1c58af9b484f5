package dev.sluice.stats;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is known of a frontend, backend, server or listener, as the cells of its row read it. */
record PageRow(Map<String, Object> values) {
    /** Whether the row has the statistic at all. */
    boolean has(String name) {
        return values.containsKey(name);
    }

    /** A number; 0 where the row has none. */
    long number(String name) {
        return values.get(name) instanceof Number number ? number.longValue() : 0;
    }

    /** A text ready for the page; empty where the row has none. */
    String text(String name) {
        @Nullable Object value = values.get(name);
        return value == null ? "" : PageText.escaped(String.valueOf(value));
    }

    boolean isServer() {
        return number("type") == 2;
    }

    /** Whether it is a frontend or a backend as a whole. */
    boolean isWhole() {
        return number("type") < 2;
    }

    /** Its proxy and its own name, which no other row has. */
    String id() {
        return text("pxname") + "/" + text("svname");
    }

    /** What it is called on the page. */
    String title() {
        return isWhole() ? number("type") == 0 ? "Frontend" : "Backend" : text("svname");
    }

    /** How it is coloured: by what its state means for traffic. */
    String style() {
        String status = text("status");
        if (status.startsWith("MAINT")) {
            return "maint";
        }
        if (status.startsWith("DRAIN") || status.startsWith("NOLB")) {
            return "drain";
        }
        boolean down = status.startsWith("DOWN") || status.equals("STOP");
        boolean unknown = status.equals("no check") || status.isEmpty();
        return down ? "down" : unknown ? "unchecked" : "up";
    }

    /** Sums up numbers. */
    long sum(List<String> names) {
        return names.stream().mapToLong(this::number).sum();
    }
}
