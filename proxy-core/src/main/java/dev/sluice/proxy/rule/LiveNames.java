package dev.sluice.proxy.rule;

import dev.sluice.pattern.PatternSource;
import dev.sluice.state.Backend;
import dev.sluice.state.Frontend;
import dev.sluice.state.InternalService;
import dev.sluice.state.RuntimeState;
import dev.sluice.state.Topology;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What rules may name, as of one topology. Immutable.
 *
 * @param topology the backends
 * @param services pages that the program itself serves, by name
 * @param state what the rest is found in
 */
public record LiveNames(Topology topology, Map<String, InternalService> services, RuntimeState state)
        implements Program.Names {
    @Override
    public @Nullable Backend backend(String name) {
        return topology.backend(name).orElse(null);
    }

    @Override
    public @Nullable Frontend frontend(String name) {
        return topology.frontend(name).orElse(null);
    }

    @Override
    public @Nullable InternalService service(String name) {
        return services.get(name);
    }

    @Override
    public PatternSource patterns() {
        return state.patterns();
    }

    @Override
    public <T> @Nullable T find(Class<T> kind) {
        return kind.isInstance(state) ? kind.cast(state) : null;
    }
}
