package dev.sluice.operation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.operation.server.DisableServer;
import dev.sluice.operation.server.EnableServer;
import dev.sluice.operation.server.ServerRef;
import dev.sluice.state.Clock;
import dev.sluice.state.OperationalState;
import dev.sluice.state.Server;
import dev.sluice.state.ServerStates;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SlowstartTest {
    private static final ServerRef S = ServerRef.parse("b/s");

    private final World world = new World("""
            defaults
                timeout connect 1s
                timeout client 1s
                timeout server 1s
            backend b
                balance roundrobin
                server s 127.0.0.1:1 weight 10 slowstart 4s on-marked-down shutdown-sessions on-marked-up shutdown-backup-sessions
                server back 127.0.0.1:1 backup
            """);

    @AfterEach
    void end() {
        world.close();
    }

    @Test
    void aServerThatComesUpGetsItsShareInSteps() {
        Server server = world.server("b/s");
        assertThat(server.operationalState()).isEqualTo(OperationalState.RUNNING);
        assertThat(world.say(new DisableServer(S))).isEqualTo("OK");
        assertThat(world.dataPlane.calls).contains("cut b/s", "balance b [back=16]");
        assertThat(world.say(new EnableServer(S))).isEqualTo("OK");
        assertThat(world.dataPlane.calls).contains("cut backups of b", "balance b [s=10]");
        assertThat(server.operationalState()).isEqualTo(OperationalState.STARTING);
        assertThat(server.throttlePercent()).isEqualTo(6);
        tick(1_000);
        assertThat(server.throttlePercent()).isEqualTo(31);
        assertThat(world.backend("b").view().candidates().get(0).weight()).isEqualTo(50);
        tick(1_000);
        assertThat(server.throttlePercent()).isEqualTo(56);
        world.dataPlane.log.clear();
        tick(2_000);
        assertThat(server.throttlePercent()).isEqualTo(100);
        assertThat(server.operationalState()).isEqualTo(OperationalState.RUNNING);
        assertThat(world.dataPlane.log)
                .containsExactly(
                        "5 Server b/s is UP. 1 active and 1 backup servers online. 0 sessions requeued, 0 total in queue.");
        assertThat(world.dataPlane.calls).contains("balance b [s=160]");
    }

    private void tick(long millis) {
        world.clock.pass(millis);
        // The loop looks at its clock when it has something to do.
        world.settle();
    }

    @Test
    void onlyItsOwnThreadMayChangeAnything() {
        ServerStates states = new ServerStates(world.dataPlane, Clock.SYSTEM);
        states.confineTo(new Thread(() -> {}));
        assertThat(org.assertj.core.api.Assertions.catchThrowable(() -> states.maint(world.server("b/s"))))
                .isInstanceOf(AssertionError.class);
    }
}
