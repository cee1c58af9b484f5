package dev.sluice.stats;

import dev.sluice.config.ProxySettings;
import dev.sluice.config.StatsPage;
import dev.sluice.operation.Cursor;
import dev.sluice.operation.Door;
import dev.sluice.state.Clock;
import dev.sluice.state.InternalService;
import dev.sluice.state.Proxy;
import dev.sluice.state.RuntimeState;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * What answers under {@code stats uri}: the statistics with {@code ;csv}, {@code ;typed} or {@code ;json} behind the URI, which {@code ;up},
 * {@code ;no-maint} and {@code ;scope=} narrow down; without any of them a page for people. Addresses, cookies and algorithms are
 * shown only where the configuration says so, or to those who may change things.
 */
public final class StatsPageService implements InternalService {
    private final RuntimeState state;
    private final Clock clock;
    private final ProcessFacts facts;
    private final StatsChanges changes;

    /** Tells of one process, and asks {@code door} for changes. */
    public StatsPageService(RuntimeState state, Clock clock, ProcessFacts facts, Supplier<Door> door) {
        this.state = state;
        this.clock = clock;
        this.facts = facts;
        this.changes = new StatsChanges(state, door);
    }

    @Override
    public CompletionStage<Response> change(Request request) {
        StatsPage page = request.proxy().settings().get(ProxySettings.STATS_PAGE);
        return changes.make(request).thenApply(result -> {
            String scope = scope(request.uri());
            String kept = scope.isEmpty() ? "" : ";scope=" + scope.replaceAll("[^A-Za-z0-9_.:-]", "");
            return elsewhere(page.uri() + ";st=" + result + kept);
        });
    }

    @Override
    public Response serve(Request request) {
        StatsPage page = request.proxy().settings().get(ProxySettings.STATS_PAGE);
        String prefix = page.uri();
        String uri = request.uri();
        if (!request.method().equals("GET") && !request.method().equals("HEAD")) {
            return elsewhere(prefix + ";st=DENY");
        }
        String options = uri.startsWith(prefix) ? uri.substring(prefix.length()) : uri;
        if (options.contains(";json-schema")) {
            return new Response(200, "application/json", SchemaRenderer.schema());
        }
        if (options.contains(";json")) {
            return new Response(200, "application/json", rows(StatFormat.JSON, options, request, page));
        }
        if (options.contains(";typed")) {
            return new Response(200, "text/plain", rows(StatFormat.TYPED, options, request, page));
        }
        if (options.contains(";csv")) {
            return new Response(200, "text/plain", rows(StatFormat.CSV, options, request, page));
        }
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("cache-control", "no-cache");
        StatQuery query = query(StatFormat.CSV, options, request, page);
        Predicate<Proxy> shown = shown(request, page);
        StatsHtml html = new StatsHtml(
                InfoMoment.of(state, facts, clock),
                page,
                options,
                request.mayChange(),
                StatRenderer.values(filtered(query, shown), state, clock, query));
        return new Response(200, "text/html", headers, new Pieces(html::write));
    }

    private ChunkSource rows(StatFormat format, String options, Request request, StatsPage page) {
        StatQuery query = query(format, options, request, page);
        return StatRenderer.render(filtered(query, shown(request, page)), state, clock, query);
    }

    private static StatQuery query(StatFormat format, String options, Request request, StatsPage page) {
        StatQuery.Shown shown = StatQuery.Shown.ALL;
        if (options.contains(";no-maint")) {
            shown = StatQuery.Shown.NOT_IN_MAINTENANCE;
        }
        if (options.contains(";up")) {
            shown = StatQuery.Shown.UP;
        }
        boolean legends = page.showLegends() || request.mayChange();
        return new StatQuery(format, false, shown, legends, -1, -1, -1, scope(options));
    }

    private static Predicate<Proxy> shown(Request request, StatsPage page) {
        String own = request.proxy().name();
        return page.scope().isEmpty()
                ? proxy -> true
                : proxy -> page.scope().contains(proxy.name())
                        || page.scope().contains(".") && proxy.name().equals(own);
    }

    private Cursor<StatSubject> filtered(StatQuery query, Predicate<Proxy> shown) {
        Cursor<StatSubject> all = new StatRows(state.topology(), query);
        return () -> {
            StatSubject next = all.next();
            while (next != null && !shown.test(next.proxy())) {
                next = all.next();
            }
            return next;
        };
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

    private static Response elsewhere(String location) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("cache-control", "no-cache");
        headers.put("location", location);
        return new Response(303, "text/plain", headers, () -> null);
    }
}
