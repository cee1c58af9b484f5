package dev.sluice.cli.top;

import java.util.Map;

/**
 * One line of statistics.
 *
 * @param kind what it is of
 * @param proxy the frontend or backend
 * @param name of a server; {@code FRONTEND} and {@code BACKEND} for a proxy itself
 * @param cells all values, by the names of their columns
 */
record Row(Kind kind, String proxy, String name, Map<String, String> cells) {
    /** What statistics are of. */
    enum Kind {
        FRONTEND,
        BACKEND,
        SERVER
    }

    Row {
        cells = Map.copyOf(cells);
    }

    /** A value as it was told; empty where it does not apply. */
    String text(String column) {
        return cells.getOrDefault(column, "");
    }

    /** A number; 0 where it does not apply. */
    long number(String column) {
        String text = text(column);
        return text.matches("-?\\d{1,18}") ? Long.parseLong(text) : 0;
    }

    /** How commands name it: {@code backend/server}, or the proxy. */
    String reference() {
        return kind == Kind.SERVER ? proxy + "/" + name : proxy;
    }
}
