package dev.sluice.cli.ctl;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;

/** Shows for people what commands list for programs: aligned columns with a heading, states in colour. */
final class TableText {
    /** Of the hundred columns of statistics those that a person looks for first. */
    private static final Set<String> STATISTICS = Set.of(
            "pxname",
            "svname",
            "status",
            "weight",
            "act",
            "bck",
            "qcur",
            "scur",
            "smax",
            "slim",
            "stot",
            "rate",
            "bin",
            "bout",
            "hrsp_5xx",
            "econ",
            "chkfail",
            "lastchg");

    private static final Set<String> GOOD = Set.of("UP", "OPEN", "ready", "running");
    private static final Set<String> BAD = Set.of("DOWN", "STOP", "stopped");

    private TableText() {}

    /** The lines of a reply, as a terminal shows them. */
    static List<AttributedString> of(String reply) {
        String[] lines = reply.split("\n", -1);
        int heading = heading(lines);
        if (heading < 0) {
            List<AttributedString> plain = new ArrayList<>();
            for (String line : lines) {
                plain.add(AttributedString.fromAnsi(line));
            }
            return plain;
        }
        String separator = lines[heading].contains(",") ? "," : " ";
        List<String[]> rows = new ArrayList<>();
        rows.add(lines[heading].substring(1).strip().split(separator, -1));
        for (int i = heading + 1; i < lines.length; i++) {
            if (!lines[i].isBlank()) {
                rows.add(lines[i].split(separator, -1));
            }
        }
        return table(rows, columns(rows.get(0)));
    }

    /** The line that names columns: at the head, perhaps behind a version. */
    private static int heading(String[] lines) {
        for (int i = 0; i < Math.min(2, lines.length - 1); i++) {
            if (lines[i].startsWith("# ") && !lines[i + 1].startsWith("#")) {
                return i;
            }
        }
        return -1;
    }

    private static List<Integer> columns(String[] heading) {
        List<Integer> all = new ArrayList<>();
        boolean statistics = heading[0].equals("pxname");
        for (int i = 0; i < heading.length; i++) {
            if (!heading[i].isEmpty() && (!statistics || STATISTICS.contains(heading[i]))) {
                all.add(i);
            }
        }
        return all;
    }

    private static List<AttributedString> table(List<String[]> rows, List<Integer> columns) {
        int[] widths = new int[columns.size()];
        boolean[] numbers = new boolean[columns.size()];
        for (int c = 0; c < widths.length; c++) {
            numbers[c] = rows.size() > 1;
            for (int r = 0; r < rows.size(); r++) {
                String cell = cell(rows.get(r), columns.get(c));
                widths[c] = Math.max(widths[c], cell.length());
                numbers[c] &= r == 0 || cell.matches("-?[0-9.]*");
            }
        }
        List<AttributedString> lines = new ArrayList<>();
        for (int r = 0; r < rows.size(); r++) {
            AttributedStringBuilder line = new AttributedStringBuilder();
            for (int c = 0; c < widths.length; c++) {
                String cell = cell(rows.get(r), columns.get(c));
                String space = " ".repeat(widths[c] - cell.length());
                line.styled(style(r, cell), numbers[c] ? space + cell : cell + space);
                line.append(c + 1 < widths.length ? "  " : "");
            }
            lines.add(line.toAttributedString());
        }
        return lines;
    }

    private static String cell(String[] row, int column) {
        return column < row.length ? row[column] : "";
    }

    /** How a cell looks; the heading stands out. */
    static AttributedStyle style(int row, String cell) {
        if (row == 0) {
            return AttributedStyle.DEFAULT.bold();
        }
        String word = cell.split(" ", 2)[0];
        if (GOOD.contains(word)) {
            return AttributedStyle.DEFAULT.foreground(AttributedStyle.GREEN);
        }
        if (BAD.contains(word)) {
            return AttributedStyle.DEFAULT.foreground(AttributedStyle.RED);
        }
        boolean between = Set.of("MAINT", "DRAIN", "NOLB").contains(word.toUpperCase(Locale.ROOT));
        return between ? AttributedStyle.DEFAULT.foreground(AttributedStyle.YELLOW) : AttributedStyle.DEFAULT;
    }
}
