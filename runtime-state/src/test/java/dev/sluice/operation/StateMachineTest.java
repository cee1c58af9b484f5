package dev.sluice.operation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.operation.server.DisableHealth;
import dev.sluice.operation.server.DisableServer;
import dev.sluice.operation.server.EnableHealth;
import dev.sluice.operation.server.EnableServer;
import dev.sluice.operation.server.HealthWord;
import dev.sluice.operation.server.ServerRef;
import dev.sluice.operation.server.SetServerHealth;
import dev.sluice.operation.server.SetServerState;
import dev.sluice.operation.server.SetServerWeight;
import dev.sluice.operation.server.WeightArgument;
import dev.sluice.state.CheckResult;
import dev.sluice.state.CheckResult.Verdict;
import dev.sluice.state.CheckStatus;
import dev.sluice.state.Counter;
import dev.sluice.state.Server;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What one action shows, row by row of the state machine's table: operational state, administrative bits, check bits, health. */
class StateMachineTest {
    private static final ServerRef S = ServerRef.parse("b/s");

    private final World world = new World("""
            defaults
                mode http
                timeout connect 1s
                timeout client 1s
                timeout server 1s
            frontend f
                bind 127.0.0.1:0
                default_backend b
            backend b
                balance roundrobin
                option httpchk GET /
                default-server rise 2 fall 3
                server s 127.0.0.1:1 weight 10 check
                server off 127.0.0.1:1 check disabled
            backend plain
                server off 127.0.0.1:1 disabled
                server on 127.0.0.1:1
            backend silent
                server s 127.0.0.1:1 check
                server t 127.0.0.1:1 check
            """);

    @AfterEach
    void end() {
        world.close();
    }

    private String shown(String name) {
        Server server = world.server(name);
        return server.operationalState().ordinal() + " " + server.adminState() + " "
                + server.health().stateBits() + " " + server.health().health();
    }

    private void state(SetServerState.Wanted wanted) {
        assertThat(world.say(new SetServerState(S, Checked.of(wanted)))).isEqualTo("OK");
    }

    private boolean isCandidate() {
        return world.backend("b").view().candidates().stream()
                .anyMatch(candidate -> candidate.server() == world.server("b/s"));
    }

    @Test
    void startsWithOneFailureLeft() {
        assertThat(shown("b/s")).isEqualTo("2 0 6 2");
        world.fail("b/s", 1);
        assertThat(shown("b/s")).isEqualTo("0 0 6 0");
        assertThat(isCandidate()).isFalse();
    }

    @Test
    void withoutARiseHealthBeginsAtNothing() {
        assertThat(shown("silent/s")).isEqualTo("2 0 6 0");
        world.pass("silent/s", 1);
        assertThat(shown("silent/s")).isEqualTo("2 0 6 1");
        world.pass("silent/s", 1);
        assertThat(shown("silent/s")).isEqualTo("2 0 6 4");
        world.fail("silent/t", 1);
        assertThat(shown("silent/t")).isEqualTo("0 0 6 0");
    }

    @Test
    void risesAndFalls() {
        world.pass("b/s", 1);
        assertThat(shown("b/s")).isEqualTo("2 0 6 4");
        world.fail("b/s", 1);
        assertThat(shown("b/s")).isEqualTo("2 0 6 3");
        world.fail("b/s", 2);
        assertThat(shown("b/s")).isEqualTo("0 0 6 0");
        world.pass("b/s", 1);
        assertThat(shown("b/s")).isEqualTo("0 0 6 1");
        world.pass("b/s", 1);
        assertThat(shown("b/s")).isEqualTo("2 0 6 4");
        assertThat(isCandidate()).isTrue();
    }

    @Test
    void maintenancePausesChecksAndEndsUp() {
        world.fail("b/s", 1);
        state(SetServerState.Wanted.MAINT);
        assertThat(shown("b/s")).isEqualTo("0 1 14 0");
        world.pass("b/s", 1); // A result that was on its way means nothing.
        assertThat(shown("b/s")).isEqualTo("0 1 14 0");
        state(SetServerState.Wanted.READY);
        assertThat(shown("b/s")).isEqualTo("2 0 6 2");
    }

    @Test
    void disabledInTheConfiguration() {
        assertThat(shown("b/off")).isEqualTo("0 5 14 0");
        assertThat(shown("plain/off")).isEqualTo("0 5 8 0");
        assertThat(world.say(new EnableServer(ServerRef.parse("b/off")))).isEqualTo("OK");
        assertThat(shown("b/off")).isEqualTo("2 4 6 2"); // The mark of the configuration stays.
        assertThat(world.say(new EnableServer(ServerRef.parse("plain/off")))).isEqualTo("OK");
        assertThat(shown("plain/off")).isEqualTo("2 4 8 0");
        assertThat(world.say(new DisableServer(ServerRef.parse("plain/on")))).isEqualTo("OK");
        assertThat(shown("plain/on")).isEqualTo("0 1 0 0");
    }

