package dev.sluice.grpc;

import dev.sluice.config.BindSettings;
import dev.sluice.config.BindSpec;
import dev.sluice.config.Configuration;
import dev.sluice.config.Level;
import dev.sluice.config.ListenAddress;
import dev.sluice.config.Location;
import dev.sluice.config.Settings;
import dev.sluice.config.keyword.BuiltInKeywords;
import dev.sluice.config.parse.ConfigurationParser;
import dev.sluice.config.parse.Environment;
import dev.sluice.config.parse.Keywords;
import dev.sluice.config.parse.ParseOptions;
import dev.sluice.config.parse.ParseResult;
import dev.sluice.config.parse.Source;
import dev.sluice.operation.AdminSocket;
import dev.sluice.operation.Caller;
import dev.sluice.operation.Catalogue;
import dev.sluice.operation.ConfigurationSource;
import dev.sluice.operation.ControlLoop;
import dev.sluice.operation.Host;
import dev.sluice.operation.Outcome;
import dev.sluice.operation.Prepared;
import dev.sluice.operation.inspect.Insides;
import dev.sluice.operation.inspect.MemoryPool;
import dev.sluice.operation.inspect.ThreadReport;
import dev.sluice.operation.process.Reload;
import dev.sluice.state.CheckReports;
import dev.sluice.state.Clock;
import dev.sluice.state.ProcessState;
import dev.sluice.state.RuntimeState;
import dev.sluice.state.Server;
import dev.sluice.state.StreamInfo;
import dev.sluice.stats.JvmFacts;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** A program of a real state, real operations and a real gRPC server on a port of the kernel's choice, over a data plane without traffic. */
final class TestProgram implements Host, AutoCloseable {
    static final String CONFIGURATION = """
            global
                maxconn 1000
            defaults
                mode http
                timeout client 5s
                timeout server 5s
                timeout connect 5s
            frontend web
                bind 127.0.0.1:0
                default_backend app
            backend app
                balance roundrobin
                server s1 127.0.0.1:8001 check weight 10
                server s2 127.0.0.1:8002 weight 20 maxconn 5
            backend fixed
                balance static-rr
                server f1 127.0.0.1:8003 weight 7
            """;

    private static final Keywords KEYWORDS = Keywords.of(BuiltInKeywords.ALL);

    private final FakeDataPlane dataPlane = new FakeDataPlane();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final List<ManagedChannel> channels = new ArrayList<>();
    private final RuntimeState state;
    private final ControlLoop control;
    private final JvmFacts facts;
    private final GrpcActivity activity = new GrpcActivity();
    private final GrpcServer server;
    private volatile String text;

    private TestProgram(String text, List<BindSpec> binds) throws IOException {
        this.text = text;
        long now = Clock.SYSTEM.millis();
        state = new RuntimeState(new ProcessState(new ProcessState.Identity(
                "HAProxy", "3.5.0+sluice.test", "2026/11/22", 4711, 1, now, Clock.SYSTEM.wallMillis())));
        control = new ControlLoop(state, dataPlane, Clock.SYSTEM, this, Catalogue.all());
        facts = new JvmFacts(state, "test", 12, () -> 3, () -> 0, () -> 0);
        control.start();
        Outcome outcome = submit(new Reload());
        if (outcome instanceof Outcome.Refused refused) {
            throw new IllegalArgumentException(refused.text());
        }
        if (state.process().hardMaxconn() == 0) {
            state.process().hardMaxconn(1000);
        }
        server = GrpcServer.start(
                binds, new Wiring(control, control.operations(), state, Clock.SYSTEM, facts, activity));
        server.serving(true);
    }

    /** Starts with {@link #CONFIGURATION} and an address for each level. */
    static TestProgram start() throws IOException {
        return start(CONFIGURATION);
    }

    static TestProgram start(String text) throws IOException {
        return new TestProgram(text, List.of(loopback(Level.USER), loopback(Level.OPERATOR), loopback(Level.ADMIN)));
    }

    static TestProgram listening(BindSpec bind) throws IOException {
        return new TestProgram(CONFIGURATION, List.of(bind));
    }

    static BindSpec loopback(Level level) {
        return bind(
                new ListenAddress.Inet("127.0.0.1", 0),
                Settings.builder().set(BindSettings.LEVEL, level).build());
    }

