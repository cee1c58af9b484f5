package dev.sluice.proxy.stick;

import dev.sluice.config.ProxySettings;
import dev.sluice.proxy.rule.LiveNames;
import dev.sluice.proxy.rule.LiveScope;
import dev.sluice.proxy.rule.RuleException;
import dev.sluice.proxy.sample.Layer;
import dev.sluice.state.Backend;
import dev.sluice.state.InternalService;
import dev.sluice.state.RuntimeState;
import dev.sluice.state.Topology;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The rules of all backends, compiled at first use and again whenever a section or the set of proxies has changed. Any thread. */
public final class StickPlans {
    private final RuntimeState state;
    private final Map<String, InternalService> services;
    private final Map<Backend, Compiled> known = new ConcurrentHashMap<>();

    private record Compiled(StickRules rules, Object spec, Topology topology) {}

    /** Nothing compiled yet. */
    public StickPlans(RuntimeState state, Map<String, InternalService> services) {
        this.state = state;
        this.services = Map.copyOf(services);
    }

    /** The rules of a backend as of now. */
    public StickRules of(Backend backend) {
        if (backend.settings().get(ProxySettings.STICK).isEmpty()) {
            return StickRules.NONE;
        }
        Topology topology = state.topology();
        Compiled compiled = known.get(backend);
        if (compiled == null || compiled.spec != backend.spec() || compiled.topology != topology) {
            compiled = new Compiled(compile(backend, topology), backend.spec(), topology);
            known.put(backend, compiled);
            known.keySet().retainAll(topology.backends());
        }
        return compiled.rules;
    }

    private StickRules compile(Backend backend, Topology topology) {
        LiveNames names = new LiveNames(topology, services, state);
        try {
            return StickRules.compile(backend, new LiveScope(names, backend, Layer.Stage.REQUEST));
        } catch (RuleException refused) {
            // Loading refuses such a section; should one come through all the same, it does without persistence.
            return StickRules.NONE;
        }
    }
}
