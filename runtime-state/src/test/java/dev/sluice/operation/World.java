package dev.sluice.operation;

import dev.sluice.config.Configuration;
import dev.sluice.config.Level;
import dev.sluice.config.keyword.BuiltInKeywords;
import dev.sluice.config.parse.ConfigurationParser;
import dev.sluice.config.parse.Environment;
import dev.sluice.config.parse.Keywords;
import dev.sluice.config.parse.ParseOptions;
import dev.sluice.config.parse.ParseResult;
import dev.sluice.config.parse.Source;
import dev.sluice.operation.server.ServerRef;
import dev.sluice.state.Backend;
import dev.sluice.state.CheckResult;
import dev.sluice.state.CheckResult.Verdict;
import dev.sluice.state.CheckStatus;
import dev.sluice.state.Frontend;
import dev.sluice.state.ProcessState;
import dev.sluice.state.RuntimeState;
import dev.sluice.state.Server;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.UnaryOperator;

/** A whole control side around a fake data plane, made from a configuration's text. */
public final class World implements AutoCloseable, Host {
    /** May do everything. */
    public static final Caller ADMIN = new Caller(Level.ADMIN, "test", "");

    private static final int DEADLINE_SECONDS = 10;

    public final FakeDataPlane dataPlane = new FakeDataPlane();
    public final FakeClock clock = new FakeClock();
    public final RuntimeState state =
            new RuntimeState(new ProcessState(new ProcessState.Identity("Test", "1.2.3", "2026/01/01", 42, 1, 0, 0)));
    public final ControlLoop loop = new ControlLoop(state, dataPlane, clock, this, Catalogue.all());
    public final List<String> stops = new ArrayList<>();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private volatile String text;

    /** Loads a configuration and opens its listeners. */
    public World(String text) {
        this(text, UnaryOperator.identity());
    }

    /** The same, with a configuration that the words cannot say yet. */
    public World(String text, UnaryOperator<Configuration> more) {
        this.text = text;
        loop.start();
        ParseResult parsed = parse(text);
        if (parsed.usable().isEmpty()) {
            throw new IllegalArgumentException(parsed.diagnostics().toString());
        }
        List<String> errors = await(loop.load(more.apply(parsed.usable().orElseThrow())));
        if (!errors.isEmpty()) {
            throw new IllegalStateException(errors.toString());
        }
        errors = await(loop.open());
        if (!errors.isEmpty()) {
            throw new IllegalStateException(errors.toString());
        }
        dataPlane.calls.clear();
    }

    private static ParseResult parse(String text) {
        return new ConfigurationParser(Keywords.of(BuiltInKeywords.ALL))
                .parse(List.of(new Source("test.cfg", text)), Environment.ofProcess(), ParseOptions.DEFAULT);
    }

    /** What the next reload reads. */
    public void rewrite(String next) {
        text = next;
    }

    /** The outcome of an operation. */
    public Outcome ask(Operation operation) {
        return ask(operation, ADMIN);
    }

    /** The outcome of an operation that someone asks for. */
    public Outcome ask(Operation operation, Caller caller) {
        return await(loop.submit(operation, caller));
    }

    /** The text of an outcome; {@code OK} for silent success. */
    public String say(Operation operation) {
        return text(ask(operation));
    }

    /** The text of an outcome; {@code OK} for silent success. */
    public static String text(Outcome outcome) {
        return outcome.match(
                done -> done.text().isEmpty() && done.value() == null
                        ? "OK"
                        : done.text().isEmpty() ? String.valueOf(done.value()) : done.text(),
                rows -> String.valueOf(list(rows)),
                Outcome.Refused::text);
    }

    /** All rows of an outcome. */
    public static List<Object> list(Outcome.Rows rows) {
        List<Object> all = new ArrayList<>();
        for (Object row = rows.rows().next(); row != null; row = rows.rows().next()) {
            all.add(row);
        }
        return all;
    }

    /** A server, as {@code backend/server}. */
    public Server server(String reference) {
        ServerRef ref = ServerRef.parse(reference);
        return backend(ref.backend()).servers().stream()
                .filter(server -> server.name().equals(ref.server()))
                .findFirst()
                .orElseThrow();
    }

    /** A backend. */
    public Backend backend(String name) {
        return state.topology().backend(name).orElseThrow();
    }

    /** A frontend. */
    public Frontend frontend(String name) {
        return state.topology().frontend(name).orElseThrow();
    }

    /** A check of a server has passed some times. */
    public void pass(String server, int times) {
        for (int i = 0; i < times; i++) {
            report(server, new CheckResult(CheckStatus.L7_OK, Verdict.PASSED, 200, 1, ""));
        }
    }

    /** A check of a server has failed some times. */
    public void fail(String server, int times) {
        for (int i = 0; i < times; i++) {
            report(server, new CheckResult(CheckStatus.L7_STATUS, Verdict.FAILED, 503, 1, "No"));
        }
    }

    /** A check of a server has ended. */
    public void report(String server, CheckResult result) {
        loop.reports().health(server(server), result);
        settle();
    }

    /** An agent of a server has said something. */
    public void agent(String server, String line) {
        loop.reports().agent(server(server), new CheckResult(CheckStatus.CHECKED, Verdict.NEUTRAL, -1, 1, ""), line);
        settle();
    }

    /** Waits until the control thread has done all it was given. */
    public void settle() {
        await(CompletableFuture.runAsync(() -> {}, loop.executor()));
        // The batch of the first one is published before the second one runs.
        await(CompletableFuture.runAsync(() -> {}, loop.executor()));
    }

    /** What a stage completes with. */
    public static <T> T await(CompletionStage<T> stage) {
        try {
            return stage.toCompletableFuture().get(DEADLINE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new AssertionError(e);
        }
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
        return Map.of("ONE", "some value");
    }

    @Override
    public List<AdminSocket> adminSockets() {
        return List.of(new AdminSocket("unix@/tmp/x", Level.ADMIN));
    }

    @Override
    public void stop(boolean soft) {
        stops.add(soft ? "soft" : "hard");
    }

    @Override
    public CompletionStage<Prepared> prepare(Configuration next) {
        stops.add("prepared");
        return CompletableFuture.completedStage(Prepared.NOTHING);
    }

    @Override
    public void reloadEnded() {}

    @Override
    public CompletionStage<List<String>> paused(boolean paused) {
        stops.add(paused ? "paused" : "resumed");
        return CompletableFuture.completedStage(List.of());
    }

    @Override
    public void schedule(Runnable task, long delayMillis) {
        // Time is the test's: what is due later is looked at again soon.
        var unused = timer.schedule(task, 1, TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        loop.close();
        timer.shutdownNow();
    }
}
