package dev.sluice.state;

import dev.sluice.config.Configuration;
import dev.sluice.config.GlobalSettings;
import dev.sluice.config.ProxySettings;
import dev.sluice.config.Settings;
import dev.sluice.config.SluiceSettings;
import dev.sluice.pattern.Patterns;
import dev.sluice.state.tls.TlsStores;
import dev.sluice.tls.TlsFormatException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Brings the live objects to what a configuration says: made on the control thread, then {@link #bind()}, then {@link #apply()}, then
 * {@link #open()}. Until it is applied nothing has changed but that new sockets are bound; {@link #abandon()} takes them back.
 */
@ControlThread
public final class Reconfiguration {
    private final RuntimeState state;
    private final ServerStates servers;
    private final DataPlane dataPlane;
    private final Clock clock;
    private final Plan plan;
    private final List<Listener> newListeners;
    private final TlsBindings tls;

    /** Compares a configuration with what is live. */
    public Reconfiguration(
            RuntimeState state, ServerStates servers, DataPlane dataPlane, Clock clock, Configuration configuration) {
        this.state = state;
        this.servers = servers;
        this.dataPlane = dataPlane;
        this.clock = clock;
        this.plan = Planner.plan(
                state.topology(), configuration, configuration.sluice().get(SluiceSettings.KEEP_RUNTIME_CHANGES));
        this.newListeners = newListeners(plan);
        this.tls = new TlsBindings(dataPlane, configuration.global(), TlsStores.of(configuration.tls()));
    }

    /**
     * What {@link #apply()} has done.
     *
     * @param report with no connection closed yet
     * @param connectionsClosed completes with how many were
     */
    public record Applied(ReloadReport report, CompletionStage<Integer> connectionsClosed) {}

    /** Binds the sockets of new listeners; completes with why some could not be, in order. */
    public CompletionStage<List<String>> bind() {
        List<String> errors = makeTls();
        if (!errors.isEmpty()) {
            return CompletableFuture.completedStage(errors);
        }
        List<CompletableFuture<Optional<String>>> binding = newListeners.stream()
                .map(listener -> dataPlane.bind(listener).toCompletableFuture())
                .toList();
        return gather(binding);
    }

    /** Lets go of what {@link #bind()} bound. */
    public void abandon() {
        newListeners.forEach(dataPlane::close);
        tls.abandon();
    }

    private List<String> makeTls() {
        List<String> errors = new ArrayList<>();
        for (Plan.FrontendSide side : plan.frontends()) {
            for (Plan.ListenerStep step : side.listeners()) {
                try {
                    tls.make(
                            step.listener(), step.spec(), side.spec().settings().get(ProxySettings.MODE));
                } catch (TlsFormatException failure) {
                    errors.add("'bind " + step.listener().address().display() + "' in section '"
                            + side.spec().name() + "' : " + failure.text());
                }
            }
        }
        for (Plan.BackendSide side : plan.backends()) {
            for (Plan.ServerStep step : side.servers()) {
                try {
                    tls.make(step.server(), step.spec().settings(), side.spec().settings());
                } catch (TlsFormatException failure) {
                    errors.add("'server " + side.spec().name() + "/"
                            + step.server().name() + "' : " + failure.text());
                }
            }
        }
        return errors;
    }

    /** Takes new encryption into use, and lets go of that of what is gone. */
    private void applyTls(Configuration configuration) {
        state.tls().replace(configuration.tls());
        tls.apply();
        List<Listener> listeners = new ArrayList<>();
        List<Server> gone = new ArrayList<>();
        for (Plan.FrontendSide side : plan.frontends()) {
            listeners.addAll(side.removed());
            side.listeners().forEach(step -> listeners.add(step.listener()));
        }
        plan.removedFrontends().forEach(frontend -> listeners.addAll(frontend.listeners()));
        for (Plan.BackendSide side : plan.backends()) {
            gone.addAll(side.removed());
            side.servers().forEach(step -> gone.add(step.server()));
        }
        plan.removedBackends().forEach(backend -> gone.addAll(backend.servers()));
        tls.retire(listeners, gone);
    }

    private static List<Listener> newListeners(Plan plan) {
        return plan.frontends().stream()
                .filter(side -> side.isNew() || side.proxy().status() != Frontend.Status.STOP)
                .filter(side -> !side.spec().settings().get(ProxySettings.DISABLED))
                .flatMap(side -> side.listeners().stream())
                .filter(Plan.ListenerStep::isNew)
                .map(Plan.ListenerStep::listener)
                .toList();
    }

    /** Changes the live objects; new listeners do not accept yet. */
    public Applied apply() {
        Configuration configuration = plan.configuration();
        boolean keep = configuration.sluice().get(SluiceSettings.KEEP_RUNTIME_CHANGES);
        limits(configuration);
        // First, so that rules which are compiled for the new proxies find them.
        Patterns.Kept patterns = state.patterns().apply(configuration.global().get(GlobalSettings.PATTERNS), keep);
        applyTls(configuration);
        BackendChanges changes = new BackendChanges(plan, servers, clock, keep);
        FrontendChanges frontends =
                new FrontendChanges(plan, dataPlane, state.process().hardMaxconn(), keep);
        state.tables().apply(configuration.tables(), clock::millis);
        state.rings().apply(configuration.global().get(GlobalSettings.RINGS));
        changes.apply();
        frontends.apply();
        for (Plan.BackendSide side : plan.backends()) {
            int configured = side.spec().settings().get(ProxySettings.FULLCONN);
            // A tenth, rounded up, of what may come in.
            long tenth = (Planner.frontendLimits(plan, side.proxy()) + 9) / 10;
            side.proxy().fullconn(configured > 0 ? configured : (int) Math.max(1, Math.min(tenth, Integer.MAX_VALUE)));
        }
        state.topology(
                new Topology(plan.sides().stream().<Proxy>map(Plan.Side::proxy).toList()));
        state.configuration(configuration);
        plan.sides().forEach(side -> dataPlane.proxyChanged(side.proxy()));
        dataPlane.limitsChanged();
        long added = plan.sides().stream().filter(Plan.Side::isNew).count();
        ReloadReport report = new ReloadReport(
                changes.added(),
                changes.removed(),
                changes.changed(),
                (int) added,
                plan.removedFrontends().size() + plan.removedBackends().size(),
                newListeners.size(),
                frontends.closed(),
                0,
                changes.kept() + frontends.kept() + patterns.kept(),
                changes.dropped() + frontends.dropped() + patterns.dropped());
        return new Applied(report, frontends.connectionsClosed());
    }

    private void limits(Configuration configuration) {
        int asked = configuration.global().get(GlobalSettings.MAXCONN);
        int before = state.configuration().global().get(GlobalSettings.MAXCONN);
        ProcessState process = state.process();
        if (asked > 0 && (asked != before || process.hardMaxconn() == 0)) {
            process.hardMaxconn(asked);
        }
        int rate = configuration.global().get(GlobalSettings.MAX_COMPRESSION_RATE);
        if (rate != state.configuration().global().get(GlobalSettings.MAX_COMPRESSION_RATE)) {
            process.compressionLimit(rate);
        }
        rates(configuration.global(), state.configuration().global(), process);
        long key = configuration.global().get(GlobalSettings.ANON_KEY);
        if (key != 0) {
            process.anonKey(key);
        }
    }

    /** What a command has set since stays where the configuration says what it said before. */
    private static void rates(Settings next, Settings before, ProcessState process) {
        int connections = next.get(GlobalSettings.MAX_CONN_RATE);
        if (connections != before.get(GlobalSettings.MAX_CONN_RATE)) {
            process.connectionRateLimit(connections);
        }
        int sessions = next.get(GlobalSettings.MAX_SESS_RATE);
        if (sessions != before.get(GlobalSettings.MAX_SESS_RATE)) {
            process.sessionRateLimit(sessions);
        }
        int encrypted = next.get(GlobalSettings.MAX_SSL_RATE);
        if (encrypted != before.get(GlobalSettings.MAX_SSL_RATE)) {
            process.sslRateLimit(encrypted);
        }
    }

    /** Has all frontends that are open accept on what is new; completes with why some could not. */
    public CompletionStage<List<String>> open() {
        List<CompletableFuture<Optional<String>>> opening = new ArrayList<>();
        for (Listener listener : newListeners) {
            if (listener.frontend().status() == Frontend.Status.OPEN) {
                opening.add(dataPlane.resume(listener).toCompletableFuture());
            }
        }
        return gather(opening);
    }

    /** Completes with all errors, in order, once all have completed. */
    static CompletionStage<List<String>> gather(List<CompletableFuture<Optional<String>>> steps) {
        return CompletableFuture.allOf(steps.toArray(CompletableFuture[]::new))
                .thenApply(done -> steps.stream()
                        .map(CompletableFuture::join)
                        .flatMap(Optional::stream)
                        .toList());
    }
}
