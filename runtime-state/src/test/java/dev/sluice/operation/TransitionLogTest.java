package dev.sluice.operation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.operation.server.HealthWord;
import dev.sluice.operation.server.ServerRef;
import dev.sluice.operation.server.SetServerHealth;
import dev.sluice.operation.server.SetServerState;
import dev.sluice.operation.server.SetServerState.Wanted;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Lines of the log, each as HAProxy 3.5 wrote it for the same steps. */
class TransitionLogTest {
    private final World world = new World("""
            defaults
                mode http
                timeout connect 1s
                timeout client 1s
                timeout server 1s
            backend be1
                balance roundrobin
                option httpchk GET /
                default-server rise 2 fall 3
                server s1 127.0.0.1:1 weight 10 check
                server s2 127.0.0.1:1 weight 20 check backup
                server s3 127.0.0.1:1 track be1/s1
                server s4 127.0.0.1:1 track be1/s3
            backend be2
                server a 127.0.0.1:1
            backend told
                option log-health-checks
                server a 127.0.0.1:1 check rise 1 fall 1
            backend asked
                option log-health-checks
                server b 127.0.0.1:1 agent-check agent-port 1 rise 1 fall 1
            backend followed
                server a 127.0.0.1:1 check
                server t1 127.0.0.1:1 track a
                server t2 127.0.0.1:1 track a
            """);

    @AfterEach
    void end() {
        world.close();
    }

    private void state(String server, Wanted wanted, String... lines) {
        world.dataPlane.log.clear();
        assertThat(world.say(new SetServerState(ServerRef.parse(server), Checked.of(wanted))))
                .isEqualTo("OK");
        assertThat(world.dataPlane.log).isEqualTo(List.of(lines));
    }

    @Test
    void theNewestFollowerIsTheFirst() {
        world.say(new SetServerState(ServerRef.parse("followed/a"), Checked.of(Wanted.MAINT)));
        assertThat(world.dataPlane.log)
                .extracting(line -> line.replaceAll("[.].*", ""))
                .containsSubsequence(
                        "1 Server followed/a is going DOWN for maintenance",
                        "1 Server followed/t2 is going DOWN for maintenance via followed/a",
                        "1 Server followed/t1 is going DOWN for maintenance via followed/a");
    }

    @Test
    void whatAnAgentSaysIsToldOnce() {
        for (String said : List.of("up", "up", "down")) {
            world.agent("asked/b", said);
        }
        assertThat(world.dataPlane.log)
                .containsExactly(
                        "5 Agent check for server asked/b succeeded, reason: Layer7 check passed, code: 0, info: \"via agent : up\", check duration: 1ms, status: 1/1 UP.",
                        "5 Agent check for server asked/b failed, reason: Layer7 wrong status, code: 0, info: \"via agent : down\", check duration: 1ms, status: 0/1 DOWN.",
                        "1 Server asked/b is DOWN. 0 active and 0 backup servers left. 0 sessions active, 0 requeued, 0 remaining in queue.",
                        "0 backend asked has no server available!");
    }

    @Test
    void drainOfAChain() {
        state(
                "be1/s1",
                Wanted.DRAIN,
                "5 Server be1/s1 enters drain state. 2 active and 1 backup servers online. 0 sessions requeued, 0 total in queue.",
                "5 Server be1/s3 enters drain state via be1/s1. 1 active and 1 backup servers online. 0 sessions requeued, 0 total in queue.",
                "5 Server be1/s4 enters drain state via be1/s3. 0 active and 1 backup servers online. Running on backup. 0 sessions requeued, 0 total in queue.");
        state(
                "be1/s1",
                Wanted.MAINT,
                "5 Server be1/s1 is going DOWN for maintenance. 0 active and 1 backup servers left. Running on backup. 0 sessions active, 0 requeued, 0 remaining in queue.",
                "5 Server be1/s3 is going DOWN for maintenance via be1/s1. 0 active and 1 backup servers left. Running on backup. 0 sessions active, 0 requeued, 0 remaining in queue.",
                "5 Server be1/s4 is going DOWN for maintenance via be1/s3. 0 active and 1 backup servers left. Running on backup. 0 sessions active, 0 requeued, 0 remaining in queue.");
        state(
                "be1/s1",
                Wanted.DRAIN,
                "5 Server be1/s1 is UP/DRAIN (leaving forced maintenance).",
                "5 Server be1/s1 remains in forced drain mode.",
                "5 Server be1/s3 is UP/DRAIN (leaving maintenance).",
                "5 Server be1/s3 remains in drain mode via be1/s1.",
                "5 Server be1/s4 is UP/DRAIN (leaving maintenance).",
                "5 Server be1/s4 remains in drain mode via be1/s3.");
        state(
                "be1/s1",
                Wanted.READY,
                "5 Server be1/s1 is UP (leaving forced drain).",
                "5 Server be1/s3 is UP (leaving drain) via be1/s1.",
                "5 Server be1/s4 is UP (leaving drain) via be1/s3.");
    }

