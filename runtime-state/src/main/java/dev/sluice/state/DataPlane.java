package dev.sluice.state;

import dev.sluice.config.ProxySpec;
import dev.sluice.state.tls.AcceptingPlan;
import dev.sluice.state.tls.ConnectingPlan;
import dev.sluice.state.tls.TlsContext;
import dev.sluice.tls.TlsFormatException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * What changes ask of the data plane. proxy-core implements it; calls come on the control thread and return at once, their effect is
 * complete with the returned stage. Stages complete on any thread.
 */
public interface DataPlane {
    /** Makes the structure that balances over {@code candidates}; keeps the position of {@code previous} where it can. */
    Balancer balancer(Backend backend, List<Candidate> candidates, @Nullable Balancer previous);

    /** Completes when every worker has passed a point where it holds no view older than this call. */
    CompletionStage<Void> barrier();

    /** Opens the sockets of a listener without accepting; an error says why in HAProxy's words. */
    CompletionStage<Optional<String>> bind(Listener listener);

    /** Accepts on a bound listener; again after {@link #pause}. */
    CompletionStage<Optional<String>> resume(Listener listener);

    /** Serves what waits in the accept queue, then refuses connections; keeps the sockets. */
    CompletionStage<Void> pause(Listener listener);

    /** Serves what waits in the accept queue, then closes the sockets. */
    CompletionStage<Void> close(Listener listener);

    /** Limits or rates have changed: listeners that stood full look again. */
    void limitsChanged();

    /** A server, its address, checks or state are new or have changed: checks start, pause or stop, slots are granted, idle connections of a server that left are closed. */
    void serverChanged(Server server);

    /** The same for several, in order. */
    default void serversChanged(List<Server> servers) {
        servers.forEach(this::serverChanged);
    }

    /** A server's traffic has failed: its next health check comes sooner, as far as its line says so. */
    default void checkSoon(Server server) {}

    /** The server is gone: its checks end, its idle connections close. */
    void serverRemoved(Server server);

    /** A backend's view has been published: requests that wait look again; on a closed one they are refused. */
    void backendChanged(Backend backend);

    /** What the data plane compiled from the settings of a proxy is out of date. */
    void proxyChanged(Proxy proxy);

    /**
     * The proxy is gone from the configuration. What is established goes on to the end of what it carries; client connections that carry
     * nothing are closed. Completes with their number.
     */
    default CompletionStage<Integer> proxyRemoved(Proxy proxy) {
        return CompletableFuture.completedStage(0);
    }

    /** Cuts all streams of a server; completes with their number. */
    CompletionStage<Integer> shutdownSessions(Server server);

    /** Cuts the streams on backup servers of a backend ({@code on-marked-up}). */
    void shutdownBackupSessions(Backend backend);

    /** Cuts one stream; completes with whether there was one. */
    CompletionStage<Boolean> shutdownSession(long id);

    /** Describes live streams; completes with at most {@code limit} of those that match. */
    CompletionStage<List<StreamInfo>> streams(StreamFilter filter, int limit);

    /** What each worker has done and holds, in order of their numbers. */
    default CompletionStage<List<WorkerActivity>> activity() {
        return CompletableFuture.completedStage(List.of());
    }

    /** The variables of the process, by name. Any thread. */
    default List<ProcessVariable> variables() {
        return List.of();
    }

    /**
     * Looks whether a variable of the process can be set so; an error says why not in HAProxy's words.
     *
     * @param name with its scope
     * @param text an expression, or a format
     * @param format which of the two
     */
    default Optional<String> checkVariable(String name, String text, boolean format) {
        return Optional.of("no variables here");
    }

    /** Gives a variable of the process the value of what {@link #checkVariable} found good; without a value it stays as it is. */
    default void setVariable(String name, String text, boolean format) {}
    /** Makes what connections of a bind line are encrypted with; what is wrong with the plan is told in HAProxy's words. */
    default TlsContext accepting(AcceptingPlan plan) throws TlsFormatException {
        return TlsContext.NONE;
    }

    /** Makes what connections to a server are encrypted with. */
    default TlsContext connecting(ConnectingPlan plan) throws TlsFormatException {
        return TlsContext.NONE;
    }

    /** Why the rules of a section that is to be added cannot run; empty where they can. */
    default Optional<String> ruleProblem(ProxySpec section) {
        return Optional.empty();
    }

    /** Nobody will begin another connection with it; what is established goes on. */
    default void discard(TlsContext context) {}

    /** What the caches of the configuration hold, in its order. */
    default List<CacheContent> caches() {
        return List.of();
    }

    /** Writes a line of the program itself to the log targets of a proxy, or of the process where null. */
    void log(@Nullable Proxy proxy, int severity, String text);

    /** Which streams to describe; null fields match all. */
    record StreamFilter(
            @Nullable Long id,
            @Nullable Server server,
            @Nullable Backend backend,
            @Nullable Frontend frontend,
            long olderThanMillis) {
        /** All streams. */
        public static final StreamFilter ALL = new StreamFilter(null, null, null, null, 0);
    }
}
