package dev.sluice.socket;

import dev.sluice.config.Configuration;
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
import dev.sluice.operation.process.Reload;
import dev.sluice.state.Clock;
import dev.sluice.state.ProcessState;
import dev.sluice.state.RuntimeState;
import dev.sluice.stats.JvmFacts;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** A program of a real state, real operations and real sockets, over a data plane without traffic. */
final class TestProgram implements Host, AutoCloseable {
    private static final Keywords KEYWORDS = Keywords.of(BuiltInKeywords.ALL);

    private final FakeDataPlane dataPlane = new FakeDataPlane();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final Map<String, String> environment;
    private final RuntimeState state;
    private final ControlLoop control;
    private final RecordingDoor door;
    private final AdminSockets sockets;
    private volatile String text;

    private TestProgram(String text, Map<String, String> environment) {
        this.text = text;
        this.environment = environment;
        long now = Clock.SYSTEM.millis();
        state = new RuntimeState(new ProcessState(new ProcessState.Identity(
                "HAProxy", "3.5.0+sluice.test", "2026/11/22", 4711, 1, now, Clock.SYSTEM.wallMillis())));
        control = new ControlLoop(state, dataPlane, Clock.SYSTEM, this, Catalogue.all());
        JvmFacts facts = new JvmFacts(state, "test", 0, () -> 0, () -> 0, () -> 0);
        state.process().hardMaxconn(1000);
        door = new RecordingDoor(control);
        sockets = new AdminSockets(new Surroundings(door, control.operations(), state, facts, Clock.SYSTEM));
    }

    /** Starts with a configuration. */
    static TestProgram start(String text, Map<String, String> environment) {
        TestProgram program = new TestProgram(text, environment);
        program.control.start();
        Outcome outcome = program.control
                .submit(new Reload(), Caller.INTERNAL)
                .toCompletableFuture()
                .join();
        if (outcome instanceof Outcome.Refused refused) {
            throw new IllegalArgumentException(refused.text());
        }
        return program;
    }

    /** What the next reload reads. */
    void write(String next) {
        text = next;
    }

    RuntimeState state() {
        return state;
    }

    FakeDataPlane dataPlane() {
        return dataPlane;
    }

    AdminSockets sockets() {
        return sockets;
    }

    RecordingDoor door() {
        return door;
    }

    ControlLoop control() {
        return control;
    }

    /** What a text says. */
    Configuration parsed(String other) {
        return parse(other).usable().orElseThrow();
    }

    private ParseResult parse(String read) {
        return new ConfigurationParser(KEYWORDS)
                .parse(List.of(new Source("test.cfg", read)), Environment.of(environment), ParseOptions.DEFAULT);
    }

    @Override
    public ConfigurationSource configuration() {
        return () -> {
            ParseResult result = parse(text);
            return CompletableFuture.completedStage(
                    new ConfigurationSource.Reading(result.usable(), result.diagnostics()));
        };
    }

    @Override
    public Map<String, String> environment() {
        return environment;
    }

    @Override
    public List<AdminSocket> adminSockets() {
        return sockets.listing();
    }

    @Override
    public void stop(boolean soft) {}

    @Override
    public CompletionStage<Prepared> prepare(Configuration next) {
        return sockets.prepare(next).thenApply(change -> change);
    }

    @Override
    public void reloadEnded() {}

    @Override
    public CompletionStage<List<String>> paused(boolean paused) {
        return CompletableFuture.completedStage(List.of());
    }

    @Override
    public void schedule(Runnable task, long delayMillis) {
        ScheduledFuture<?> unused = timer.schedule(task, delayMillis, TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        sockets.close();
        control.close();
        timer.shutdownNow();
    }
}
