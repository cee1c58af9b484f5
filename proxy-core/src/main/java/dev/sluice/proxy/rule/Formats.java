package dev.sluice.proxy.rule;

import dev.sluice.proxy.sample.Layer;
import dev.sluice.proxy.sample.LogFormat;
import dev.sluice.proxy.sample.Sample;
import dev.sluice.proxy.sample.SampleContext;
import dev.sluice.proxy.sample.SampleException;
import dev.sluice.proxy.sample.TextOutput;
import dev.sluice.state.InternalService;
import dev.sluice.state.RuntimeState;
import dev.sluice.state.Topology;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Texts with expressions in them on servers' lines, compiled at first use and again when proxies change. Any thread. */
public final class Formats {
    private final RuntimeState state;
    private final Map<String, InternalService> services;
    private volatile Compiled compiled;

    private record Compiled(Topology topology, Map<String, Optional<LogFormat>> formats) {}

    /** Nothing compiled yet. */
    public Formats(RuntimeState state, Map<String, InternalService> services) {
        this.state = state;
        this.services = Map.copyOf(services);
        this.compiled = new Compiled(state.topology(), new ConcurrentHashMap<>());
    }

    /** What a text says of a request or session. */
    public byte[] bytes(String text, SampleContext context) {
        Topology topology = state.topology();
        Compiled known = compiled;
        if (known.topology != topology) {
            known = new Compiled(topology, new ConcurrentHashMap<>());
            compiled = known;
        }
        TextOutput output = new TextOutput(context.scratch().longest());
        known.formats
                .computeIfAbsent(text, each -> compile(each, topology))
                .ifPresent(format -> format.append(context, new Sample(), output));
        return output.copy();
    }

    private Optional<LogFormat> compile(String text, Topology topology) {
        LiveScope scope = new LiveScope(new LiveNames(topology, services, state), null, Layer.Stage.REQUEST);
        try {
            return Optional.of(LogFormat.compile(text, scope, LogFormat.Style.VALUE));
        } catch (SampleException refused) {
            // Loading refuses such a line; should one come through all the same, it says nothing.
            return Optional.empty();
        }
    }
}
