package dev.sluice.proxy.rule;

import dev.sluice.proxy.sample.CompileScope;
import dev.sluice.proxy.sample.Layer;
import dev.sluice.proxy.sample.SampleException;
import dev.sluice.state.InternalService;
import dev.sluice.state.RuntimeState;
import dev.sluice.state.Topology;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** What texts on servers' lines come to: compiled at first use and again when proxies change. As many as are configured. Any thread. */
final class CompiledTexts<T> {
    private final RuntimeState state;
    private final Map<String, InternalService> services;
    private final Compilation<T> compilation;
    private volatile Compiled<T> compiled;

    private record Compiled<T>(Topology topology, Map<String, Optional<T>> texts) {}

    CompiledTexts(RuntimeState state, Map<String, InternalService> services, Compilation<T> compilation) {
        this.state = state;
        this.services = Map.copyOf(services);
        this.compilation = compilation;
        this.compiled = new Compiled<>(state.topology(), new ConcurrentHashMap<>());
    }

    /** What a text comes to; empty where it cannot be compiled, which loading refuses. */
    Optional<T> of(String text) {
        Topology topology = state.topology();
        Compiled<T> known = compiled;
        if (known.topology != topology) {
            known = new Compiled<>(topology, new ConcurrentHashMap<>());
            compiled = known;
        }
        return known.texts.computeIfAbsent(text, each -> compile(each, topology));
    }

    private Optional<T> compile(String text, Topology topology) {
        LiveScope scope = new LiveScope(new LiveNames(topology, services, state), null, Layer.Stage.REQUEST);
        try {
            return Optional.of(compilation.compile(text, scope));
        } catch (SampleException refused) {
            return Optional.empty();
        }
    }

    /** How a text is compiled. */
    @FunctionalInterface
    interface Compilation<T> {
        T compile(String text, CompileScope scope) throws SampleException;
    }
}
