package dev.sluice.stats;

import dev.sluice.config.StatsPage;
import dev.sluice.operation.Cursor;
import dev.sluice.stats.PageColumns.Column;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The page of statistics for people, written row by row. */
final class StatsHtml {
    /** What is said of a row below its name, where it may be told. */
    private static final List<String> LEGENDS = List.of("addr", "cookie", "algo");

    /** How often a page that was not told asks for itself: often enough to watch, and cheap. */
    private static final long REFRESH_SECONDS = 5;

    private static final String STYLE = resource("page.css");
    private static final String SCRIPT = resource("page.js");

    /** The words of actions, as forms send them, and what they do. */
    private static final Map<String, String> ACTIONS = actions();

    private final InfoMoment at;
    private final StatsPage page;
    private final String options;
    private final boolean admin;
    private final Cursor<Map<String, Object>> rows;
    private final List<Column> columns;
    private boolean begun;
    private String proxy = "";
    private long proxyId;

    StatsHtml(InfoMoment at, StatsPage page, String options, boolean admin, Cursor<Map<String, Object>> rows) {
        this.at = at;
        this.page = page;
        this.options = options;
        this.admin = admin;
        this.rows = rows;
        this.columns = new ArrayList<>(PageColumns.all());
        if (page.showModules()) {
            columns.add(PageColumns.modules());
        }
    }

