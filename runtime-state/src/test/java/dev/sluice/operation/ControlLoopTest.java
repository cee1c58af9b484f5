package dev.sluice.operation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.config.Level;
import dev.sluice.operation.backend.DisableBackend;
import dev.sluice.operation.backend.EnableBackend;
import dev.sluice.operation.frontend.DisableFrontend;
import dev.sluice.operation.process.PauseAll;
import dev.sluice.operation.process.ResumeAll;
import dev.sluice.operation.process.Stop;
import dev.sluice.operation.process.Wait;
import dev.sluice.operation.process.WaitArguments;
import dev.sluice.operation.server.DisableServer;
import dev.sluice.operation.server.EnableServer;
import dev.sluice.operation.server.GetWeight;
import dev.sluice.operation.server.ServerRef;
import dev.sluice.operation.server.SetServerWeight;
import dev.sluice.operation.server.WeightArgument;
import dev.sluice.operation.text.Echo;
import dev.sluice.operation.text.Quit;
import dev.sluice.operation.text.ShowLevel;
import dev.sluice.state.Frontend;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ControlLoopTest {
    private static final ServerRef S = ServerRef.parse("b/s");

    private final World world = new World("""
            defaults
                timeout connect 1s
                timeout client 1s
                timeout server 1s
            frontend f
                bind 127.0.0.1:0
                default_backend b
            backend b
                balance roundrobin
                server s 127.0.0.1:80 weight 10
                server t 127.0.0.1:80 weight 10
            """);

    @AfterEach
    void end() {
        world.close();
    }

    private static SetServerWeight weight(String word) {
        return new SetServerWeight(S, WeightArgument.parse(word));
    }

    @Test
    void levelsAreAskedFirst() {
        Caller operator = new Caller(Level.OPERATOR, "test", "");
        Outcome denied = world.ask(new DisableServer(ServerRef.parse("nope")), operator);
        assertThat(World.text(denied)).isEqualTo("Permission denied");
        assertThat(World.text(world.ask(new ShowLevel(), operator))).isEqualTo("operator");
        assertThat(World.text(world.ask(new GetWeight(S), new Caller(Level.USER, "test", ""))))
                .contains("10");
    }

    @Test
    void everyChangeHasARevisionAndAnEvent() {
        long before = world.loop.revision();
        world.say(weight("20"));
        world.say(weight("20")); // Nothing to change.
        world.say(new DisableServer(S));
        List<Event> events = world.loop.events().from(before + 1, 100).events();
        assertThat(world.loop.revision()).isEqualTo(before + 2);
        assertThat(events)
                .extracting(Event::text)
                .containsExactly("server b/s has weight 20", "server b/s put into maintenance");
        assertThat(events.get(1).revision()).isEqualTo(before + 2);
        assertThat(world.server("b/s").revision()).isEqualTo(before + 2);
        assertThat(world.backend("b").revision()).isEqualTo(before + 2);
        assertThat(world.server("b/t").revision()).isLessThanOrEqualTo(before);
    }

    @Test
    void aBatchPublishesOnceAndHasOneBarrier() {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        world.loop.executor().execute(() -> {
            begun.countDown();
            awaitLatch(go);
        });
        awaitLatch(begun);
        List<CompletionStage<Outcome>> answers = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            answers.add(world.loop.submit(weight(Integer.toString(i % 200 + 1)), World.ADMIN));
        }
        answers.add(world.loop.submit(new DisableServer(S), World.ADMIN));
        answers.add(world.loop.submit(new DisableServer(ServerRef.parse("b/t")), World.ADMIN));
        go.countDown();
        answers.forEach(World::await);
        assertThat(world.dataPlane.calls.stream().filter(call -> call.startsWith("balance b")))
                .hasSize(1);
        assertThat(world.dataPlane.calls.stream().filter("barrier"::equals)).hasSize(1);
        assertThat(world.dataPlane.calls.indexOf("barrier"))
                .isGreaterThan(world.dataPlane.calls.indexOf("balance b []"));
    }

    @Test
    void aDryRunChecksAllAndChangesNothing() {
        long before = world.loop.revision();
        assertThat(World.text(check(new DisableServer(S)))).isEqualTo("OK");
        assertThat(World.text(check(weight("77")))).isEqualTo("OK");
        assertThat(World.text(check(new DisableServer(ServerRef.parse("b/none")))))
                .isEqualTo("No such server.");
        assertThat(World.text(check(weight("300")))).startsWith("Absolute weight can only be");
        Caller user = new Caller(Level.USER, "test", "");
        assertThat(World.text(World.await(world.loop.check(new DisableServer(S), user, Precondition.NONE))))
                .isEqualTo("Permission denied");
        assertThat(world.loop.revision()).isEqualTo(before);
        assertThat(world.server("b/s").weight()).isEqualTo(10);
        assertThat(world.server("b/s").adminState()).isZero();
        assertThat(world.dataPlane.calls).isEmpty();
    }

    private Outcome check(Operation operation) {
        return World.await(world.loop.check(operation, World.ADMIN, Precondition.NONE));
    }

    @Test
    void changesOfTypedCallsLeaveALineThatNobodyCanForge() {
        Caller evil = new Caller(Level.ADMIN, "grpc", "CN=x\" revision=9\nSep  1 forged\u00e9");
        World.await(world.loop.submit(new DisableServer(S), evil));
        world.say(new EnableServer(S));
        assertThat(world.dataPlane.log.stream().filter(line -> line.contains("audit")))
                .containsExactly("5 audit revision=1 via=\"grpc\" by=\"CN=x\\\" revision=9\\u000aSep  1 forged\\u00e9\""
                        + " level=admin operation=disable-server what=\"server b/s put into maintenance\"");
    }

    @Test
    void eventsTellWhatChangedAndAreKept() {
        long before = world.loop.revision();
        world.say(weight("20"));
        world.fail("b/s", 3);
        Events.Reading reading = world.loop.events().from(before + 1, 100);
        assertThat(reading.gone()).isFalse();
        Event first = reading.events().get(0);
        assertThat(first.operation()).isEqualTo("set-server-weight");
        assertThat(first.changes())
                .containsExactly(new Change(
                        Change.Kind.UPDATED, "backends/b/servers/s", List.of(new Change.Field("weight", "10", "20"))));
        assertThat(world.loop.events().from(before - 1, 100).gone()).isTrue();
        assertThat(world.loop.events().from(reading.newest() + 1, 100).events()).isEmpty();
    }

    private static void awaitLatch(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void answersComeInTheOrderOfTheirCallerAndBehindTheBarrier() {
        world.dataPlane.holdBarriers = true;
        Caller other = new Caller(Level.ADMIN, "other", "");
        List<String> order = new CopyOnWriteArrayList<>();
        CompletionStage<Outcome> first = world.loop.submit(new DisableServer(S), World.ADMIN);
        var unused1 = first.thenRun(() -> order.add("disable"));
        CompletionStage<Outcome> second = world.loop.submit(weight("3"), World.ADMIN);
        var unused2 = second.thenRun(() -> order.add("weight"));
        assertThat(World.text(world.ask(weight("4"), other))).isEqualTo("OK");
        world.settle();
        assertThat(order).isEmpty();
        assertThat(world.server("b/s").weight()).isEqualTo(4);
        assertThat(world.backend("b").view().candidates()).hasSize(1);
        world.dataPlane.barriers.forEach(barrier -> barrier.complete(null));
        World.await(second);
        assertThat(order).containsExactly("disable", "weight");
    }

    @Test
    void tooManyChangesAreRefused() {
        CountDownLatch go = new CountDownLatch(1);
        world.loop.executor().execute(() -> awaitLatch(go));
        List<CompletionStage<Outcome>> answers = new ArrayList<>();
        for (int i = 0; i <= ControlLoop.QUEUED_MAX; i++) {
            answers.add(world.loop.submit(weight("7"), World.ADMIN));
        }
        Outcome last = World.await(answers.get(ControlLoop.QUEUED_MAX));
        go.countDown();
        assertThat(last)
                .isInstanceOfSatisfying(
                        Outcome.Refused.class,
                        refused -> assertThat(refused.reason()).isEqualTo(Reason.QUEUE_FULL));
        assertThat(World.text(World.await(answers.get(ControlLoop.QUEUED_MAX - 1))))
                .isEqualTo("OK");
        assertThat(world.say(weight("8"))).isEqualTo("OK");
    }

    /** Fails where it is told to. */
    record Faulty(boolean later) implements Operation {}

    @Test
    void aBugIsAnsweredAndTheLoopGoesOn() {
        Declared<Faulty> faulty =
                Declared.slowChange(Faulty.class, "faulty", Level.USER, "fail", (operation, context) -> {
                    if (operation.later()) {
                        return CompletableFuture.failedStage(new IllegalStateException("later"));
                    }
                    throw new IllegalStateException("at once");
                });
        FakeDataPlane dataPlane = new FakeDataPlane();
        try (ControlLoop loop =
                new ControlLoop(world.state, dataPlane, world.clock, world, Operations.join(List.of(faulty)))) {
            loop.start();
            for (boolean later : List.of(true, false)) {
                assertThat(World.await(loop.submit(new Faulty(later), World.ADMIN)))
                        .isInstanceOfSatisfying(
                                Outcome.Refused.class,
                                refused -> assertThat(refused.reason()).isEqualTo(Reason.INTERNAL));
            }
            assertThat(loop.commands().read())
                    .containsExactly(new CommandCounts.Count(World.ADMIN.surface(), "internal", 2));
            assertThat(loop.waiting()).isZero();
            loop.executor().execute(() -> {
                throw new IllegalStateException("a task's");
            });
            World.await(CompletableFuture.runAsync(() -> {}, loop.executor()));
        }
        assertThat(dataPlane.log).hasSize(2).allMatch(line -> line.startsWith("3 Operation faulty failed"));
    }

    @Test
    void textOfTheConnection() {
        assertThat(world.say(new Echo("a b"))).isEqualTo("a b");
        assertThat(world.say(new Quit())).startsWith("This concerns a text connection");
    }

    @Test
    void disablingAFrontendWaitsUntilItRefuses() {
        world.dataPlane.heldPause = new CompletableFuture<>();
        CompletionStage<Outcome> answer = world.loop.submit(new DisableFrontend("f"), World.ADMIN);
        world.settle();
        assertThat(answer.toCompletableFuture()).isNotDone();
        assertThat(world.frontend("f").status()).isEqualTo(Frontend.Status.PAUSED);
        world.dataPlane.heldPause.complete(null);
        assertThat(World.text(World.await(answer))).isEqualTo("OK");
        assertThat(world.dataPlane.log).contains("4 Paused frontend f.");
    }

    @Test
    void backendsCloseAndOpen() {
        assertThat(world.say(new DisableBackend("b"))).isEqualTo("OK");
        assertThat(world.backend("b").view().open()).isFalse();
        assertThat(world.dataPlane.calls).contains("barrier", "backend b");
        assertThat(world.backend("b").view().candidates()).hasSize(2);
        assertThat(world.say(new EnableBackend("b"))).isEqualTo("OK");
        assertThat(world.backend("b").view().open()).isTrue();
    }

    @Test
    void pausesResumesAndStops() {
        assertThat(world.say(new PauseAll())).isEqualTo("OK");
        assertThat(world.frontend("f").status()).isEqualTo(Frontend.Status.PAUSED);
        assertThat(world.say(new ResumeAll())).isEqualTo("OK");
        assertThat(world.frontend("f").status()).isEqualTo(Frontend.Status.OPEN);
        assertThat(world.say(new Stop(true))).isEqualTo("OK");
        assertThat(world.state.process().isStopping()).isTrue();
        assertThat(world.dataPlane.calls).contains("close ipv4@127.0.0.1:0");
        assertThat(world.stops).containsExactly("paused", "resumed", "soft");
        assertThat(world.dataPlane.log).contains("4 Proxy f stopped (cumulated conns: FE: 0, BE: 0).");
    }

    private CompletionStage<Outcome> wait(CompletableFuture<Void> interrupted, String... condition) {
        return world.loop.submit(
                new Wait(WaitArguments.delay("1s"), WaitArguments.condition(List.of(condition)), interrupted),
                World.ADMIN);
    }

    @Test
    void waitsUntilTimeOrConditionOrInterruption() {
        CompletionStage<Outcome> time = wait(new CompletableFuture<>());
        assertThat(time.toCompletableFuture()).isNotDone();
        world.clock.pass(1_000);
        assertThat(World.text(World.await(time))).isEqualTo("Done.");
        world.say(new DisableServer(S));
        world.server("b/s").sessions().increment();
        String busy = "Server still has connections attached to it, cannot remove it.";
        CompletionStage<Outcome> expired = wait(new CompletableFuture<>(), "srv-removable", "b/s");
        CompletableFuture<Void> interruption = new CompletableFuture<>();
        CompletionStage<Outcome> interrupted = wait(interruption, "srv-removable", "b/s");
        interruption.complete(null);
        assertThat(World.text(World.await(interrupted))).isEqualTo("Interrupted. " + busy);
        world.clock.pass(1_000);
        assertThat(World.text(World.await(expired))).isEqualTo("Wait delay expired. " + busy);
        CompletionStage<Outcome> done = wait(new CompletableFuture<>(), "srv-removable", "b/s");
        world.server("b/s").sessions().decrement();
        assertThat(World.text(World.await(done))).isEqualTo("Done.");
        CompletableFuture<Void> at = CompletableFuture.completedFuture(null);
        assertThat(World.text(World.await(wait(at)))).isEqualTo("Interrupted. (null)");
        assertThat(World.text(World.await(wait(at, "srv-removable", "b/s")))).isEqualTo("Done.");
        world.say(new EnableServer(S));
    }

    @Test
    void everyOperationIsDeclaredOnceWithAName() {
        assertThat(Catalogue.all().all()).allSatisfy(declared -> {
            assertThat(declared.name()).matches("[a-z]+(-[a-z]+)*");
            assertThat(declared.summary()).isNotBlank();
            assertThat(declared.type()).isFinal();
        });
    }
}