    @Test
    void maintenanceOfAChain() {
        state(
                "be1/s3",
                Wanted.MAINT,
                "1 Server be1/s3 is going DOWN for maintenance. 2 active and 1 backup servers left. 0 sessions active, 0 requeued, 0 remaining in queue.",
                "1 Server be1/s4 is going DOWN for maintenance via be1/s3. 1 active and 1 backup servers left. 0 sessions active, 0 requeued, 0 remaining in queue.");
        state(
                "be1/s1",
                Wanted.MAINT,
                "1 Server be1/s1 is going DOWN for maintenance. 0 active and 1 backup servers left. Running on backup. 0 sessions active, 0 requeued, 0 remaining in queue.");
        state(
                "be1/s3",
                Wanted.READY,
                "5 Server be1/s3 is leaving forced maintenance but remains in maintenance via be1/s1.");
        state("be1/s3", Wanted.MAINT);
        state(
                "be1/s1",
                Wanted.READY,
                "5 Server be1/s1 is UP/READY (leaving forced maintenance).",
                "5 Server be1/s3 remains in forced maintenance.");
        state(
                "be1/s3",
                Wanted.READY,
                "5 Server be1/s3 is UP/READY (leaving forced maintenance).",
                "5 Server be1/s4 is UP/READY (leaving maintenance).");
        state(
                "be1/s2",
                Wanted.MAINT,
                "1 Backup Server be1/s2 is going DOWN for maintenance. 3 active and 0 backup servers left. 0 sessions active, 0 requeued, 0 remaining in queue.");
        assertThat(world.server("be1/s4").adminState()).isZero();
    }

    @Test
    void drainAndDrainInherited() {
        state(
                "be1/s3",
                Wanted.DRAIN,
                "5 Server be1/s3 enters drain state. 2 active and 1 backup servers online. 0 sessions requeued, 0 total in queue.",
                "5 Server be1/s4 enters drain state via be1/s3. 1 active and 1 backup servers online. 0 sessions requeued, 0 total in queue.");
        state(
                "be1/s1",
                Wanted.DRAIN,
                "5 Server be1/s1 enters drain state. 0 active and 1 backup servers online. Running on backup. 0 sessions requeued, 0 total in queue.",
                "5 Server be1/s3 remains in forced drain mode.");
        state("be1/s3", Wanted.READY, "5 Server be1/s3 remains in drain mode via be1/s1.");
        state(
                "be1/s1",
                Wanted.READY,
                "5 Server be1/s1 is UP (leaving forced drain).",
                "5 Server be1/s3 is UP (leaving drain) via be1/s1.",
                "5 Server be1/s4 is UP (leaving drain) via be1/s3.");
    }

    @Test
    void theLastServerOfABackend() {
        state(
                "be2/a",
                Wanted.MAINT,
                "1 Server be2/a is going DOWN for maintenance. 0 active and 0 backup servers left. 0 sessions active, 0 requeued, 0 remaining in queue.",
                "0 backend be2 has no server available!");
        state("be2/a", Wanted.READY, "5 Server be2/a is UP/READY (leaving forced maintenance).");
        state(
                "be2/a",
                Wanted.DRAIN,
                "5 Server be2/a enters drain state. 0 active and 0 backup servers online. 0 sessions requeued, 0 total in queue.",
                "0 backend be2 has no server available!");
    }

    @Test
    void checksAndHands() {
        world.pass("be1/s1", 1);
        world.dataPlane.log.clear();
        world.fail("be1/s1", 3);
        assertThat(world.dataPlane.log)
                .containsExactly(
                        "1 Server be1/s1 is DOWN, reason: Layer7 wrong status, code: 503, info: \"No\", check duration: 1ms. 2 active and 1 backup servers left. 0 sessions active, 0 requeued, 0 remaining in queue.",
                        "1 Server be1/s3 is DOWN via be1/s1. 1 active and 1 backup servers left. 0 sessions active, 0 requeued, 0 remaining in queue.",
                        "1 Server be1/s4 is DOWN via be1/s3. 0 active and 1 backup servers left. Running on backup. 0 sessions active, 0 requeued, 0 remaining in queue.");
        state(
                "be1/s1",
                Wanted.MAINT,
                "5 Server be1/s1 was DOWN and now enters maintenance.",
                "5 Server be1/s3 was DOWN and now enters maintenance via be1/s1.",
                "5 Server be1/s4 was DOWN and now enters maintenance via be1/s3.");
        world.dataPlane.log.clear();
        ServerRef a = ServerRef.parse("be2/a");
        world.say(new SetServerHealth(a, Checked.of(HealthWord.DOWN)));
        world.say(new SetServerHealth(a, Checked.of(HealthWord.STOPPING)));
        world.say(new SetServerHealth(a, Checked.of(HealthWord.UP)));
        assertThat(world.dataPlane.log)
                .containsExactly(
                        "1 Server be2/a is DOWN, changed from CLI. 0 active and 0 backup servers left. 0 sessions active, 0 requeued, 0 remaining in queue.",
                        "0 backend be2 has no server available!",
                        "5 Server be2/a is stopping, changed from CLI. 0 active and 0 backup servers online. 0 sessions requeued, 0 total in queue.",
                        "5 Server be2/a is UP, changed from CLI. 1 active and 0 backup servers online. 0 sessions requeued, 0 total in queue.");
    }

    @Test
    void everyCheckIsToldWhereAskedFor() {
        world.dataPlane.log.clear();
        world.pass("told/a", 2);
        world.fail("told/a", 1);
        assertThat(world.dataPlane.log)
                .containsExactly(
                        "5 Health check for server told/a succeeded, reason: Layer7 check passed, code: 200, check duration: 1ms, status: 1/1 UP.",
                        "5 Health check for server told/a failed, reason: Layer7 wrong status, code: 503, info: \"No\", check duration: 1ms, status: 0/1 DOWN.",
                        "1 Server told/a is DOWN. 0 active and 0 backup servers left. 0 sessions active, 0 requeued, 0 remaining in queue.",
                        "0 backend told has no server available!");
    }
}