    private static String resource(String name) {
        try (InputStream in = StatsHtml.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException(name + " is not packaged");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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
        Map<String, Object> values = rows.next();
        if (values == null) {
            out.put(bytes(closeProxy() + "</div></main>\n<script>\n" + SCRIPT + "</script></body></html>\n"));
            return false;
        }
        PageRow row = new PageRow(values);
        String name = row.text("pxname");
        StringBuilder html = new StringBuilder();
        if (!name.equals(proxy)) {
            html.append(closeProxy());
            proxy = name;
            proxyId = row.number("iid");
            html.append(openProxy(row));
        }
        row(html, row);
        out.put(bytes(html.toString()));
        return true;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private String head() {
        String node = own(page.node(), "node");
        String description = own(page.description(), "description");
        String on = node.isEmpty() ? "" : " on " + PageText.escaped(node);
        String text = description.isEmpty() ? "" : ": " + PageText.escaped(description);
        String version = page.hideVersion() ? "" : " version " + info("Version") + ", released " + info("Release_date");
        boolean live = !options.contains(";norefresh");
        long seconds = page.refreshSeconds() > 0 ? page.refreshSeconds() : REFRESH_SECONDS;
        StringBuilder html = new StringBuilder("<!DOCTYPE html>\n<html lang=\"en\" data-live=\"")
                .append(live)
                .append("\" data-every=\"")
                .append(seconds * 1000)
                .append("\" data-self=\"")
                .append(PageText.escaped(page.uri() + options))
                .append("\"><head><meta charset=\"utf-8\">\n<title>Statistics Report for ")
                .append(info("Name"))
                .append(on)
                .append("</title>\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
                .append("<link rel=\"icon\" href=\"data:,\">\n");
        if (live && page.refreshSeconds() > 0) {
            html.append("<noscript><meta http-equiv=\"refresh\" content=\"")
                    .append(seconds)
                    .append("\"></noscript>\n");
        }
        html.append("<style>\n").append(STYLE);
        for (int i = 0; i < columns.size(); i++) {
            html.append("td:nth-child(")
                    .append(i + 2)
                    .append("){--title:\"")
                    .append(columns.get(i).title())
                    .append("\"}\n");
        }
        return html.append("</style></head>\n<body><header>\n<h1>Sluice <small>")
                .append(info("Name"))
                .append(version)
                .append("</small></h1>\n<h2>Statistics Report for pid ")
                .append(info("Pid"))
                .append(on)
                .append(text)
                .append("</h2>\n")
                .append(process())
                .append("</header>\n<main>")
                .append(status())
                .append(links())
                .append("<div id=\"proxies\">\n")
                .toString();
    }

    /** What the process as a whole does: in one line, which programs read too, and large. */
    private String process() {
        return "<div id=\"process\"><p class=\"facts\"><b>pid = </b> " + info("Pid") + " (process #"
                + info("Process_num")
                + ", nbproc = " + info("Nbproc") + ", nbthread = " + info("Nbthread") + "); <b>uptime = </b> "
                + info("Uptime") + "; <b>maxsock = </b> " + info("Maxsock") + "; <b>maxconn = </b> " + info("Maxconn")
                + "; <b>reached = </b> " + info("MaxconnReached") + "; Running tasks: " + info("Run_queue") + "/"
                + info("Tasks") + "; idle = " + info("Idle_pct") + " %</p>\n<dl class=\"tiles\">"
                + tile("Connections", "CurrConns", "of " + info("Maxconn"))
                + tile("Connections/s", "ConnRate", "max " + info("MaxConnRate"))
                + tile("Sessions/s", "SessRate", "max " + info("MaxSessRate"))
                + tile("TLS connections", "CurrSslConns", info("SslRate") + "/s")
                + tile("Requests", "CumReq", "since start")
                + "<div data-key=\"out\" data-value=\"" + info("BytesOutRate") + "\"><dt>Out</dt><dd>"
                + PageText.bytes(Long.parseLong(info("BytesOutRate"))) + "/s</dd></div>"
                + "<div><dt>Up for</dt><dd>" + PageText.span(Long.parseLong(info("Uptime_sec")))
                + "</dd></div></dl></div>\n";
    }

    private String tile(String title, String line, String more) {
        boolean grows = line.startsWith("Cum");
        return "<div" + (grows ? "" : " data-key=\"" + line + "\" data-value=\"" + info(line) + "\"") + "><dt>" + title
                + "</dt><dd>" + PageText.count(Long.parseLong(info(line))) + " <small>" + more + "</small></dd></div>";
    }

    /** The text that was configured, or that of the process where its own was asked for. */
    private String own(String said, String line) {
        return said.equals(StatsPage.OWN) ? info(line) : said;
    }

    private String links() {
        String link = PageText.escaped(page.uri());
        return "<nav><input type=\"search\" id=\"search\" placeholder=\"Proxy or server\" aria-label=\"Show only\" hidden>"
                + "<button type=\"button\" id=\"trouble\" aria-pressed=\"false\" hidden>Not in service</button>"
                + "<button type=\"button\" id=\"live\" hidden>Pause</button><span id=\"age\" role=\"status\"></span>"
                + "<a href=\"" + link + "\">Refresh now</a> <a href=\"" + link
                + ";up\">Hide what is down</a> <a href=\""
                + link + ";norefresh\">Stop refreshing</a> <a href=\"" + link + ";csv\">CSV</a> <a href=\"" + link
                + ";json\">JSON</a> <a href=\"" + link + ";json-schema\">Schema</a> <a href=\"" + link
                + ";typed\">Typed lines</a></nav>\n";
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
        return "<p class=\"said\"><b>" + text + "</b></p>\n";
    }

    private String openProxy(PageRow row) {
        String name = row.text("pxname");
        StringBuilder html = new StringBuilder("<details class=\"proxy\" open id=\"")
                .append(name)
                .append("\"><summary data-key=\"proxy ")
                .append(name)
                .append("\" data-value=\"")
                .append(row.number("rate"))
                .append("\"><b>")
                .append(name)
                .append("</b> <small>")
                .append(row.text("mode"))
                .append(", id ")
                .append(row.number("iid"))
                .append("</small></summary>\n");
        if (admin) {
            html.append("<form method=\"post\" action=\"")
                    .append(PageText.escaped(page.uri()))
                    .append("\">\n");
        }
        html.append("<div class=\"scroll\"><table><thead><tr><th>")
                .append(admin ? "<input type=\"checkbox\" class=\"all\" aria-label=\"All servers\">" : "")
                .append("</th>");
        for (Column column : columns) {
            html.append("<th scope=\"col\" title=\"")
                    .append(column.explanation())
                    .append("\">")
                    .append(column.title())
                    .append("</th>");
        }
        return html.append("</tr></thead><tbody>\n").toString();
    }

    private String closeProxy() {
        if (proxy.isEmpty()) {
            return "";
        }
        if (!admin) {
            return "</tbody></table></div></details>\n";
        }
        StringBuilder html = new StringBuilder(
                        "</tbody></table></div>\n<div class=\"acts\"><label>With the checked servers: ")
                .append("<select name=\"action\"><option value=\"\"></option>");
        ACTIONS.forEach((word, text) -> html.append("<option value=\"")
                .append(word)
                .append("\">")
                .append(text)
                .append("</option>"));
        return html.append("</select></label>\n<input type=\"hidden\" name=\"b\" value=\"#")
                .append(proxyId)
                .append("\"><button>Apply</button></div></form></details>\n")
                .toString();
    }

    private void row(StringBuilder html, PageRow row) {
        String id = row.id();
        html.append("<tr id=\"").append(id).append("\" class=\"").append(row.style());
        html.append(row.isWhole() ? " whole" : "").append("\"><th scope=\"row\">");
        if (admin && row.isServer()) {
            html.append("<input type=\"checkbox\" name=\"s\" value=\"")
                    .append(row.text("svname"))
                    .append("\" aria-label=\"")
                    .append(row.text("svname"))
                    .append("\"> ");
        }
        html.append("<a href=\"#").append(id).append("\">").append(row.title()).append("</a>");
        for (String legend : LEGENDS) {
            String text = row.text(legend);
            html.append(text.isEmpty() ? "" : "<small>" + legend + " " + text + "</small>");
        }
        html.append("</th>");
        boolean first = true;
        for (Column column : columns) {
            html.append(first ? "<td class=\"state\">" : "<td>")
                    .append(column.cell().apply(row))
                    .append("</td>");
            first = false;
        }
        html.append("</tr>\n");
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
        return PageText.escaped(new String(out.take(), StandardCharsets.ISO_8859_1));
    }
}
