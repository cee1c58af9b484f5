package dev.sluice.stats;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** The columns of the page for people: most join several statistics, the most important one first. */
final class PageColumns {
    /**
     * One column.
     *
     * @param title what stands above it
     * @param explanation what one reads when pointing at the title
     * @param cell what stands in it, as HTML; empty where a row has nothing to say
     */
    record Column(String title, String explanation, Function<PageRow, String> cell) {}

    private static final List<String> FAILURES = List.of("ereq", "econ", "eresp");
    private static final List<String> RETURNED = List.of("hrsp_1xx", "hrsp_2xx", "hrsp_3xx", "hrsp_4xx", "hrsp_5xx");

    private static final List<Column> ALL = List.of(
            new Column("State", "what it is at present, and since when", PageColumns::state),
            new Column(
                    "Sessions", "open now; most at once; how many may be", row -> level(row, "scur", "smax", "slim")),
            new Column(
                    "Rate",
                    "sessions in the last second; most; limit",
                    row -> level(row, "rate", "rate_max", "rate_lim")),
            new Column(
                    "Queue", "requests waiting now; most at once; limit", row -> level(row, "qcur", "qmax", "qlimit")),
            new Column(
                    "Total",
                    "sessions since start; times balancing chose it; since when it is idle",
                    PageColumns::total),
            new Column("In", "bytes of requests", row -> bytes(row, "bin")),
            new Column("Out", "bytes of responses", row -> bytes(row, "bout")),
            new Column("Responses", "by class of status", PageColumns::responses),
            new Column(
                    "Times",
                    "averages of the last 1,024 requests: waiting in queue, connecting, answering; in all",
                    PageColumns::times),
            new Column("Denied", "by rules: requests, responses", row -> parts(row, false, "dreq", "dresp")),
            new Column(
                    "Errors",
                    "of requests, of connecting, of responses",
                    row -> parts(row, row.sum(FAILURES) > 0, "ereq", "econ", "eresp")),
            new Column("Retries", "connecting again; to another server", row -> parts(row, false, "wretr", "wredis")),
            new Column("Weight", "in effect; usable servers, active and backup", PageColumns::weight),
            new Column("Checks", "failed; times it went down; how long it was down in all", PageColumns::checks));

    private PageColumns() {}

    static List<Column> all() {
        return ALL;
    }

    /** The counters of single protocols, folded up. */
    static Column modules() {
        return new Column("Modules", "what single protocols count", PageColumns::protocols);
    }

    private static String state(PageRow row) {
        String status = row.text("status");
        if (status.isEmpty()) {
            return "";
        }
        StringBuilder html =
                new StringBuilder("<span class=\"badge\">").append(status).append("</span>");
        if (row.has("lastchg")) {
            html.append(" <small>for ")
                    .append(PageText.time(row.number("lastchg")))
                    .append("</small>");
        }
        String check = row.text("check_status");
        if (!check.isEmpty()) {
            html.append("<small title=\"")
                    .append(row.text("last_chk"))
                    .append("\">")
                    .append(check);
            String code = row.text("check_code");
            html.append(code.isEmpty() ? "" : " " + code);
            html.append(row.has("check_duration") ? " in " + row.number("check_duration") + " ms" : "")
                    .append("</small>");
        }
        String tracked = row.text("tracked");
        return html.append(tracked.isEmpty() ? "" : "<small>as " + tracked + "</small>")
                .toString();
    }

    /** What there is now, with a bar of how much of the limit that is. */
    private static String level(PageRow row, String now, String most, String limit) {
        if (!row.has(now)) {
            return "";
        }
        StringBuilder html =
                new StringBuilder("<b>").append(PageText.count(row.number(now))).append("</b>");
        long allowed = row.number(limit);
        if (allowed > 0) {
            long share = Math.min(100, row.number(now) * 100 / allowed);
            html.append("<span class=\"bar\"><i")
                    .append(share >= 90 ? " class=\"full\"" : "")
                    .append(" style=\"width:")
                    .append(share)
                    .append("%\"></i></span>");
        }
        html.append("<small>max ").append(PageText.count(row.number(most)));
        return html.append(allowed > 0 ? " of " + PageText.count(allowed) : "")
                .append("</small>")
                .toString();
    }

