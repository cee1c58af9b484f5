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
        if (compiled != null && compiled.spec == backend.spec() && compiled.topology == topology) {
            return compiled.rules;
        }
        try {
            Object spec = backend.spec();
            LiveNames names = new LiveNames(topology, services, state);
            Compiled made = new Compiled(compile(backend, names), spec, topology);
            known.put(backend, made);
            known.keySet().retainAll(topology.backends());
            return made.rules;
        } catch (RuleException underWay) {
            // Only in the middle of a reload, when a section is new and what it names is not there yet: as before until
            // it is.
            return compiled == null ? StickRules.NONE : compiled.rules;
        }
    }

    /** Whether the rules of a backend can be compiled. */
    public static void check(Backend backend, LiveNames names) throws RuleException {
        StickRules unused = compile(backend, names);
    }

    private static StickRules compile(Backend backend, LiveNames names) throws RuleException {
        return StickRules.compile(backend, new LiveScope(names, backend, Layer.Stage.REQUEST));
    }
}
