package dev.sluice.cli.top;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a program said of itself at one moment.
 *
 * @param info lines of {@code show info}
 * @param rows of {@code show stat}, in order
 * @param millis when
 */
record Snapshot(Map<String, String> info, List<Row> rows, long millis) {
    Snapshot {
        info = Map.copyOf(info);
        rows = List.copyOf(rows);
    }

    /** Reads the two answers. */
    static Snapshot read(String info, String statistics, long millis) {
        Map<String, String> facts = new HashMap<>();
        for (String line : info.lines().toList()) {
            int colon = line.indexOf(": ");
            if (colon > 0) {
                facts.put(line.substring(0, colon), line.substring(colon + 2).strip());
            }
        }
        List<Row> rows = new ArrayList<>();
        List<String> heading = List.of();
        for (String line : statistics.lines().toList()) {
            if (line.startsWith("# ")) {
                heading = cells(line.substring(2));
            } else if (!line.isBlank() && !heading.isEmpty()) {
                row(heading, cells(line), rows);
            }
        }
        return new Snapshot(facts, rows, millis);
    }

    private static void row(List<String> heading, List<String> cells, List<Row> rows) {
        Map<String, String> values = new LinkedHashMap<>();
        for (int i = 0; i < Math.min(heading.size(), cells.size()); i++) {
            values.put(heading.get(i), cells.get(i));
        }
        String name = values.getOrDefault("svname", "");
        Row.Kind kind = switch (values.getOrDefault("type", "")) {
            case "0" -> Row.Kind.FRONTEND;
            case "1" -> Row.Kind.BACKEND;
            default -> Row.Kind.SERVER;
        };
        boolean listener = values.getOrDefault("type", "").equals("3");
        if (!listener) {
            rows.add(new Row(kind, values.getOrDefault("pxname", ""), name, values));
        }
    }

    /** The cells of a line; quotes keep commas together. */
    private static List<String> cells(String line) {
        List<String> cells = new ArrayList<>();
        StringBuilder cell = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '"') {
                quoted = !quoted;
            } else if (c == ',' && !quoted) {
                cells.add(cell.toString());
                cell.setLength(0);
            } else {
                cell.append(c);
            }
        }
        cells.add(cell.toString());
        return cells;
    }
}
