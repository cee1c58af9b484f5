package dev.sluice.proxy.rule;

import dev.sluice.state.Backend;
import dev.sluice.state.InternalService;
import dev.sluice.state.Topology;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What rules may name, as of one topology. Immutable.
 *
 * @param topology the backends
 * @param services pages that the program itself serves, by name
 */
public record LiveNames(Topology topology, Map<String, InternalService> services) implements Program.Names {
    @Override
    public @Nullable Backend backend(String name) {
        return topology.backend(name).orElse(null);
    }

    @Override
    public @Nullable InternalService service(String name) {
        return services.get(name);
    }
}