    @Test
    void drainKeepsChecking() {
        world.pass("b/s", 1);
        state(SetServerState.Wanted.DRAIN);
        assertThat(shown("b/s")).isEqualTo("2 8 6 4");
        assertThat(isCandidate()).isFalse();
        world.fail("b/s", 3);
        assertThat(shown("b/s")).isEqualTo("0 8 6 0");
        world.pass("b/s", 2);
        assertThat(shown("b/s")).isEqualTo("2 8 6 4");
        assertThat(isCandidate()).isFalse();
    }

    @Test
    void drainAndMaintReplaceOneAnother() {
        world.pass("b/s", 1);
        state(SetServerState.Wanted.MAINT);
        state(SetServerState.Wanted.DRAIN);
        assertThat(shown("b/s")).isEqualTo("2 8 6 2");
        state(SetServerState.Wanted.MAINT);
        assertThat(shown("b/s")).isEqualTo("0 1 14 0");
    }

    @Test
    void healthByHand() {
        assertThat(world.say(new SetServerHealth(S, Checked.of(HealthWord.STOPPING))))
                .isEqualTo("OK");
        assertThat(shown("b/s")).isEqualTo("3 0 6 4");
        assertThat(isCandidate()).isFalse();
        assertThat(world.say(new SetServerHealth(S, Checked.of(HealthWord.DOWN))))
                .isEqualTo("OK");
        assertThat(shown("b/s")).isEqualTo("0 0 6 0");
        assertThat(world.say(new SetServerHealth(S, Checked.of(HealthWord.UP)))).isEqualTo("OK");
        assertThat(shown("b/s")).isEqualTo("2 0 6 4");
    }

    @Test
    void a404StopsWithoutTakingDown() {
        world.report("b/s", new CheckResult(CheckStatus.L7_OK_CONDITIONAL, Verdict.CONDITIONAL, 404, 1, ""));
        assertThat(shown("b/s")).isEqualTo("3 0 6 4");
        assertThat(isCandidate()).isFalse();
        assertThat(world.server("b/s").counters().sum(Counter.DOWN_TRANSITIONS)).isZero();
        world.pass("b/s", 1);
        assertThat(shown("b/s")).isEqualTo("2 0 6 4");
    }

    @Test
    void weightZeroIsNoState() {
        world.pass("b/s", 1);
        assertThat(world.say(new SetServerWeight(S, WeightArgument.parse("0")))).isEqualTo("OK");
        assertThat(shown("b/s")).isEqualTo("2 0 6 4");
        assertThat(isCandidate()).isFalse();
        assertThat(world.backend("b").isUsable()).isFalse();
        assertThat(world.dataPlane.log).contains("0 backend b has no server available!");
        assertThat(world.say(new SetServerWeight(S, WeightArgument.parse("50%"))))
                .isEqualTo("OK");
        assertThat(world.backend("b").view().candidates().get(0).weight()).isEqualTo(5 * 16);
    }

    @Test
    void disabledChecksKeepTheState() {
        world.pass("b/s", 1);
        assertThat(world.say(new DisableHealth(S))).isEqualTo("OK");
        assertThat(shown("b/s")).isEqualTo("2 0 2 4");
        world.fail("b/s", 4);
        assertThat(shown("b/s")).isEqualTo("2 0 2 4");
        assertThat(world.say(new EnableHealth(S))).isEqualTo("OK");
        world.fail("b/s", 3);
        assertThat(shown("b/s")).isEqualTo("0 0 6 0");
        assertThat(world.say(new DisableHealth(S))).isEqualTo("OK");
        world.pass("b/s", 4);
        assertThat(shown("b/s")).isEqualTo("0 0 2 0");
    }

    @Test
    void countsAndTimesOfBeingDown() {
        world.pass("b/s", 1);
        world.clock.pass(5_000);
        world.fail("b/s", 3);
        assertThat(world.server("b/s").counters().sum(Counter.FAILED_CHECKS)).isEqualTo(3);
        assertThat(world.server("b/s").counters().sum(Counter.DOWN_TRANSITIONS)).isEqualTo(1);
        assertThat(world.backend("b").counters().sum(Counter.DOWN_TRANSITIONS)).isEqualTo(1);
        world.fail("b/s", 2); // Already down: no failure is counted any more.
        assertThat(world.server("b/s").counters().sum(Counter.FAILED_CHECKS)).isEqualTo(3);
        world.clock.pass(2_000);
        world.pass("b/s", 2);
        assertThat(world.server("b/s").downMillis()).isEqualTo(2_000);
        assertThat(world.backend("b").downMillis()).isEqualTo(2_000);
        assertThat(world.say(new DisableServer(S))).isEqualTo("OK");
        world.clock.pass(3_000);
        assertThat(world.say(new EnableServer(S))).isEqualTo("OK");
        assertThat(world.server("b/s").downMillis()).isEqualTo(5_000);
        assertThat(world.server("b/s").counters().sum(Counter.DOWN_TRANSITIONS)).isEqualTo(2);
        assertThat(world.server("b/s").lastChangeMillis()).isEqualTo(world.clock.millis());
    }
}
