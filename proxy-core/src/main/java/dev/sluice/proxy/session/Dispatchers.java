package dev.sluice.proxy.session;

import dev.sluice.proxy.queue.Dispatcher;
import dev.sluice.proxy.worker.Worker;
import dev.sluice.state.Backend;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The dispatchers of all backends, each at home on one worker. Any thread. */
public final class Dispatchers {
    private final List<Worker> workers;
    private final Map<Backend, Dispatcher> byBackend = new ConcurrentHashMap<>();

    /** None yet; homes are spread over {@code workers}. */
    public Dispatchers(List<Worker> workers) {
        this.workers = List.copyOf(workers);
    }

    /** The backend's dispatcher, made at its first use. */
    public Dispatcher of(Backend backend) {
        Dispatcher known = byBackend.get(backend);
        return known != null ? known : byBackend.computeIfAbsent(backend, this::make);
    }

    /** The backend's dispatcher, or null where nobody has asked for a server yet. */
    public @Nullable Dispatcher ifAny(Backend backend) {
        return byBackend.get(backend);
    }

    private Dispatcher make(Backend backend) {
        Worker home = workers.get(Math.floorMod(backend.id(), workers.size()));
        return new Dispatcher(backend, home::execute);
    }

    /** Forgets backends that no longer exist. */
    public void retain(List<Backend> backends) {
        byBackend.keySet().retainAll(backends);
    }
}
