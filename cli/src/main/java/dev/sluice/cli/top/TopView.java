package dev.sluice.cli.top;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;
import org.jspecify.annotations.Nullable;

/** Draws: from rows to lines, so wide and so many as there is room for. */
final class TopView {
    private static final int HEAD_LINES = 3;
    private static final int FOOT_LINES = 1;
    private static final int NAME_WIDTH_MAX = 32;
    private static final String HELP =
            "up/down select  tab kind  / search  d drain  r ready  m maint  w weight  q quit";

    /** A column of the table: heading, width, value. */
    private record Column(String heading, int width, Function<Row, String> value) {}

    private TopView() {}

    /** All lines of the screen. {@code before} is the snapshot before, from which rates of bytes are found; null for the first. */
    static List<AttributedString> lines(Snapshot now, @Nullable Snapshot before, Screen screen, int width, int height) {
        List<AttributedString> lines = new ArrayList<>();
        lines.add(cut(head(now), width));
        lines.add(cut(load(now), width));
        List<Row> rows = screen.rows(now);
        List<Column> columns = columns(now, before, rows);
        lines.add(cut(new AttributedString(heading(columns), AttributedStyle.INVERSE), width));
        int room = Math.max(1, height - HEAD_LINES - FOOT_LINES);
        int selected = Math.max(0, Math.min(screen.selected(), rows.size() - 1));
        int first = Math.max(0, Math.min(selected - room / 2, rows.size() - room));
        for (int i = first; i < first + room; i++) {
            lines.add(i < rows.size() ? row(rows.get(i), columns, i == selected, width) : AttributedString.EMPTY);
        }
        lines.add(cut(new AttributedString(foot(screen)), width));
        return lines;
    }

    private static AttributedString head(Snapshot now) {
        Map<String, String> info = now.info();
        return new AttributedString(
                info.getOrDefault("Name", "?") + " " + info.getOrDefault("Version", "?")
                        + "  " + info.getOrDefault("node", "")
                        + "  pid " + info.getOrDefault("Pid", "?")
                        + "  up " + info.getOrDefault("Uptime", "?"),
                AttributedStyle.BOLD);
    }

    private static AttributedString load(Snapshot now) {
        Map<String, String> info = now.info();
        return new AttributedString("connections " + info.getOrDefault("CurrConns", "0") + " of "
                + info.getOrDefault("Maxconn", "0")
                + "  " + info.getOrDefault("ConnRate", "0") + "/s  sessions " + info.getOrDefault("SessRate", "0")
                + "/s  requests " + info.getOrDefault("CumReq", "0")
                + "  idle " + info.getOrDefault("Idle_pct", "0") + "%");
    }

    private static List<Column> columns(Snapshot now, @Nullable Snapshot before, List<Row> rows) {
        Map<String, Row> old = before == null
                ? Map.of()
                : before.rows().stream().collect(Collectors.toMap(TopView::key, row -> row, (one, other) -> one));
        long millis = before == null ? 0 : now.millis() - before.millis();
        int name = rows.stream().mapToInt(row -> shown(row).length()).max().orElse(4);
        return List.of(
                new Column("NAME", Math.min(NAME_WIDTH_MAX, Math.max(name, 4)), TopView::shown),
                new Column("STATUS", 8, row -> row.text("status")),
                new Column("WEIGHT", 6, row -> row.text("weight")),
                new Column("QUEUE", 6, row -> row.text("qcur")),
                new Column("CUR", 6, row -> row.text("scur")),
                new Column("MAX", 6, row -> row.text("smax")),
                new Column("LIMIT", 6, row -> row.text("slim")),
                new Column("RATE/s", 7, row -> row.text("rate")),
                new Column("REQ/s", 7, row -> row.text("req_rate")),
                new Column("IN/s", 7, row -> perSecond(row, old.get(key(row)), "bin", millis)),
                new Column("OUT/s", 7, row -> perSecond(row, old.get(key(row)), "bout", millis)),
                new Column("5XX", 7, row -> row.text("hrsp_5xx")),
                new Column("CHECK", 8, row -> row.text("check_status")));
    }

    private static String key(Row row) {
        return row.kind() + " " + row.proxy() + "/" + row.name();
    }

    private static String shown(Row row) {
        return switch (row.kind()) {
            case FRONTEND -> "> " + row.proxy();
            case BACKEND -> "= " + row.proxy();
            case SERVER -> "  " + row.reference();
        };
    }

    /** How fast a counter has grown; empty before there are two moments, or when it was cleared between them. */
    private static String perSecond(Row row, @Nullable Row old, String column, long millis) {
        if (old == null || millis <= 0 || row.number(column) < old.number(column)) {
            return "";
        }
        return size((row.number(column) - old.number(column)) * 1000 / millis);
    }

    /** A number of bytes in few characters. */
    static String size(long bytes) {
        String[] units = {"", "k", "M", "G", "T"};
        double value = bytes;
        int unit = 0;
        while (value >= 1000 && unit < units.length - 1) {
            value /= 1000;
            unit++;
        }
        return unit == 0 ? Long.toString(bytes) : String.format(Locale.ROOT, "%.1f%s", value, units[unit]);
    }

    private static String heading(List<Column> columns) {
        return columns.stream().map(column -> aligned(column, column.heading())).collect(Collectors.joining(" "));
    }

    /** Names to the left, numbers to the right. */
    private static String aligned(Column column, String value) {
        String cut = value.length() > column.width() ? value.substring(0, column.width()) : value;
        String space = " ".repeat(column.width() - cut.length());
        boolean left = column.heading().equals("NAME") || column.heading().equals("STATUS");
        return left ? cut + space : space + cut;
    }

    private static AttributedString row(Row row, List<Column> columns, boolean selected, int width) {
        AttributedStringBuilder line = new AttributedStringBuilder();
        for (Column column : columns) {
            AttributedStyle style = column.heading().equals("STATUS") ? style(row) : AttributedStyle.DEFAULT;
            line.styled(
                    selected ? style.inverse() : style,
                    aligned(column, column.value().apply(row)) + " ");
        }
        return cut(line.toAttributedString(), width);
    }

    private static AttributedStyle style(Row row) {
        String word = row.text("status").split(" ", 2)[0];
        return switch (word) {
            case "UP", "OPEN" -> AttributedStyle.DEFAULT.foreground(AttributedStyle.GREEN);
            case "DOWN", "STOP" -> AttributedStyle.DEFAULT.foreground(AttributedStyle.RED);
            case "MAINT", "DRAIN", "NOLB", "PAUSED" -> AttributedStyle.DEFAULT.foreground(AttributedStyle.YELLOW);
            default -> AttributedStyle.DEFAULT;
        };
    }

    private static String foot(Screen screen) {
        Screen.@Nullable Question question = screen.question();
        if (question != null) {
            return question.typed() == null ? question.text() : question.text() + question.typed();
        }
        String showing = screen.shown().name().toLowerCase(Locale.ROOT)
                + (screen.search().isEmpty() ? "" : " /" + screen.search());
        return screen.message().isEmpty() ? HELP + "  [" + showing + "]" : screen.message();
    }

    private static AttributedString cut(AttributedString line, int width) {
        return line.columnLength() > width ? line.columnSubSequence(0, width) : line;
    }
}