    private static String total(PageRow row) {
        StringBuilder html = new StringBuilder(row.has("stot") ? PageText.count(row.number("stot")) : "");
        if (row.has("lbtot")) {
            html.append("<small>chosen ")
                    .append(PageText.count(row.number("lbtot")))
                    .append("</small>");
        }
        long last = row.number("lastsess");
        if (row.has("lastsess") && last >= 0) {
            html.append("<small>last ").append(PageText.time(last)).append(" ago</small>");
        }
        return html.toString();
    }

    private static String bytes(PageRow row, String name) {
        return row.has(name)
                ? "<span title=\"" + row.number(name) + " bytes\">" + PageText.bytes(row.number(name)) + "</span>"
                : "";
    }

    private static String responses(PageRow row) {
        long sum = row.sum(RETURNED);
        if (sum == 0) {
            return "";
        }
        StringBuilder bar = new StringBuilder("<span class=\"shares\" title=\"");
        for (int i = 1; i <= RETURNED.size(); i++) {
            bar.append(i)
                    .append("xx: ")
                    .append(row.number(RETURNED.get(i - 1)))
                    .append(i < RETURNED.size() ? ", " : "");
        }
        bar.append("\">");
        for (int i = 1; i <= RETURNED.size(); i++) {
            long share = row.number(RETURNED.get(i - 1)) * 1000 / sum;
            if (share > 0) {
                bar.append("<i class=\"s")
                        .append(i)
                        .append("\" style=\"width:")
                        .append(share / 10)
                        .append('.')
                        .append(share % 10)
                        .append("%\"></i>");
            }
        }
        long failed = row.number("hrsp_5xx");
        return bar.append("</span>")
                .append(failed > 0 ? "<small class=\"warn\">5xx: " + PageText.count(failed) + "</small>" : "")
                .toString();
    }

    private static String times(PageRow row) {
        if (!row.has("ttime") || row.number("stot") == 0) {
            return "";
        }
        return row.number("ttime") + " ms<small>" + row.number("qtime") + " + " + row.number("ctime") + " + "
                + row.number("rtime") + "</small>";
    }

    private static String parts(PageRow row, boolean alarming, String... names) {
        StringBuilder html = new StringBuilder();
        boolean any = false;
        for (String name : names) {
            if (row.has(name)) {
                html.append(any ? " / " : "").append(PageText.count(row.number(name)));
                any = true;
            }
        }
        return alarming ? "<span class=\"warn\">" + html + "</span>" : html.toString();
    }

    private static String weight(PageRow row) {
        if (!row.has("weight")) {
            return "";
        }
        StringBuilder html = new StringBuilder().append(row.number("weight"));
        if (row.isServer()) {
            html.append("<small>")
                    .append(row.number("bck") > 0 ? "backup" : "active")
                    .append("</small>");
            html.append(row.has("throttle") ? "<small>starting, " + row.number("throttle") + " %</small>" : "");
        } else {
            html.append("<small>")
                    .append(row.number("act"))
                    .append(" + ")
                    .append(row.number("bck"))
                    .append("</small>");
        }
        return html.toString();
    }

    private static String checks(PageRow row) {
        if (!row.has("chkdown")) {
            return "";
        }
        String times = parts(row, false, "chkfail", "chkdown");
        return times + "<small>" + PageText.time(row.number("downtime")) + "</small>";
    }

    private static String protocols(PageRow row) {
        Map<String, StringBuilder> modules = new TreeMap<>();
        for (StatField field : StatFields.moduleColumns()) {
            if (row.has(field.name())) {
                String module = field.name().substring(0, field.name().indexOf('_'));
                modules.computeIfAbsent(module, name -> new StringBuilder())
                        .append("<dt title=\"")
                        .append(PageText.escaped(field.description()))
                        .append("\">")
                        .append(field.name().substring(module.length() + 1))
                        .append("</dt><dd>")
                        .append(row.text(field.name()))
                        .append("</dd>");
            }
        }
        StringBuilder html = new StringBuilder();
        modules.forEach((name, list) -> html.append("<details class=\"modules\"><summary>")
                .append(name)
                .append("</summary><dl>")
                .append(list)
                .append("</dl></details>"));
        return html.toString();
    }
}