    static BindSpec bind(ListenAddress address, Settings settings) {
        return new BindSpec(Location.INTERNAL, List.of(address), settings);
    }

    Outcome submit(dev.sluice.operation.Operation operation) {
        return control.submit(operation, Caller.INTERNAL).toCompletableFuture().join();
    }

    /** Submits one after the other without waiting, and then waits for all. */
    void submitAll(List<? extends dev.sluice.operation.Operation> operations) {
        List<CompletionStage<Outcome>> answers = new ArrayList<>();
        operations.forEach(operation -> answers.add(control.submit(operation, Caller.INTERNAL)));
        answers.forEach(answer -> answer.toCompletableFuture().join());
    }

    /** A channel to the address of a level. */
    ManagedChannel channel(Level level) {
        ManagedChannel channel = Grpc.newChannelBuilder(target(level.ordinal()), InsecureChannelCredentials.create())
                .build();
        channels.add(channel);
        return channel;
    }

    ManagedChannel admin() {
        return channel(Level.ADMIN);
    }

    /** {@code host:port} of an address. */
    String target(int index) {
        return server.addresses().get(index).substring("ipv4@".length());
    }

    /** Where checks report to. */
    CheckReports reports() {
        return control.reports();
    }

    /** A server of a backend. */
    Server server(String backend, String name) {
        return state.topology().backend(backend).orElseThrow().servers().stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    GrpcActivity activity() {
        return activity;
    }

    GrpcServer server() {
        return server;
    }

    RuntimeState state() {
        return state;
    }

    long revision() {
        return control.revision();
    }

    void write(String next) {
        text = next;
    }

    /** Puts a stream into the data plane. */
    void addStream(long id, String serverName) {
        var frontend = state.topology().frontend("web").orElseThrow();
        var backend = state.topology().backend("app").orElseThrow();
        var on = backend.servers().stream()
                .filter(server -> server.name().equals(serverName))
                .findFirst()
                .orElseThrow();
        dataPlane.add(new StreamInfo(
                id,
                "tcpv4",
                "127.0.0.1:5555",
                5555,
                frontend,
                backend,
                on,
                true,
                Clock.SYSTEM.millis(),
                "",
                "",
                10,
                20,
                0,
                1,
                "/x",
                0));
    }

    @Override
    public ConfigurationSource configuration() {
        return () -> {
            ParseResult result = new ConfigurationParser(KEYWORDS)
                    .parse(List.of(new Source("test.cfg", text)), Environment.of(Map.of()), ParseOptions.DEFAULT);
            return CompletableFuture.completedStage(
                    new ConfigurationSource.Reading(result.usable(), result.diagnostics()));
        };
    }

    @Override
    public Map<String, String> environment() {
        return Map.of("B", "2", "A", "1");
    }

    @Override
    public List<AdminSocket> adminSockets() {
        return List.of(new AdminSocket("unix@/run/a.sock", Level.ADMIN));
    }

    @Override
    public void stop(boolean soft) {}

    @Override
    public CompletionStage<Prepared> prepare(Configuration next) {
        return CompletableFuture.completedStage(Prepared.NOTHING);
    }

    @Override
    public void reloadEnded() {}

    @Override
    public CompletionStage<List<String>> paused(boolean paused) {
        return CompletableFuture.completedStage(List.of());
    }

    @Override
    public void schedule(Runnable task, long delayMillis) {
        var unused = timer.schedule(task, delayMillis, TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        channels.forEach(ManagedChannel::shutdownNow);
        server.close();
        control.close();
        timer.shutdownNow();
    }

    @Override
    public Insides insides() {
        return new Insides() {
            @Override
            public CompletionStage<List<ThreadReport>> threads() {
                return CompletableFuture.completedStage(
                        List.of(new ThreadReport(1, "one", "RUNNABLE", 5, 6, 7, 8, List.of("here"))));
            }

            @Override
            public CompletionStage<List<MemoryPool>> pools() {
                return CompletableFuture.completedStage(List.of(new MemoryPool("pool", 1024, 4, 2, 0, 1)));
            }

            @Override
            public List<String> startupLogs() {
                return List.of("[NOTICE]   (1) : started");
            }
        };
    }
}
