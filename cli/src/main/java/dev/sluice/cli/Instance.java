package dev.sluice.cli;

import dev.sluice.cli.args.StartOptions;
import dev.sluice.cli.inside.JvmInsides;
import dev.sluice.cli.quickstart.Quickstart;
import dev.sluice.cli.system.ClassArchive;
import dev.sluice.cli.system.OpenFiles;
import dev.sluice.cli.system.Precedence;
import dev.sluice.cli.system.Processes;
import dev.sluice.cli.system.Supervisor;
import dev.sluice.config.Configuration;
import dev.sluice.config.GlobalSettings;
import dev.sluice.config.parse.Keywords;
import dev.sluice.grpc.GrpcActivity;
import dev.sluice.grpc.Wiring;
import dev.sluice.operation.AdminSocket;
import dev.sluice.operation.Caller;
import dev.sluice.operation.Catalogue;
import dev.sluice.operation.ConfigurationSource;
import dev.sluice.operation.ControlLoop;
import dev.sluice.operation.Host;
import dev.sluice.operation.Operation;
import dev.sluice.operation.Outcome;
import dev.sluice.operation.Prepared;
import dev.sluice.operation.inspect.Insides;
import dev.sluice.operation.process.Stop;
import dev.sluice.operation.tls.OcspTimer;
import dev.sluice.proxy.ProxyCore;
import dev.sluice.socket.AdminSockets;
import dev.sluice.socket.Surroundings;
import dev.sluice.state.Clock;
import dev.sluice.state.Listener;
import dev.sluice.state.ProcessState;
import dev.sluice.state.RuntimeState;
import dev.sluice.stats.JvmFacts;
import dev.sluice.stats.JvmMeters;
import dev.sluice.stats.ProcessFacts;
import dev.sluice.stats.PrometheusExporter;
import dev.sluice.stats.StatsPageService;
import io.netty.util.internal.PlatformDependent;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** The running program: all parts, wired by name. */
final class Instance implements Host, Running {
    private static final int SYSLOG_WARNING = 4;

