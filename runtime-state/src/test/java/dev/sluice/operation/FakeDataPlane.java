package dev.sluice.operation;

import dev.sluice.state.Backend;
import dev.sluice.state.Balancer;
import dev.sluice.state.Candidate;
import dev.sluice.state.DataPlane;
import dev.sluice.state.Listener;
import dev.sluice.state.Proxy;
import dev.sluice.state.Server;
import dev.sluice.state.StreamInfo;
import dev.sluice.state.tls.AcceptingPlan;
import dev.sluice.state.tls.TlsContext;
import dev.sluice.tls.TlsFormatException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** Remembers what it was asked for; whatever it is asked for is done at once, unless the test holds it up. */
public final class FakeDataPlane implements DataPlane {
    /** What was logged, severity first, such as {@code 5 Server b/s is UP.}. */
    public final List<String> log = new CopyOnWriteArrayList<>();
    /** What was asked for, such as {@code bind 127.0.0.1:80}. */
    public final List<String> calls = new CopyOnWriteArrayList<>();
    /** Streams there are. */
    public final List<StreamInfo> streams = new CopyOnWriteArrayList<>();
    /** Errors of binding, by address. */
    public final Map<String, String> bindErrors = new HashMap<>();
    /** Errors of resuming, by address. */
    public final Map<String, String> resumeErrors = new HashMap<>();
    /** The barriers asked for; a test that wants to hold them up sets {@link #holdBarriers}. */
    public final List<CompletableFuture<Void>> barriers = new CopyOnWriteArrayList<>();

    /** Why nothing can be made that encrypts; null where it can. */
    public volatile @Nullable String tlsRefusal;

    public volatile boolean holdBarriers;
    public volatile @Nullable CompletableFuture<Void> heldPause;

    @Override
    public Balancer balancer(Backend backend, List<Candidate> candidates, @Nullable Balancer previous) {
        List<String> shown = new ArrayList<>();
        candidates.forEach(candidate -> shown.add(candidate.server().name() + "=" + candidate.weight()));
        calls.add("balance " + backend + " " + shown);
        return new Balancer() {};
    }

    @Override
    public TlsContext accepting(AcceptingPlan plan) throws TlsFormatException {
        String refusal = tlsRefusal;
        if (refusal != null) {
            throw new TlsFormatException(refusal);
        }
        return TlsContext.NONE;
    }

    @Override
    public CompletionStage<Void> barrier() {
        calls.add("barrier");
        CompletableFuture<Void> barrier = new CompletableFuture<>();
        barriers.add(barrier);
        if (!holdBarriers) {
            barrier.complete(null);
        }
        return barrier;
    }

    @Override
    public CompletionStage<Optional<String>> bind(Listener listener) {
        calls.add("bind " + listener.address().display());
        return CompletableFuture.completedStage(
                Optional.ofNullable(bindErrors.get(listener.address().display())));
    }

    @Override
    public CompletionStage<Optional<String>> resume(Listener listener) {
        calls.add("resume " + listener.address().display());
        return CompletableFuture.completedStage(
                Optional.ofNullable(resumeErrors.get(listener.address().display())));
    }

    @Override
    public CompletionStage<Void> pause(Listener listener) {
        calls.add("pause " + listener.address().display());
        CompletableFuture<Void> held = heldPause;
        return held == null ? CompletableFuture.completedStage(null) : held;
    }

    @Override
    public CompletionStage<Void> close(Listener listener) {
        calls.add("close " + listener.address().display());
        return CompletableFuture.completedStage(null);
    }

    @Override
    public void limitsChanged() {
        calls.add("limits");
    }

    @Override
    public void serverChanged(Server server) {
        calls.add("server " + server);
    }

    @Override
    public void checkSoon(Server server) {
        calls.add("check soon " + server);
    }

    @Override
    public void serverRemoved(Server server) {
        calls.add("removed " + server);
    }

    @Override
    public void backendChanged(Backend backend) {
        calls.add("backend " + backend);
    }

    @Override
    public void proxyChanged(Proxy proxy) {
        calls.add("proxy " + proxy);
    }

    @Override
    public CompletionStage<Integer> shutdownSessions(Server server) {
        calls.add("cut " + server);
        return CompletableFuture.completedStage(2);
    }

    @Override
    public void shutdownBackupSessions(Backend backend) {
        calls.add("cut backups of " + backend);
    }

    @Override
    public CompletionStage<Boolean> shutdownSession(long id) {
        return CompletableFuture.completedStage(streams.stream().anyMatch(stream -> stream.id() == id));
    }

    @Override
    public CompletionStage<List<StreamInfo>> streams(StreamFilter filter, int limit) {
        Long id = filter.id();
        return CompletableFuture.completedStage(streams.stream()
                .filter(stream -> id == null || stream.id() == id)
                .filter(stream -> filter.server() == null || stream.server() == filter.server())
                .filter(stream -> filter.backend() == null || stream.backend() == filter.backend())
                .filter(stream -> filter.frontend() == null || stream.frontend() == filter.frontend())
                .limit(limit)
                .toList());
    }

    @Override
    public void log(@Nullable Proxy proxy, int severity, String text) {
        log.add(severity + " " + text);
    }
}
