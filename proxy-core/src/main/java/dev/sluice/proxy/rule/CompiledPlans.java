package dev.sluice.proxy.rule;

import dev.sluice.config.ProxySpec;
import dev.sluice.state.InternalService;
import dev.sluice.state.Proxy;
import dev.sluice.state.RuntimeState;
import dev.sluice.state.Topology;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What the sections of proxies were compiled to: at first use, and again whenever a section or the set of proxies has changed. Any thread.
 *
 * @param <P> whose sections
 * @param <T> what one is compiled to
 */
public final class CompiledPlans<P extends Proxy, T> {
    private final RuntimeState state;
    private final Map<String, InternalService> services;
    private final Compilation<P, T> compilation;
    private final Fallback<P, T> fallback;
    private final Map<P, Compiled<T>> known = new ConcurrentHashMap<>();
    private volatile Topology retained = Topology.EMPTY;

    /**
     * Nothing compiled yet.
     *
     * @param services pages that the program itself serves, by name
     * @param fallback what a proxy has whose section could not be compiled even once
     */
    public CompiledPlans(
            RuntimeState state,
            Map<String, InternalService> services,
            Compilation<P, T> compilation,
            Fallback<P, T> fallback) {
        this.state = state;
        this.services = Map.copyOf(services);
        this.compilation = compilation;
        this.fallback = fallback;
    }

    /** What the section of a proxy says as of now. */
    public T of(P proxy) {
        Topology topology = state.topology();
        ProxySpec spec = proxy.spec();
        Compiled<T> before = known.get(proxy);
        if (before != null && before.spec == spec && before.topology == topology) {
            return before.plan;
        }
        try {
            T made = compilation.compile(proxy, new LiveNames(topology, services, state));
            known.put(proxy, new Compiled<>(made, spec, topology));
            forgetOthers(topology);
            return made;
        } catch (RuleException underWay) {
            // Only in the middle of a reload, when a section is new and what it names is not there yet: as before until
            // it is.
            return before == null ? fallback.of(proxy, underWay) : before.plan;
        }
    }

    /** Proxies go with a topology: one look for each is enough. */
    private void forgetOthers(Topology topology) {
        if (retained != topology) {
            retained = topology;
            known.keySet().retainAll(Set.copyOf(topology.proxies()));
        }
    }

    private record Compiled<T>(T plan, ProxySpec spec, Topology topology) {}

    /** How a section is compiled. */
    @FunctionalInterface
    public interface Compilation<P extends Proxy, T> {
        /** What a section comes to. */
        T compile(P proxy, LiveNames names) throws RuleException;
    }

    /** What there is instead. */
    @FunctionalInterface
    public interface Fallback<P extends Proxy, T> {
        /** Instead of what could not be compiled, for the given reason. */
        T of(P proxy, RuleException why);
    }
}