    private final ConfigurationFiles files;
    private final RuntimeState state;
    private final ProxyCore core;
    private final ControlLoop control;
    private final Surfaces surfaces;
    private final PrometheusExporter exporter;
    private final JvmMeters meters = new JvmMeters();
    private final JvmInsides insides;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "sluice-timer");
        thread.setDaemon(true);
        return thread;
    });
    private volatile String root = "";
    private Prepared uncommitted = Prepared.NOTHING;
    private volatile Supervisor supervisor = Supervisor.NOBODY;
    private final CompletableFuture<Integer> end = new CompletableFuture<>();

    private Instance(String program, Configuration configuration, ConfigurationFiles files) {
        this.files = files;
        Clock clock = Clock.SYSTEM;
        this.state = new RuntimeState(new ProcessState(identity(configuration, clock)));
        state.process().hardMaxconn(maxconn(configuration));
        state.process().compressionLimit(configuration.global().get(GlobalSettings.MAX_COMPRESSION_RATE));
        state.process().connectionRateLimit(configuration.global().get(GlobalSettings.MAX_CONN_RATE));
        state.process().sessionRateLimit(configuration.global().get(GlobalSettings.MAX_SESS_RATE));
        state.process().sslRateLimit(configuration.global().get(GlobalSettings.MAX_SSL_RATE));
        state.configuration(configuration);
        ProcessFacts facts = new JvmFacts(
                state,
                Machine.hostName(),
                Machine.bootMillis(),
                () -> files.warnings(),
                () -> surfaces().sockets().listenerCount(),
                () -> surfaces().sockets().connectionCount());
        insides = new JvmInsides(state, clock, files::startupLogs, () -> BuildOptions.facts(program));
        GrpcActivity calls = new GrpcActivity();
        exporter = new PrometheusExporter(state, clock, facts, meters, () -> ControlMetrics.of(control(), calls));
        LateReports reports = new LateReports();
        this.core = new ProxyCore(new ProxyCore.Wiring(
                state,
                clock,
                reports,
                Map.of(
                        "prometheus-exporter",
                        exporter,
                        "stats",
                        new StatsPageService(state, clock, facts, this::control)),
                logTag(program, configuration),
                System.nanoTime()));
        this.control = new ControlLoop(state, core, clock, this, Catalogue.all());
        reports.to(control.reports());
        AdminSockets sockets = new AdminSockets(new Surroundings(control, control.operations(), state, facts, clock));
        this.surfaces =
                new Surfaces(sockets, new Wiring(control, control.operations(), state, clock, facts, calls), exporter);
    }

    private ControlLoop control() {
        return control;
    }

    /** Starts everything, or says why that cannot be; then nothing is left behind. */
    static Instance start(String program, StartOptions options, Configuration configuration, ConfigurationFiles files)
            throws StartException {
        DroppedPrivileges privileges = DroppedPrivileges.of(configuration.global());
        allowFiles(configuration);
        Instance instance = new Instance(program, configuration, files);
        boolean started = false;
        try {
            instance.begin(options, configuration, privileges);
            started = true;
            return instance;
        } finally {
            if (!started) {
                instance.close();
            }
        }
    }

    private static void allowFiles(Configuration configuration) throws StartException {
        int wanted = configuration.global().get(GlobalSettings.ULIMIT_N);
        if (wanted == 0) {
            Processes.openFilesAtMost(configuration.global().get(GlobalSettings.FD_HARD_LIMIT));
        }
        boolean refused = wanted > 0 && !Processes.openFilesLimit(wanted);
        if (refused && configuration.global().get(GlobalSettings.STRICT_LIMITS)) {
            throw new StartException(List.of("'ulimit-n': the system does not allow " + wanted + " open files."));
        }
    }

    private void begin(StartOptions options, Configuration configuration, DroppedPrivileges privileges)
            throws StartException {
        if (!PlatformDependent.hasUnsafe()) {
            throw new StartException(
                    List.of("this Java keeps memory closed: start it by bin/haproxy or bin/sluice, or with"
                            + " --sun-misc-unsafe-memory-access=allow."));
        }
        control.start();
        state.process().coldUntilMillis(Clock.SYSTEM.millis() + Machine.COLD_MILLIS_MAX);
        Predecessors predecessors = new Predecessors(options.finishing());
        refuseIf(predecessors.open(() -> join(control.load(configuration)), errors -> errors));
        refuseIf(core.listen()); // Whoever connects from here on waits a moment, and finds nobody gone.
        Surfaces.Opening opening = predecessors.open(() -> open(configuration), Prepared::errors);
        refuseIf(opening.errors());
        uncommitted = opening;
        String master = options.masterSocket();
        if (master != null) {
            refuseIf(join(surfaces.sockets().openMaster(MasterSocket.parse(master))));
        }
        core.openLogs().join();
        if (options.supervised()) {
            supervisor = Supervisor.at(System.getenv().getOrDefault("NOTIFY_SOCKET", ""));
        }
        refuseIf(join(opening.publish()));
        leave(options, configuration, privileges, predecessors);
        refuseIf(join(control.open()));
        uncommitted = Prepared.NOTHING;
        refuseIf(join(opening.commit())); // Last, since an answer on a socket is what scripts take for readiness.
        state.process().coldUntilMillis(Clock.SYSTEM.millis() + Machine.coldMillis());
        SignalHandlers.install(this, options.master());
        OcspTimer.start(control, state, Clock.SYSTEM, this);
        supervisor.ready(ProcessHandle.current().pid());
        Precedence.toTraffic();
        if (privileges.root().isEmpty()) {
            Thread unused = makeArchive();
        }
    }

    private static Thread makeArchive() {
        return ClassArchive.makeInBackground(Path.of(System.getProperty("sluice.archive", "")), Quickstart.ONCE);
    }

    /** Opens what is besides traffic, all or nothing. */
    private Surfaces.Opening open(Configuration configuration) {
        Surfaces.Opening opening = join(surfaces.prepare(configuration));
        if (!opening.errors().isEmpty()) {
            var unused = join(opening.abandon());
        }
        return opening;
    }

    /** Does what needs the rights and the files of who started the program, for the last time, and gives them up. */
    private void leave(
            StartOptions options, Configuration configuration, DroppedPrivileges privileges, Predecessors predecessors)
            throws StartException {
        if (!privileges.root().isEmpty()) {
            waitFor(makeArchive());
            long unused = NewRoot.prepare(exporter);
            files.keepBefore(privileges.root());
        }
        Readiness.writePidFile(options, configuration);
        boolean left = false;
        try {
            predecessors.finish().forEach(problem -> core.log(null, SYSLOG_WARNING, problem));
            privileges.drop();
            root = privileges.root();
            left = true;
        } finally {
            if (!left) {
                Readiness.removePidFile(options, configuration);
            }
        }
    }

    private static void waitFor(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static <T> T join(CompletionStage<T> step) {
        return step.toCompletableFuture().join();
    }

    private static void refuseIf(List<String> errors) throws StartException {
        if (!errors.isEmpty()) {
            throw new StartException(errors);
        }
    }

    private static ProcessState.Identity identity(Configuration configuration, Clock clock) {
        int wanted = configuration.global().get(GlobalSettings.NBTHREAD);
        int threads = wanted > 0 ? wanted : Runtime.getRuntime().availableProcessors();
        return new ProcessState.Identity(
                "HAProxy",
                Version.compatible(),
                Version.released(),
                ProcessHandle.current().pid(),
                threads,
                clock.millis(),
                clock.wallMillis());
    }

    private static int maxconn(Configuration configuration) {
        int asked = configuration.global().get(GlobalSettings.MAXCONN);
        return asked > 0 ? asked : OpenFiles.connections(OpenFiles.limit());
    }

    private static String logTag(String program, Configuration configuration) {
        String asked = configuration.global().get(GlobalSettings.LOG_TAG);
        return asked.isEmpty() ? program : asked;
    }

    private Surfaces surfaces() {
        return surfaces;
    }

    /** Has the program do something that no caller asked for. */
    CompletionStage<Outcome> submit(Operation operation) {
        return control.submit(operation, Caller.INTERNAL);
    }

    /** Logs what came of something that no caller waits for. */
    void report(Outcome outcome) {
        String text = outcome.match(Outcome.Done::text, rows -> "", Outcome.Refused::text);
        text.lines().forEach(line -> core.log(null, SYSLOG_WARNING, line));
    }

    /** Ends with this status, whatever runs. */
    void endWith(int status) {
        supervisor.stopping();
        end.complete(status);
    }

    @Override
    public ConfigurationSource configuration() {
        return () -> {
            supervisor.reloading();
            return files.read();
        };
    }

    @Override
    public Insides insides() {
        return insides;
    }

    @Override
    public void exit(int status) {
        endWith(status);
    }

    @Override
    public Map<String, String> environment() {
        Map<String, String> environment = new TreeMap<>(files.environment());
        environment.put("HAPROXY_CLI", surfaces.sockets().environment());
        return environment;
    }

    @Override
    public List<AdminSocket> adminSockets() {
        return surfaces.sockets().listing();
    }

    @Override
    public void stop(boolean soft) {
        supervisor.stopping();
        surfaces.draining();
        if (!soft) {
            end.complete(0);
            return;
        }
        var unused = core.whenIdle().thenRun(() -> end.complete(0));
        long limit = state.configuration().global().get(GlobalSettings.HARD_STOP_AFTER);
        if (limit > 0) {
            schedule(() -> end.complete(0), limit);
        }
    }

    @Override
    public CompletionStage<Prepared> prepare(Configuration next) {
        List<String> outOfReach = root.isEmpty() ? List.of() : OutOfReach.within(root, state.configuration(), next);
        return surfaces.prepare(next).thenApply(opening -> opening.refusedFor(outOfReach));
    }

    @Override
    public void reloadEnded() {
        supervisor.ready(ProcessHandle.current().pid());
    }

    @Override
    public CompletionStage<List<String>> paused(boolean paused) {
        return paused ? surfaces.pause() : surfaces.resume(state.configuration());
    }

    @Override
    public Keywords keywords() {
        return AllKeywords.JOINED;
    }

    @Override
    public void schedule(Runnable task, long delayMillis) {
        var unused = timer.schedule(task, delayMillis, TimeUnit.MILLISECONDS);
    }

    @Override
    public String frontendAddress(String frontend) {
        return state.topology().frontend(frontend).stream()
                .flatMap(found -> found.listeners().stream())
                .map(Listener::boundAddress)
                .findFirst()
                .orElse("");
    }

    /** What whoever started it cannot know without being told. */
    List<String> notices() {
        return surfaces.chosenPorts();
    }

    @Override
    public String grpcAddress() {
        return surfaces.grpcAddress();
    }

    @Override
    public String metricsAddress() {
        return surfaces.metricsAddress();
    }

    @Override
    public void stop() {
        var unused = submit(new Stop(true));
    }

    @Override
    public int awaitEnd() {
        int status = end.join();
        close();
        return status;
    }

    private void close() {
        var unused = join(uncommitted.abandon());
        surfaces.close();
        control.close();
        core.close();
        timer.shutdownNow();
        meters.close();
        insides.close();
        supervisor.close();
    }
}
