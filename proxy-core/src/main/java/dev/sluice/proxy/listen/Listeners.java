package dev.sluice.proxy.listen;

import dev.sluice.config.BindSettings;
import dev.sluice.config.ProxySpec;
import dev.sluice.proxy.session.Shard;
import dev.sluice.state.Listener;
import dev.sluice.state.ProcessState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;

/** All listening sockets. Called on the control thread, in order. */
public final class Listeners {
    private final List<Shard> shards;
    private final Limits limits;
    private final Starters starters;
    private final Map<Listener, OpenListener> open = new ConcurrentHashMap<>();

    /**
     * None yet.
     *
     * @param onIdle runs when the last connection of a stopping process has ended
     */
    public Listeners(
            List<Shard> shards, ProcessState process, Starters starters, Runnable onIdle, Exhaustion exhaustion) {
        this.shards = List.copyOf(shards);
        this.starters = starters;
        this.limits = new Limits(process, onIdle, exhaustion::exhausted);
    }

    /** Hears that connections cannot be accepted for want of descriptors or memory. */
    public interface Exhaustion {
        /** Called on a worker, each time it has to wait. */
        void exhausted(Listener listener, String reason);
    }

    /** Opens the sockets of a listener without accepting; an error says why, in HAProxy's words. */
    public Optional<String> bind(Listener listener) {
        try {
            open.put(listener, opened(listener));
            return Optional.empty();
        } catch (BindFailure failure) {
            return Optional.of(prefix(listener) + failure.getMessage());
        }
    }

    private OpenListener opened(Listener listener) throws BindFailure {
        if (listener.spec().settings().get(BindSettings.DATAGRAMS)) {
            Shard shard = shards.get(listener.id() % shards.size());
            return DatagramSocket.open(shard.worker(), listener, starters.messages());
        }
        List<OpenSocket> sockets = SocketOpener.open(listener, shards.size(), isTaken(listener));
        return new ListenerSockets(listener, sockets, shards, limits, starters);
    }

    private boolean isTaken(Listener listener) {
        return open.keySet().stream().anyMatch(other -> other.address().equals(listener.address()));
    }

    private static String prefix(Listener listener) {
        ProxySpec proxy = listener.frontend().spec();
        String kind = proxy.kind() == ProxySpec.Kind.FRONTEND ? "frontend" : "proxy";
        return "Binding [" + listener.spec().location() + "] for " + kind + " " + proxy.name() + ": ";
    }

    /** Has connections queue on all that are bound; they are accepted once {@link #resume} is called. Returns why some cannot. */
    public List<String> listen() {
        List<String> errors = new ArrayList<>();
        open.forEach((listener, sockets) -> sockets.listen().ifPresent(text -> errors.add(prefix(listener) + text)));
        return errors;
    }

    /** Accepts on a bound listener. */
    public CompletionStage<Optional<String>> resume(Listener listener) {
        OpenListener sockets = open.get(listener);
        return sockets == null
                ? CompletableFuture.completedFuture(Optional.of(prefix(listener) + "not bound."))
                : sockets.resume().thenApply(error -> error.map(text -> prefix(listener) + text));
    }

    /** Serves who has connected, then refuses connections; keeps the sockets. */
    public CompletionStage<Void> pause(Listener listener) {
        OpenListener sockets = open.get(listener);
        return sockets == null ? CompletableFuture.completedFuture(null) : sockets.pause();
    }

    /** Serves who has connected, then closes the sockets. */
    public CompletionStage<Void> close(Listener listener) {
        OpenListener sockets = open.remove(listener);
        return sockets == null ? CompletableFuture.completedFuture(null) : sockets.shut();
    }

    /** Limits have changed. */
    public void limitsChanged() {
        limits.placeIsFree();
    }
}
