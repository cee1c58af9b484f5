package dev.sluice.proxy.http;

import dev.sluice.config.CompressionSpec;
import dev.sluice.config.CompressionSpec.Algorithm;
import dev.sluice.config.CompressionSpec.Direction;
import dev.sluice.config.FilterSpec;
import dev.sluice.config.ProxySettings;
import dev.sluice.config.Settings;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one section says about compression.
 *
 * @param spec its settings
 * @param requests whether it lets requests be compressed
 * @param responses whether it lets responses be compressed
 */
record CompressionPlan(CompressionSpec spec, boolean requests, boolean responses) {
    /** Of a section; null where it says nothing. */
    static @Nullable CompressionPlan of(Settings settings) {
        CompressionSpec spec = settings.get(ProxySettings.COMPRESSION);
        List<FilterSpec> filters = settings.get(ProxySettings.FILTERS);
        if (!spec.said() && filters.isEmpty()) {
            return null;
        }
        return new CompressionPlan(spec, passes(settings, spec, filters, true), passes(settings, spec, filters, false));
    }

    private static boolean passes(Settings settings, CompressionSpec spec, List<FilterSpec> filters, boolean request) {
        boolean direction = spec.directions().contains(request ? Direction.REQUEST : Direction.RESPONSE);
        if (filters.isEmpty()) {
            return spec.said() && direction;
        }
        String name = request ? "comp-req" : "comp-res";
        boolean declared = filters.stream()
                .anyMatch(filter ->
                        filter.name().equals(name) && (filter.argument().isEmpty() || direction));
        return declared
                && settings.get(ProxySettings.FILTER_SEQUENCES).stream()
                        .allMatch(sequence -> sequence.request() != request
                                || sequence.names().contains(name));
    }

    /** What both sections together say, of which either may be missing: the backend's word counts before the frontend's. */
    static @Nullable CompressionPlan joined(@Nullable CompressionPlan front, @Nullable CompressionPlan back) {
        if (front == null || back == null || front == back) {
            return front == null ? back : front;
        }
        CompressionSpec first = back.spec;
        CompressionSpec second = front.spec;
        CompressionSpec both = new CompressionSpec(
                true,
                either(first.response(), second.response()),
                either(first.request(), second.request()),
                either(first.responseTypes(), second.responseTypes()),
                either(first.requestTypes(), second.requestTypes()),
                first.offload() || second.offload(),
                first.directions(),
                first.requestLeast() > 0 ? first.requestLeast() : second.requestLeast(),
                first.responseLeast() > 0 ? first.responseLeast() : second.responseLeast());
        return new CompressionPlan(both, front.requests || back.requests, front.responses || back.responses);
    }

    private static <T> List<T> either(List<T> first, List<T> second) {
        return first.isEmpty() ? second : first;
    }

    /** The algorithm of requests, or null. */
    @Nullable
    Algorithm request() {
        return requests && !spec.request().isEmpty() ? spec.request().get(0) : null;
    }
}
