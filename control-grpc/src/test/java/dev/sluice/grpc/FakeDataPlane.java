package dev.sluice.grpc;

import dev.sluice.state.Backend;
import dev.sluice.state.Balancer;
import dev.sluice.state.CacheContent;
import dev.sluice.state.Candidate;
import dev.sluice.state.DataPlane;
import dev.sluice.state.Frontend;
import dev.sluice.state.Listener;
import dev.sluice.state.ProcessVariable;
import dev.sluice.state.Proxy;
import dev.sluice.state.RuntimeState;
import dev.sluice.state.Server;
import dev.sluice.state.StreamInfo;
import dev.sluice.state.WorkerActivity;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** A data plane without traffic, but with streams that a test puts there. */
final class FakeDataPlane implements DataPlane {
    private final Map<String, ProcessVariable> variables = new ConcurrentSkipListMap<>();
    private final List<StreamInfo> streams = new CopyOnWriteArrayList<>();

    void add(StreamInfo stream) {
        streams.add(stream);
    }

    @Override
    public Balancer balancer(Backend backend, List<Candidate> candidates, @Nullable Balancer previous) {
        return new Balancer() {};
    }

    @Override
    public CompletionStage<Void> barrier() {
        return CompletableFuture.completedStage(null);
    }

    @Override
    public CompletionStage<Optional<String>> bind(Listener listener) {
        return CompletableFuture.completedStage(Optional.empty());
    }

    @Override
    public CompletionStage<Optional<String>> resume(Listener listener) {
        return CompletableFuture.completedStage(Optional.empty());
    }

    @Override
    public CompletionStage<Void> pause(Listener listener) {
        return CompletableFuture.completedStage(null);
    }

    @Override
    public CompletionStage<Void> close(Listener listener) {
        return CompletableFuture.completedStage(null);
    }

    @Override
    public void limitsChanged() {}

    @Override
    public void serverChanged(Server server) {}

    @Override
    public void serverRemoved(Server server) {}

    @Override
    public void backendChanged(Backend backend) {}

    @Override
    public void proxyChanged(Proxy proxy) {}

    @Override
    public CompletionStage<Integer> shutdownSessions(Server server) {
        int before = streams.size();
        streams.removeIf(stream -> server.equals(stream.server()));
        return CompletableFuture.completedStage(before - streams.size());
    }

    @Override
    public void shutdownBackupSessions(Backend backend) {}

    @Override
    public CompletionStage<Boolean> shutdownSession(long id) {
        return CompletableFuture.completedStage(streams.removeIf(stream -> stream.id() == id));
    }

    @Override
    public CompletionStage<List<StreamInfo>> streams(StreamFilter filter, int limit) {
        return CompletableFuture.completedStage(streams.stream()
                .filter(stream -> filter.id() == null || stream.id() == filter.id())
                .filter(stream -> matches(filter.server(), stream.server()))
                .filter(stream -> matches(filter.backend(), stream.backend()))
                .filter(stream -> matches(filter.frontend(), stream.frontend()))
                .toList());
    }

    private static boolean matches(@Nullable Object wanted, @Nullable Object found) {
        return wanted == null || Objects.equals(wanted, found);
    }

    @Override
    public void log(@Nullable Proxy proxy, int severity, String text) {}

    /** The frontend of a name in a topology, for making streams. */
    static Frontend frontend(RuntimeState state, String name) {
        return state.topology().frontend(name).orElseThrow();
    }

    @Override
    public CompletionStage<List<WorkerActivity>> activity() {
        return CompletableFuture.completedStage(List.of(new WorkerActivity(0, 7, 0, 5, 0, 1, 2_000_000_000L, 10)));
    }

    @Override
    public List<ProcessVariable> variables() {
        return List.copyOf(variables.values());
    }

    /** A cache that keeps two responses, and one that keeps nothing. */
    @Override
    public List<CacheContent> caches() {
        return List.of(
                new CacheContent(
                        "pages",
                        0x1000,
                        1024,
                        1023,
                        List.of(
                                new CacheContent.Entry(1, 0xFFFF_FFFFL, false, "00", 300, 1, 0, 20),
                                new CacheContent.Entry(2, 7, true, "0a", 1500, 2, 1, -1))),
                new CacheContent("empty", 0x2000, 2048, 2048, List.of()));
    }

    /** Understands whole numbers only, and no brackets in formats. */
    @Override
    public Optional<String> checkVariable(String name, String text, boolean format) {
        boolean good = format ? text.indexOf('[') < 0 : text.matches("int\\(-?[0-9]+\\)");
        return good ? Optional.empty() : Optional.of("unknown fetch method '" + text + "'");
    }

    @Override
    public void setVariable(String name, String text, boolean format) {
        String value = format ? text : text.substring(4, text.length() - 1);
        variables.put(name, new ProcessVariable(name, format ? "str" : "sint", value));
    }
}
