package dev.sluice.stats;

import java.util.ArrayList;
import java.util.List;

/** Reads CSV as RFC 4180 says, and nothing more lenient. */
final class Csv {
    private final String text;
    private int at;

    private Csv(String text) {
        this.text = text;
    }

    static List<List<String>> parse(String text) {
        Csv csv = new Csv(text);
        List<List<String>> rows = new ArrayList<>();
        while (csv.at < text.length()) {
            rows.add(csv.row());
        }
        return rows;
    }

    private List<String> row() {
        List<String> cells = new ArrayList<>();
        while (true) {
            cells.add(cell());
            char separator = text.charAt(at++);
            if (separator == '\n') {
                return cells;
            }
            if (separator != ',') {
                throw new IllegalArgumentException("neither comma nor line end at " + (at - 1));
            }
        }
    }

    private String cell() {
        StringBuilder cell = new StringBuilder();
        if (text.charAt(at) != '"') {
            while (text.charAt(at) != ',' && text.charAt(at) != '\n') {
                if (text.charAt(at) == '"') {
                    throw new IllegalArgumentException("bare quote at " + at);
                }
                cell.append(text.charAt(at++));
            }
            return cell.toString();
        }
        at++;
        while (text.charAt(at) != '"' || text.charAt(at + 1) == '"') {
            at += text.charAt(at) == '"' ? 1 : 0;
            cell.append(text.charAt(at++));
        }
        at++;
        return cell.toString();
    }
}
