package dev.sluice.stats;

import dev.sluice.state.Clock;
import dev.sluice.state.InternalService;
import dev.sluice.state.RuntimeState;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** The page that Prometheus scrapes: HAProxy's metrics by their names, then the program's own, the Java machine's and the process's. */
public final class PrometheusExporter implements InternalService {
    static final String CONTENT_TYPE = "text/plain; version=0.0.4";

    private static final String BAD_REQUEST =
            "<html><body><h1>400 Bad request</h1>\nYour browser sent an invalid request.\n</body></html>\n";

    private final RuntimeState state;
    private final Clock clock;
    private final ProcessFacts facts;
    private final JvmMeters meters;
    private final Supplier<List<Family>> own;

    /**
     * Tells of one process.
     *
     * @param own what the program counts beside what HAProxy does
     */
    public PrometheusExporter(
            RuntimeState state, Clock clock, ProcessFacts facts, JvmMeters meters, Supplier<List<Family>> own) {
        this.state = state;
        this.clock = clock;
        this.facts = facts;
        this.meters = meters;
        this.own = own;
    }

    @Override
    public Response serve(Request request) {
        return answer(request.uri());
    }

    /** Answers a request for this target; what stands after {@code ?} chooses the metrics. */
    public Response answer(String uri) {
        Optional<MetricsQuery> query = MetricsQuery.of(uri);
        if (query.isEmpty()) {
            ChunkSource page = new Pieces(out -> {
                out.put(BAD_REQUEST.getBytes(StandardCharsets.US_ASCII));
                return false;
            });
            return new Response(400, "text/html", page);
        }
        return new Response(200, CONTENT_TYPE, scrape(query.get()));
    }

    private ChunkSource scrape(MetricsQuery query) {
        StatMoment moment = StatMoment.of(state, clock);
        InfoMoment info = InfoMoment.of(state, facts, clock);
        return new Pieces(new Exposition(moment, info, meters, own, query));
    }
}
