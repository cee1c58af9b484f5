package dev.sluice.proxy;

import dev.sluice.proxy.rule.LiveNames;
import dev.sluice.proxy.rule.Program;
import dev.sluice.proxy.rule.RuleException;
import dev.sluice.state.Frontend;
import dev.sluice.state.InternalService;
import dev.sluice.state.RuntimeState;
import dev.sluice.state.Topology;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The rules of frontends, compiled at first use and again when a section or the set of proxies has changed. Any thread. */
final class Programs {
    private final RuntimeState state;
    private final Map<String, InternalService> services;
    private final Map<Frontend, Compiled> known = new ConcurrentHashMap<>();

    private record Compiled(Program program, Object spec, Topology topology) {}

    Programs(RuntimeState state, Map<String, InternalService> services) {
        this.state = state;
        this.services = Map.copyOf(services);
    }

    /** The rules of {@code frontend} as of now. */
    Program of(Frontend frontend) {
        Compiled compiled = known.get(frontend);
        if (compiled != null && compiled.spec() == frontend.spec() && compiled.topology() == state.topology()) {
            return compiled.program();
        }
        try {
            Compiled made = compile(frontend);
            known.put(frontend, made);
            known.keySet().retainAll(made.topology().frontends());
            return made.program();
        } catch (RuleException underWay) {
            // Only in the middle of a reload, when a section is new and what it names is not there yet: as before until
            // it is.
            if (compiled == null) {
                throw new IllegalStateException(
                        "loading let a broken rule through: " + underWay.getMessage(), underWay);
            }
            return compiled.program();
        }
    }

    private Compiled compile(Frontend frontend) throws RuleException {
        Topology topology = state.topology();
        Object spec = frontend.spec();
        LiveNames names = new LiveNames(topology, services, state);
        return new Compiled(Program.compile(frontend, names), spec, topology);
    }
}
