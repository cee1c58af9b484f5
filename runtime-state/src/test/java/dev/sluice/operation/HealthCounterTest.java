package dev.sluice.operation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.config.Location;
import dev.sluice.config.ProxySpec;
import dev.sluice.config.ServerAddress;
import dev.sluice.config.ServerSettings;
import dev.sluice.config.ServerSpec;
import dev.sluice.config.Settings;
import dev.sluice.state.Backend;
import dev.sluice.state.CheckResult;
import dev.sluice.state.CheckResult.Verdict;
import dev.sluice.state.CheckStatus;
import dev.sluice.state.OperationalState;
import dev.sluice.state.Server;
import dev.sluice.state.ServerStates;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Random results against a model that counts successes and failures in a row. */
class HealthCounterTest {
    private static final int RUNS = 300;
    private static final int RESULTS = 200;

    @Test
    void upAfterRiseAndDownAfterFall() {
        long seed = System.nanoTime();
        System.out.println("HealthCounterTest seed " + seed);
        Random random = new Random(seed);
        for (int run = 0; run < RUNS; run++) {
            follow(1 + random.nextInt(5), 1 + random.nextInt(5), random);
        }
    }

    private static void follow(int rise, int fall, Random random) {
        FakeClock clock = new FakeClock();
        ServerStates states = new ServerStates(new FakeDataPlane(), clock);
        Settings settings = Settings.builder()
                .set(ServerSettings.CHECK, true)
                .set(ServerSettings.RISE, rise)
                .set(ServerSettings.FALL, fall)
                .set(ServerSettings.DEFAULTED, true)
                .build();
        Backend backend = new Backend(
                new ProxySpec("b", ProxySpec.Kind.BACKEND, Location.INTERNAL, Settings.EMPTY, List.of(), List.of()), 2);
        ServerAddress address = new ServerAddress(ServerAddress.Family.IPV4, "127.0.0.1", 1, false);
        Server server = new Server(backend, new ServerSpec("s", address, Location.INTERNAL, settings), 1);
        backend.servers(List.of(server));
        boolean up = true;
        int successes = 0;
        int failuresLeft = 1;
        for (int i = 0; i < RESULTS; i++) {
            boolean passed = random.nextInt(3) > 0;
            states.healthChecked(
                    server, new CheckResult(CheckStatus.L4_OK, passed ? Verdict.PASSED : Verdict.FAILED, -1, 0, ""));
            if (up && passed) {
                failuresLeft = fall;
            } else if (up) {
                failuresLeft--;
                up = failuresLeft > 0;
                successes = 0;
            } else {
                successes = passed ? successes + 1 : 0;
                up = successes >= rise;
                failuresLeft = fall;
            }
            assertThat(server.operationalState() == OperationalState.RUNNING)
                    .as("rise %d fall %d result %d", rise, fall, i)
                    .isEqualTo(up);
            assertThat(server.health().health()).isBetween(0, rise + fall - 1);
            assertThat(server.health().health() >= rise).isEqualTo(up);
        }
    }
}
