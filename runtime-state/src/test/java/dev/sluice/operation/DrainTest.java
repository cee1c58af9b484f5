package dev.sluice.operation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.operation.drain.CancelDrain;
import dev.sluice.operation.drain.DrainServer;
import dev.sluice.operation.drain.Ending;
import dev.sluice.operation.server.EnableServer;
import dev.sluice.operation.server.ServerRef;
import dev.sluice.operation.server.SetServerState;
import dev.sluice.state.AdminState;
import dev.sluice.state.Drain;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DrainTest {
    private static final ServerRef S = ServerRef.parse("b/s");

    private final World world = new World("""
            defaults
                timeout client 1s
                timeout server 1s
                timeout connect 1s
            frontend f
                bind 127.0.0.1:80
                default_backend b
            backend b
                balance roundrobin
                server s 127.0.0.1:80 weight 10 check
                server t 127.0.0.1:80 weight 10
            backend follower
                server u 127.0.0.1:80 track b/s
            backend spare
                server m 127.0.0.1:80
                server n 127.0.0.1:80 backup
            """);

    @AfterEach
    void close() {
        world.close();
    }

    private Drain begin(@Nullable Duration deadline, Drain.End end, int rate) {
        Outcome outcome = world.ask(new DrainServer(S, Checked.of(new Ending(deadline, end, rate)), true));
        assertThat(outcome).isInstanceOf(Outcome.Done.class);
        return (Drain) Objects.requireNonNull(((Outcome.Done) outcome).value());
    }

    private static Drain.Report end(Drain drain) throws InterruptedException {
        BlockingQueue<Drain.Report> reports = new LinkedBlockingQueue<>();
        drain.observe(reports::add);
        Drain.Report last = drain.report();
        while (!last.phase().isOver()) {
            Drain.Report next = reports.poll(10, TimeUnit.SECONDS);
            assertThat(next).as("after %s", last).isNotNull();
            last = next;
        }
        return last;
    }

    @Test
    void aServerThatWasEnabledMeanwhileDrainsAnew() {
        world.server("b/s").sessions().increment();
        Drain first = begin(null, Drain.End.KEEP, 0);
        world.ask(new EnableServer(S));
        Drain second = begin(null, Drain.End.KEEP, 0);
        assertThat(world.server("b/s").adminState()).isEqualTo(AdminState.FORCED_DRAIN);
        assertThat(second).isNotSameAs(first);
        assertThat(first.report().phase()).isEqualTo(Drain.Phase.OVERRULED);
        assertThat(world.state.drains().all()).containsExactly(second);
    }

    @Test
    void endsWithTheLastSession() throws InterruptedException {
        world.server("b/s").sessions().increment();
        Drain drain = begin(null, Drain.End.KEEP, 0);
        assertThat(world.server("b/s").adminState()).isEqualTo(AdminState.FORCED_DRAIN);
        assertThat(drain.report().left()).isEqualTo(1);
        assertThat(world.state.drains().all()).containsExactly(drain);
        world.server("b/s").sessions().decrement();
        assertThat(end(drain).phase()).isEqualTo(Drain.Phase.EMPTY);
        assertThat(world.state.drains().all()).isEmpty();
        assertThat(world.server("b/s").adminState()).isEqualTo(AdminState.FORCED_DRAIN);
    }

    @Test
    void doesAtTheDeadlineWhatWasAsked() throws InterruptedException {
        world.server("b/s").sessions().increment();
        Drain kept = begin(Duration.ofSeconds(5), Drain.End.KEEP, 0);
        world.clock.pass(5000);
        assertThat(end(kept).phase()).isEqualTo(Drain.Phase.EXPIRED);
        assertThat(world.server("b/s").adminState()).isEqualTo(AdminState.FORCED_DRAIN);
        Drain maintained = begin(Duration.ofSeconds(5), Drain.End.MAINT, 0);
        world.clock.pass(5000);
        assertThat(end(maintained).left()).isEqualTo(1);
        assertThat(world.server("b/s").adminState() & AdminState.FORCED_MAINT).isNotZero();
    }

    @Test
    void cutsWhatIsLeft() throws InterruptedException {
        world.server("b/s").sessions().increment();
        Drain drain = begin(Duration.ZERO, Drain.End.KILL, 0);
        while (world.dataPlane.calls.stream().noneMatch("cut b/s"::equals)) {
            Thread.onSpinWait();
        }
        world.server("b/s").sessions().decrement();
        assertThat(end(drain).phase()).isEqualTo(Drain.Phase.EMPTY);
    }

    @Test
    void isOverruledByWhoeverSaysOtherwise() throws InterruptedException {
        world.server("b/s").sessions().increment();
        Drain drain = begin(null, Drain.End.KEEP, 0);
        world.say(new EnableServer(S));
        assertThat(end(drain).phase()).isEqualTo(Drain.Phase.OVERRULED);
        assertThat(world.server("b/s").adminState()).isZero();
    }

    @Test
    void isCancelled() throws InterruptedException {
        world.server("b/s").sessions().increment();
        Drain drain = begin(null, Drain.End.KEEP, 0);
        assertThat(World.text(world.ask(new CancelDrain(S)))).isEqualTo("OK");
        assertThat(end(drain).phase()).isEqualTo(Drain.Phase.CANCELLED);
        assertThat(world.server("b/s").adminState()).isZero();
        assertThat(World.text(world.ask(new CancelDrain(S)))).isEqualTo("No drain of this server is under way.");
        // What was wanted before stays wanted.
        world.say(new SetServerState(S, Checked.of(SetServerState.Wanted.DRAIN)));
        begin(null, Drain.End.KEEP, 0);
        world.say(new CancelDrain(S));
        assertThat(world.server("b/s").adminState()).isEqualTo(AdminState.FORCED_DRAIN);
    }

    @Test
    void aSecondRequestChangesHowItEnds() {
        world.server("b/s").sessions().increment();
        Drain drain = begin(null, Drain.End.KEEP, 0);
        long revision = world.loop.revision();
        assertThat(begin(null, Drain.End.KEEP, 0)).isSameAs(drain);
        assertThat(world.loop.revision()).isEqualTo(revision);
        assertThat(begin(Duration.ofSeconds(9), Drain.End.MAINT, 0)).isSameAs(drain);
        assertThat(drain.report().plan().end()).isEqualTo(Drain.End.MAINT);
        assertThat(world.loop.revision()).isEqualTo(revision + 1);
    }

    @Test
    void theLastServerIsRefused() {
        String last = "No other server could serve in its place; 'force' drains it all the same.";
        // A drain that ends is a revision of its own: none of these ends here.
        for (String busy : List.of("b/t", "spare/m")) {
            world.server(busy).sessions().increment();
        }
        assertThat(ask("b/s")).as("the only server of a backend follows it").isEqualTo(last);
        assertThat(ask("b/t")).isNotEqualTo(last);
        assertThat(ask("spare/m")).as("the backup serves").isNotEqualTo(last);
        assertThat(ask("spare/n")).isEqualTo(last);
        long before = world.loop.revision();
        assertThat(ask("b/s")).isEqualTo(last);
        assertThat(world.loop.revision()).isEqualTo(before);
        assertThat(List.of(ask("b/none"), ask("none/s"))).containsExactly("No such server.", "No such backend.");
    }

    private String ask(String server) {
        return World.text(world.ask(new DrainServer(ServerRef.parse(server), Checked.of(Ending.OPEN), false)));
    }
}
