package dev.sluice.stats;

import dev.sluice.config.StatsPage;
import dev.sluice.operation.Cursor;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The page of statistics for people, written row by row. */
final class StatsHtml {
    /** A column: its title, and what stands in it, names of statistics with a slash between. */
    private record Column(String title, String... fields) {}

    private static final List<Column> COLUMNS = List.of(
            new Column("Queue (cur/max/limit)", "qcur", "qmax", "qlimit"),
            new Column("Session rate (cur/max/limit)", "rate", "rate_max", "rate_lim"),
            new Column("Sessions (cur/max/limit)", "scur", "smax", "slim"),
            new Column("Total", "stot"),
            new Column("LbTot", "lbtot"),
            new Column("Last", "lastsess"),
            new Column("Bytes (in/out)", "bin", "bout"),
            new Column("Denied (req/resp)", "dreq", "dresp"),
            new Column("Errors (req/conn/resp)", "ereq", "econ", "eresp"),
            new Column("Warnings (retr/redis)", "wretr", "wredis"),
            new Column("Status", "status"),
            new Column("LastChk", "check_status"),
            new Column("Wght", "weight"),
            new Column("Act", "act"),
            new Column("Bck", "bck"),
            new Column("Chk", "chkfail"),
            new Column("Dwn", "chkdown"),
            new Column("Dwntme", "downtime"),
            new Column("Thrtle", "throttle"));

    private static final List<String> LEGENDS = List.of("addr", "cookie", "algo");

    /** The words of actions, as forms send them, and what they do. */
    private static final Map<String, String> ACTIONS = actions();

    private final InfoMoment at;
    private final StatsPage page;
    private final String options;
    private final boolean admin;
    private final Cursor<Map<String, Object>> rows;
    private boolean begun;
    private String proxy = "";
    private @Nullable Object proxyId;

    StatsHtml(InfoMoment at, StatsPage page, String options, boolean admin, Cursor<Map<String, Object>> rows) {
        this.at = at;
        this.page = page;
        this.options = options;
        this.admin = admin;
        this.rows = rows;
    }

    private static Map<String, String> actions() {
        Map<String, String> actions = new LinkedHashMap<>();
        actions.put("ready", "Set state to READY");
        actions.put("drain", "Set state to DRAIN");
        actions.put("maint", "Set state to MAINT");
        actions.put("dhlth", "Health: disable checks");
        actions.put("ehlth", "Health: enable checks");
        actions.put("hrunn", "Health: force UP");
        actions.put("hnolb", "Health: force NOLB");
        actions.put("hdown", "Health: force DOWN");
        actions.put("dagent", "Agent: disable checks");
        actions.put("eagent", "Agent: enable checks");
        actions.put("arunn", "Agent: force UP");
        actions.put("adown", "Agent: force DOWN");
        actions.put("shutdown", "Kill sessions");
        return actions;
    }

