package dev.sluice.stats;

import dev.sluice.config.ProxySettings;
import dev.sluice.state.Clock;
import dev.sluice.state.InternalService;
import dev.sluice.state.RuntimeState;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * What answers under {@code stats uri}: the statistics with {@code ;csv}, {@code ;typed} or {@code ;json} behind the URI, which {@code ;up},
 * {@code ;no-maint} and {@code ;scope=} narrow down; without any of them a short page that leads there. Addresses, cookies and algorithms are not
 * shown, as nobody has said who is asking.
 */
public final class StatsPageService implements InternalService {
    private final RuntimeState state;
    private final Clock clock;
    private final ProcessFacts facts;

    /** Tells of one process. */
    public StatsPageService(RuntimeState state, Clock clock, ProcessFacts facts) {
        this.state = state;
        this.clock = clock;
        this.facts = facts;
    }

    @Override
    public Response serve(Request request) {
        String prefix = request.proxy().settings().get(ProxySettings.STATS_PAGE).uri();
        String uri = request.uri();
        if (!request.method().equals("GET") && !request.method().equals("HEAD")) {
            return refusal(prefix);
        }
        String options = uri.startsWith(prefix) ? uri.substring(prefix.length()) : uri;
        if (options.contains(";json-schema")) {
            return new Response(200, "application/json", SchemaRenderer.schema());
        }
        if (options.contains(";json")) {
            return new Response(200, "application/json", rows(StatFormat.JSON, options));
        }
        if (options.contains(";typed")) {
            return new Response(200, "text/plain", rows(StatFormat.TYPED, options));
        }
        if (options.contains(";csv")) {
            return new Response(200, "text/plain", rows(StatFormat.CSV, options));
        }
        return new Response(200, "text/html", once(page(prefix)));
    }

    private ChunkSource rows(StatFormat format, String options) {
        StatQuery.Shown shown = StatQuery.Shown.ALL;
        if (options.contains(";no-maint")) {
            shown = StatQuery.Shown.NOT_IN_MAINTENANCE;
        }
        if (options.contains(";up")) {
            shown = StatQuery.Shown.UP;
        }
        StatQuery query = new StatQuery(format, false, shown, false, -1, -1, -1, scope(options));
        return StatRenderer.render(state, clock, query);
    }

    /** What stands behind {@code scope=}, up to the next separator. */
    private static String scope(String options) {
        int start = options.indexOf("scope=");
        if (start < 0) {
            return "";
        }
        String rest = options.substring(start + "scope=".length());
        return rest.split("[;&#]", 2)[0];
    }

    /** Nothing can be changed from here; HAProxy says so in the same way where {@code stats admin} does not apply. */
    private static Response refusal(String prefix) {
        return new Response(
                303, "text/plain", Map.of("cache-control", "no-cache", "location", prefix + ";st=DENY"), once(""));
    }

    private static ChunkSource once(String text) {
        return new Pieces(out -> {
            out.put(text);
            return false;
        });
    }

    private String page(String prefix) {
        InfoMoment at = InfoMoment.of(state, facts, clock);
        String link = escaped(prefix);
        return "<!DOCTYPE html>\n<html lang=\"en\"><head><title>Statistics</title></head>\n<body>\n"
                + "<h1>" + text(at, "Name") + " version " + text(at, "Version") + "</h1>\n"
                + "<p><b>pid = </b> " + text(at, "Pid") + "<br>\n"
                + "<b>uptime = </b> " + text(at, "Uptime") + "<br>\n"
                + "idle = " + text(at, "Idle_pct") + " %</p>\n"
                + "<p>All statistics: <a href=\"" + link + ";csv\">CSV</a>, <a href=\"" + link
                + ";json\">JSON</a>, <a href=\"" + link + ";typed\">typed lines</a>.</p>\n"
                + "</body></html>\n";
    }

    private static String text(InfoMoment at, String line) {
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
