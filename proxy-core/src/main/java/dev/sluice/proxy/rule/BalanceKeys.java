package dev.sluice.proxy.rule;

import dev.sluice.config.ProxySettings;
import dev.sluice.proxy.sample.Layer;
import dev.sluice.proxy.sample.SampleException;
import dev.sluice.state.Backend;
import dev.sluice.state.InternalService;
import dev.sluice.state.RuntimeState;
import dev.sluice.state.Topology;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** What all backends balance by, compiled at first use and again whenever a section or the set of proxies has changed. Any thread. */
public final class BalanceKeys {
    private final RuntimeState state;
    private final Map<String, InternalService> services;
    private final Map<Backend, Compiled> known = new ConcurrentHashMap<>();

    private record Compiled(Optional<BalanceKey> key, Object spec, Topology topology) {}

    /** Nothing compiled yet. */
    public BalanceKeys(RuntimeState state, Map<String, InternalService> services) {
        this.state = state;
        this.services = Map.copyOf(services);
    }

    /** What a backend balances by as of now; null where it needs nothing of requests. */
    public @Nullable BalanceKey of(Backend backend) {
        if (!backend.settings().get(ProxySettings.BALANCE).algorithm().isHash()) {
            return null;
        }
        Topology topology = state.topology();
        Compiled compiled = known.get(backend);
        if (compiled != null && compiled.spec == backend.spec() && compiled.topology == topology) {
            return compiled.key.orElse(null);
        }
        try {
            Object spec = backend.spec();
            LiveNames names = new LiveNames(topology, services, state);
            Compiled made = new Compiled(Optional.ofNullable(compile(backend, names)), spec, topology);
            known.put(backend, made);
            known.keySet().retainAll(topology.backends());
            return made.key.orElse(null);
        } catch (RuleException underWay) {
            // Only in the middle of a reload, when a section is new and what it names is not there yet: as before until
            // it is.
            return compiled == null ? null : compiled.key.orElse(null);
        }
    }

    /** What a backend balances by; refuses what cannot be compiled. */
    public static @Nullable BalanceKey compile(Backend backend, LiveNames names) throws RuleException {
        try {
            return BalanceKey.compile(backend.settings(), new LiveScope(names, backend, Layer.Stage.REQUEST));
        } catch (SampleException e) {
            throw new RuleException(backend.spec().location(), "'balance': " + e.text());
        }
    }
}
