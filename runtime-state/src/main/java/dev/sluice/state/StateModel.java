package dev.sluice.state;

import dev.sluice.config.Configuration;
import dev.sluice.config.GlobalSettings;
import dev.sluice.config.ProxySpec;
import java.util.ArrayList;
import java.util.List;

/** Makes a state that nobody runs on: what a configuration would be, for looking at. */
public final class StateModel {
    private static final ProcessState.Identity NOBODY = new ProcessState.Identity("", "", "", 0, 1, 0, 0);

    private StateModel() {}

    /** The state of a configuration, apart from the one that traffic sees; any thread, which has it for itself. */
    public static RuntimeState of(Configuration configuration) {
        RuntimeState state = new RuntimeState(new ProcessState(NOBODY));
        state.configuration(configuration);
        boolean nothingKept = state.patterns()
                        .apply(configuration.global().get(GlobalSettings.PATTERNS), false)
                        .kept()
                == 0;
        assert nothingKept : "the state is new";
        state.tables().apply(configuration.tables(), Clock.SYSTEM::millis);
        state.topology(topology(configuration));
        return state;
    }

    private static Topology topology(Configuration configuration) {
        List<Proxy> proxies = new ArrayList<>();
        int id = 0;
        for (ProxySpec spec : configuration.proxies()) {
            id++;
            if (spec.kind().isFrontend()) {
                proxies.add(new Frontend(spec, id));
            }
            if (spec.kind().isBackend()) {
                Backend backend = new Backend(spec, id);
                backend.servers(spec.servers().stream()
                        .map(server -> new Server(backend, server, 1))
                        .toList());
                proxies.add(backend);
            }
        }
        return new Topology(proxies);
    }
}
