package dev.sluice.grpc;

import dev.sluice.operation.server.ServerRef;
import dev.sluice.state.Backend;
import dev.sluice.state.Frontend;
import dev.sluice.state.RuntimeState;
import dev.sluice.state.Server;
import java.util.Optional;

/** Finds what a resource name means now. Names only: the numbers that words can use name nothing here. */
final class Lookup {
    private Lookup() {}

    static Optional<Server> server(RuntimeState state, ServerRef reference) {
        return backend(state, reference.backend())
                .flatMap(backend -> backend.servers().stream()
                        .filter(server -> server.name().equals(reference.server()))
                        .findFirst());
    }

    static Optional<Backend> backend(RuntimeState state, String name) {
        return state.topology().backend(name).filter(backend -> backend.name().equals(name));
    }

    static Optional<Frontend> frontend(RuntimeState state, String name) {
        return state.topology()
                .frontend(name)
                .filter(frontend -> frontend.name().equals(name));
    }
}
