package dev.sluice.operation.backend;

import dev.sluice.config.ProxySettings;
import dev.sluice.state.Backend;
import dev.sluice.state.Frontend;
import dev.sluice.state.Topology;

/** Who in the configuration names whom. */
final class References {
    private References() {}

    /** Whether a frontend leads to a backend, or the backend is a {@code listen} section's own. */
    static boolean to(Backend backend, Topology topology) {
        return backend.spec().kind().isFrontend()
                || topology.frontends().stream().anyMatch(frontend -> leads(frontend, backend.name()));
    }

    private static boolean leads(Frontend frontend, String backend) {
        return frontend.settings().get(ProxySettings.DEFAULT_BACKEND).equals(backend)
                || frontend.settings().get(ProxySettings.USE_BACKEND).stream()
                        .anyMatch(rule -> rule.backend().equals(backend));
    }
}
