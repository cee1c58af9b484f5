package dev.sluice.proxy.sample.fetch;

import dev.sluice.config.ProxySettings;
import dev.sluice.config.Setting;
import dev.sluice.proxy.sample.Fetch;
import dev.sluice.proxy.sample.Layer;
import dev.sluice.proxy.sample.LimitsView;
import dev.sluice.proxy.sample.Priority;
import dev.sluice.proxy.sample.SampleContext;
import dev.sluice.proxy.sample.SampleType;
import dev.sluice.state.Backend;
import dev.sluice.state.Proxy;
import java.util.List;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/** What holds for the present request: what a rule has set, else what its sections say. */
final class LimitFetches {
    static final List<Fetch> ALL = List.of(
            timeout("cur_client_timeout", SampleContext::frontend, ProxySettings.TIMEOUT_CLIENT, LimitsView::client),
            timeout("cur_server_timeout", SampleContext::backend, ProxySettings.TIMEOUT_SERVER, LimitsView::server),
            timeout("cur_connect_timeout", SampleContext::backend, ProxySettings.TIMEOUT_CONNECT, LimitsView::connect),
            timeout("cur_queue_timeout", SampleContext::backend, ProxySettings.TIMEOUT_QUEUE, LimitsView::queue),
            timeout("cur_tunnel_timeout", SampleContext::backend, ProxySettings.TIMEOUT_TUNNEL, LimitsView::tunnel),
            timeout("cur_tarpit_timeout", SampleContext::backend, ProxySettings.TIMEOUT_TARPIT, LimitsView::tarpit),
            place("prio_class", "the class that the request belongs to in queues", Priority::rank),
            place(
                    "prio_offset",
                    "by how many milliseconds it is in queues as if it had come later",
                    Priority::offsetMillis),
            Fetch.of(
                    "bc_reused",
                    SampleType.BOOL,
                    Layer.INTERNAL,
                    "whether the server's connection was used before",
                    (context, sample) -> sample.bool(context.serverConnectionUses() > 1)),
            Fetch.of(
                    "cur_max_retries",
                    SampleType.SINT,
                    Layer.CONNECTION,
                    "how often a failed attempt is repeated",
                    (context, sample) -> {
                        LimitsView limits = context.limits();
                        Backend backend = context.backend();
                        int set = limits == null ? -1 : limits.retries();
                        return set >= 0
                                ? sample.integer(set)
                                : backend != null
                                        && sample.integer(backend.settings().get(ProxySettings.RETRIES));
                    }));

    private LimitFetches() {}

    private static Fetch place(String name, String documentation, ToIntFunction<Priority> value) {
        return Fetch.of(name, SampleType.SINT, Layer.INTERNAL, documentation, (context, sample) -> {
            Priority priority = context.priority();
            return priority != null && sample.integer(value.applyAsInt(priority));
        });
    }

    private interface Choice {
        @Nullable
        Proxy of(SampleContext context);
    }

    private interface Limit {
        long of(LimitsView limits);
    }

    private static Fetch timeout(String name, Choice choice, Setting<Long> setting, Limit limit) {
        return Fetch.of(name, SampleType.SINT, Layer.CONNECTION, "the one that holds now", (context, sample) -> {
            LimitsView limits = context.limits();
            long set = limits == null ? 0 : limit.of(limits);
            Proxy proxy = choice.of(context);
            return set > 0
                    ? sample.integer(set)
                    : proxy != null && sample.integer(proxy.settings().get(setting));
        });
    }
}