    /** Writes a little more; false once all is written. */
    boolean write(ByteWriter out) {
        if (!begun) {
            begun = true;
            out.put(bytes(head()));
            return true;
        }
        Map<String, Object> row = rows.next();
        if (row == null) {
            out.put(bytes(closeTable() + "</body></html>\n"));
            return false;
        }
        String name = String.valueOf(row.get("pxname"));
        StringBuilder html = new StringBuilder();
        if (!name.equals(proxy)) {
            html.append(closeTable());
            proxy = name;
            proxyId = row.get("iid");
            html.append(openTable(name));
        }
        row(html, row);
        out.put(bytes(html.toString()));
        return true;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private String head() {
        String version = page.hideVersion() ? "" : " version " + info("Version");
        String node = own(page.node(), "node");
        String description = own(page.description(), "description");
        String on = node.isEmpty() ? "" : " on " + escaped(node);
        String text = description.isEmpty() ? "" : ": " + escaped(description);
        return "<!DOCTYPE html>\n<html lang=\"en\"><head><title>Statistics Report for " + info("Name") + on
                + "</title>\n<meta charset=\"utf-8\">\n<style>table{border-collapse:collapse}td,th{border:1px solid #999;"
                + "padding:1px 4px;text-align:right}th,td:first-child{text-align:left}.up{background:#cfc}.down{background:#f99}"
                + ".maint{background:#db9}.drain{background:#aef}</style></head>\n<body>\n"
                + "<h1>" + info("Name") + version + "</h1>\n"
                + "<h2>Statistics Report for pid " + info("Pid") + on + text + "</h2>\n"
                + "<p><b>pid = </b> " + info("Pid") + " (process #" + info("Process_num") + ", nbproc = "
                + info("Nbproc") + ", nbthread = " + info("Nbthread") + ")<br>\n"
                + "<b>uptime = </b> " + info("Uptime") + "<br>\n"
                + "<b>maxsock = </b> " + info("Maxsock") + "; <b>maxconn = </b> " + info("Maxconn") + "<br>\n"
                + "current conns = " + info("CurrConns") + "; conn rate = " + info("ConnRate") + "/sec<br>\n"
                + "Running tasks: " + info("Run_queue") + "/" + info("Tasks") + "; idle = " + info("Idle_pct")
                + " %</p>\n" + links() + status();
    }

    /** The text that was configured, or that of the process where its own was asked for. */
    private String own(String said, String line) {
        return said.equals(StatsPage.OWN) ? info(line) : said;
    }

    private String links() {
        String link = escaped(page.uri());
        return "<p><a href=\"" + link + "\">Refresh now</a> <a href=\"" + link + ";csv\">CSV export</a> <a href=\""
                + link
                + ";json\">JSON export</a> (<a href=\"" + link + ";json-schema\">schema</a>) <a href=\"" + link
                + ";typed\">typed lines</a> <a href=\"" + link + ";up\">hide what is down</a> <a href=\"" + link
                + ";norefresh\">stop refreshing</a></p>\n";
    }

    private String status() {
        int at = options.indexOf(";st=");
        if (at < 0) {
            return "";
        }
        String said = options.substring(at + 4).split("[;&#]", 2)[0];
        String text = switch (said) {
            case "DONE" -> "Action processed successfully.";
            case "NONE" -> "Nothing has changed.";
            case "PART" -> "Action processed for some of the servers only.";
            case "ERRP" -> "Action not processed: the form made no sense.";
            case "EXCD" -> "Action not processed: the form is too long.";
            case "DENY" -> "Action denied.";
            default -> "Unexpected result.";
        };
        return "<p><b>" + text + "</b></p>\n";
    }

    private String openTable(String name) {
        StringBuilder html = new StringBuilder();
        if (admin) {
            html.append("<form method=\"post\" action=\"")
                    .append(escaped(page.uri()))
                    .append("\">\n");
        }
        html.append("<h3><a name=\"")
                .append(escaped(name))
                .append("\">")
                .append(escaped(name))
                .append("</a></h3>\n");
        html.append("<table><tr>").append(admin ? "<th></th>" : "").append("<th></th>");
        for (Column column : COLUMNS) {
            html.append("<th>").append(column.title()).append("</th>");
        }
        for (String legend : page.showLegends() ? LEGENDS : List.<String>of()) {
            html.append("<th>").append(legend).append("</th>");
        }
        return html.append("</tr>\n").toString();
    }

    private String closeTable() {
        if (proxy.isEmpty()) {
            return "";
        }
        if (!admin) {
            return "</table>\n";
        }
        StringBuilder html = new StringBuilder("</table>\nChoose the action to perform on the checked servers : ");
        html.append("<select name=\"action\"><option value=\"\"></option>");
        ACTIONS.forEach((word, text) -> html.append("<option value=\"")
                .append(word)
                .append("\">")
                .append(text)
                .append("</option>"));
        return html.append("</select>\n<input type=\"hidden\" name=\"b\" value=\"#")
                .append(proxyId)
                .append("\"><input type=\"submit\" value=\"Apply\"></form>\n")
                .toString();
    }

    private void row(StringBuilder html, Map<String, Object> row) {
        String name = escaped(String.valueOf(row.get("svname")));
        html.append("<tr class=\"")
                .append(style(String.valueOf(row.get("status"))))
                .append("\">");
        if (admin) {
            boolean server = String.valueOf(row.get("type")).equals("2");
            html.append("<td>")
                    .append(server ? "<input type=\"checkbox\" name=\"s\" value=\"" + name + "\">" : "")
                    .append("</td>");
        }
        html.append("<td>").append(name).append("</td>");
        for (Column column : COLUMNS) {
            html.append("<td>");
            for (int i = 0; i < column.fields().length; i++) {
                Object value = row.get(column.fields()[i]);
                html.append(i > 0 ? "/" : "").append(value == null ? "-" : escaped(String.valueOf(value)));
            }
            html.append("</td>");
        }
        for (String legend : page.showLegends() ? LEGENDS : List.<String>of()) {
            Object value = row.get(legend);
            html.append("<td>")
                    .append(value == null ? "" : escaped(String.valueOf(value)))
                    .append("</td>");
        }
        html.append("</tr>\n");
    }

    private static String style(String status) {
        if (status.startsWith("MAINT")) {
            return "maint";
        }
        if (status.startsWith("DRAIN") || status.startsWith("NOLB")) {
            return "drain";
        }
        return status.startsWith("DOWN") || status.equals("STOP") ? "down" : "up";
    }

    private String info(String line) {
        ByteWriter out = new ByteWriter(64);
        InfoFields.all().stream()
                .filter(field -> field.name().equals(line))
                .map(field -> field.value(at))
                .forEach(value -> {
                    if (value != null) {
                        Values.put(out, value);
                    }
                });
        return escaped(new String(out.take(), StandardCharsets.ISO_8859_1));
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
