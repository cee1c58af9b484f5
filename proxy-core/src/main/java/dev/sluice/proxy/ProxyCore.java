package dev.sluice.proxy;

import dev.sluice.config.GlobalSettings;
import dev.sluice.config.ProxySpec;
import dev.sluice.config.Settings;
import dev.sluice.proxy.balance.Balancers;
import dev.sluice.proxy.cache.Caches;
import dev.sluice.proxy.check.Checks;
import dev.sluice.proxy.dns.Resolver;
import dev.sluice.proxy.listen.Listeners;
import dev.sluice.proxy.log.LogSender;
import dev.sluice.proxy.log.RingForwarders;
import dev.sluice.proxy.log.TrafficLog;
import dev.sluice.proxy.queue.Dispatcher;
import dev.sluice.proxy.rule.LiveNames;
import dev.sluice.proxy.rule.RuleException;
import dev.sluice.proxy.sample.SampleSite;
import dev.sluice.proxy.session.Dispatchers;
import dev.sluice.proxy.session.LiveSessions;
import dev.sluice.proxy.session.Shard;
import dev.sluice.proxy.syslog.LogServers;
import dev.sluice.proxy.tls.TlsRoom;
import dev.sluice.proxy.worker.Worker;
import dev.sluice.state.Backend;
import dev.sluice.state.Balancer;
import dev.sluice.state.CacheContent;
import dev.sluice.state.Candidate;
import dev.sluice.state.CheckReports;
import dev.sluice.state.Clock;
import dev.sluice.state.DataPlane;
import dev.sluice.state.Frontend;
import dev.sluice.state.InternalService;
import dev.sluice.state.Listener;
import dev.sluice.state.ProcessVariable;
import dev.sluice.state.Proxy;
import dev.sluice.state.RuntimeState;
import dev.sluice.state.Server;
import dev.sluice.state.StreamInfo;
import dev.sluice.state.WorkerActivity;
import dev.sluice.state.tls.AcceptingPlan;
import dev.sluice.state.tls.ConnectingPlan;
import dev.sluice.state.tls.TlsContext;
import dev.sluice.tls.TlsFormatException;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The data plane: workers, listeners, checks and logs, wired together.
 *
 * <p>Made once the state says how many workers there are; listeners are bound and resumed as the control thread asks. It ends with
 * {@link #close}.
 */
public final class ProxyCore implements DataPlane, AutoCloseable {
    private static final int SYSLOG_ALERT = 1;

    private final List<Worker> workers = new ArrayList<>();
    private final Worker checkWorker;
    private final Dispatchers dispatchers;
    private final SampleSite samples;
    private final VariableSetter variables;
    private final LiveSessions sessions;
    private final ModeStarters starters;
    private final Caches caches;
    private final Listeners listeners;
    private final Checks checks;
    private final Resolver resolver;
    private final TlsRoom tls;
    private final LogSender sender;
    private final TrafficLog log;
    private final RingForwarders rings;
    private final RuntimeState state;
    private final CompletableFuture<Void> idle = new CompletableFuture<>();

    /**
     * What the data plane is made of.
     *
     * @param state what it forwards by; its {@code Identity} says how many workers, its configuration the size of their buffers
     * @param clock the time
     * @param reports who hears of checks
     * @param services pages that the program itself serves, by name
     * @param logTag the program's name in log lines
     * @param seed of what is spread at random
     */
    public record Wiring(
            RuntimeState state,
            Clock clock,
            CheckReports reports,
            Map<String, InternalService> services,
            String logTag,
            long seed) {}

    /** A data plane without listeners. */
    public ProxyCore(Wiring wiring) {
        state = wiring.state();
        tls = new TlsRoom(state.process().tls());
        Settings global = state.configuration().global();
        int bufferSize = global.get(GlobalSettings.BUFSIZE);
        int spare = global.get(GlobalSettings.MAXREWRITE);
        ThreadFactory threads = new DefaultThreadFactory("sluice-worker", true);
        int count = state.process().identity().threads();
        for (int i = 0; i < count; i++) {
            Worker worker = new Worker(i, bufferSize, spare, wiring.clock(), threads);
            if (global.get(GlobalSettings.NO_SPLICE)) {
                worker.pipes().forbid();
            }
            workers.add(worker);
        }
        checkWorker = new Worker(count, bufferSize, wiring.clock(), new DefaultThreadFactory("sluice-checks", true));
        dispatchers = new Dispatchers(workers);
        samples = new SampleSite(
                state, (change, done) -> wiring.reports().patterns().change(change, done));
        variables = new VariableSetter(samples, state, wiring.clock(), wiring.services());
        variables.begin();
        sender = new LogSender(
                state,
                wiring.logTag(),
                new LogServers(state, wiring.clock(), wiring.services(), samples),
                new DefaultThreadFactory("sluice-log", true));
        log = new TrafficLog(state, wiring.clock(), sender);
        rings = new RingForwarders(state, checkWorker);
        List<Shard> shards = workers.stream()
                .map(worker -> new Shard(worker, state.process(), dispatchers, samples, log))
                .toList();
        shards.forEach(shard -> {
            shard.peers(shards);
            shard.reports(wiring.reports());
        });
        sessions = new LiveSessions(shards);
        resolver = new Resolver(
                state, wiring.clock(), wiring.reports(), new DefaultThreadFactory("sluice-resolvers", true));
        samples.names(resolver);
        checks = new Checks(state, samples, checkWorker, wiring.reports(), wiring.seed());
        caches = new Caches(state);
        starters = new ModeStarters(state, wiring.services(), log, caches);
        listeners = new Listeners(
                shards,
                state.process(),
                starters,
                () -> idle.complete(null),
                (listener, reason) -> log(
                        listener.frontend(),
                        SYSLOG_ALERT,
                        "Proxy " + listener.frontend().name() + " cannot accept connections: " + reason));
    }

    /** The workers, for what else lives on them. */
    public List<Worker> workers() {
        return List.copyOf(workers);
    }

    /** What is logged to, for the parts of the program that write in its name. */
    public TrafficLog trafficLog() {
        return log;
    }

    /** Opens the log targets of the present configuration; to be waited for before chroot and before privileges are dropped. */
    public CompletableFuture<Void> openLogs() {
        rings.changed();
        return log.open();
    }

    /** Has connections queue on all bound listeners, before anybody accepts them: for a predecessor to let go. */
    public List<String> listen() {
        return listeners.listen();
    }

    /** Completes once the process is stopping and its last client connection has ended. Ask after {@code ProcessState.stop()}. */
    public CompletionStage<Void> whenIdle() {
        if (state.process().isStopping()) {
            CompletableFuture<Void> unused = sessions.onEach(shard -> starters.closeIdle(shard, null));
            if (state.process().connections().get() == 0) {
                idle.complete(null);
            }
        }
        return idle;
    }

    @Override
    public Balancer balancer(Backend backend, List<Candidate> candidates, @Nullable Balancer previous) {
        return Balancers.compile(backend, candidates, previous);
    }

    @Override
    public CompletionStage<Void> barrier() {
        return sessions.onEach(shard -> {});
    }

    @Override
    public CompletionStage<Optional<String>> bind(Listener listener) {
        return CompletableFuture.completedFuture(listeners.bind(listener));
    }

    @Override
    public CompletionStage<Optional<String>> resume(Listener listener) {
        return listeners.resume(listener);
    }

    @Override
    public CompletionStage<Void> pause(Listener listener) {
        return listeners.pause(listener);
    }

    @Override
    public CompletionStage<Void> close(Listener listener) {
        return listeners.close(listener);
    }

    @Override
    public void limitsChanged() {
        variables.begin();
        listeners.limitsChanged();
    }

    @Override
    public void serverChanged(Server server) {
        serversChanged(List.of(server));
    }

    @Override
    public void checkSoon(Server server) {
        checks.soon(server);
    }

    @Override
    public void serversChanged(List<Server> servers) {
        checks.changed(servers);
        servers.forEach(resolver::changed);
        for (Server server : servers) {
            Dispatcher dispatcher = dispatchers.ifAny(server.backend());
            if (dispatcher != null) {
                dispatcher.serverChanged(server);
            }
        }
        List<Server> closed =
                servers.stream().filter(server -> !Shard.isOpenFor(server)).toList();
        if (!closed.isEmpty()) {
            CompletableFuture<Void> unused = sessions.onEach(shard -> closed.forEach(shard::serverChanged));
        }
    }

    @Override
    public void serverRemoved(Server server) {
        checks.removed(server);
        resolver.removed(server);
        Dispatcher dispatcher = dispatchers.ifAny(server.backend());
        if (dispatcher != null) {
            dispatcher.serverRemoved(server);
        }
        CompletableFuture<Void> unused = sessions.onEach(shard -> shard.forget(server));
    }

    @Override
    public void backendChanged(Backend backend) {
        Dispatcher dispatcher = dispatchers.ifAny(backend);
        if (dispatcher != null) {
            dispatcher.viewChanged();
        }
    }

    @Override
    public void proxyChanged(Proxy proxy) {
        resolver.reconfigured();
        caches.changed();
        // A reload may have changed the global targets, which any proxy may log to.
        log.changed();
        CompletableFuture<Void> unusedOpening = openLogs();
        List<Backend> alive = state.topology().backends();
        dispatchers.retain(alive);
        CompletableFuture<Void> unused = sessions.onEach(shard -> shard.retain(alive));
    }

    @Override
    public CompletionStage<Integer> proxyRemoved(Proxy proxy) {
        if (!(proxy instanceof Frontend frontend)) {
            return CompletableFuture.completedFuture(0);
        }
        AtomicInteger closed = new AtomicInteger();
        return sessions.onEach(shard -> closed.addAndGet(starters.closeIdle(shard, frontend)))
                .thenApply(done -> closed.get());
    }

    @Override
    public CompletionStage<Integer> shutdownSessions(Server server) {
        return sessions.shutdown(server);
    }

    @Override
    public void shutdownBackupSessions(Backend backend) {
        sessions.shutdownBackups(backend);
    }

    @Override
    public CompletionStage<Boolean> shutdownSession(long id) {
        return sessions.shutdown(id);
    }

    @Override
    public CompletionStage<List<StreamInfo>> streams(StreamFilter filter, int limit) {
        return sessions.describe(filter, limit);
    }

    @Override
    public List<CacheContent> caches() {
        return caches.contents(workers.get(0).clock().millis());
    }

    @Override
    public CompletionStage<List<WorkerActivity>> activity() {
        return sessions.activity();
    }

    @Override
    public List<ProcessVariable> variables() {
        return variables.all();
    }

    @Override
    public Optional<String> checkVariable(String name, String text, boolean format) {
        return variables.check(name, text, format);
    }

    @Override
    public void setVariable(String name, String text, boolean format) {
        variables.set(name, text, format);
    }

    @Override
    public Optional<String> ruleProblem(ProxySpec section) {
        Proxy proxy = section.kind().isFrontend() ? new Frontend(section, 0) : new Backend(section, 0);
        return Rehearsal.problem(proxy, new LiveNames(state.topology(), Map.of(), state))
                .map(RuleException::getMessage);
    }

    @Override
    public TlsContext accepting(AcceptingPlan plan) throws TlsFormatException {
        return tls.accepting(plan);
    }

    @Override
    public TlsContext connecting(ConnectingPlan plan) throws TlsFormatException {
        return tls.connecting(plan);
    }

    @Override
    public void discard(TlsContext context) {
        TlsRoom.discard(context);
    }

    @Override
    public void log(@Nullable Proxy proxy, int severity, String text) {
        log.program(proxy, severity, text);
    }

    /** Cuts what still runs and ends all threads. Listeners are closed by whoever bound them. */
    @Override
    public void close() {
        checks.close();
        resolver.close();
        CompletableFuture<Void> cut = sessions.shutdownAll();
        CompletableFuture<Void> unused = cut.whenComplete((done, failure) -> {
            workers.forEach(ProxyCore::stop);
            caches.close();
        });
        sender.close();
        rings.close();
        stop(checkWorker);
    }

    private static void stop(Worker worker) {
        worker.execute(worker.pipes()::close);
        Future<?> unused = worker.loop().shutdownGracefully(0, 1, TimeUnit.SECONDS);
    }
}
