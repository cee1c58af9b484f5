package dev.sluice.operation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.config.Location;
import dev.sluice.config.ObserveSettings;
import dev.sluice.config.ObserveSettings.Consequence;
import dev.sluice.config.ObserveSettings.Layer;
import dev.sluice.config.ProxySettings;
import dev.sluice.config.ProxySpec;
import dev.sluice.config.ServerAddress;
import dev.sluice.config.ServerSettings;
import dev.sluice.config.ServerSpec;
import dev.sluice.config.Settings;
import dev.sluice.state.Backend;
import dev.sluice.state.CheckResult;
import dev.sluice.state.CheckStatus;
import dev.sluice.state.Counter;
import dev.sluice.state.Observation;
import dev.sluice.state.Observation.Failure;
import dev.sluice.state.OperationalState;
import dev.sluice.state.Server;
import dev.sluice.state.ServerStates;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What follows from a row of errors of a server's traffic, as HAProxy 3.5 was seen to let it follow. */
class ObservedServersTest {
    private final FakeDataPlane dataPlane = new FakeDataPlane();
    private final ServerStates states = new ServerStates(dataPlane, new FakeClock());

    private Server server(Consequence consequence, boolean told) {
        Settings settings = Settings.builder()
                .set(ServerSettings.CHECK, true)
                .set(ServerSettings.DEFAULTED, true)
                .set(ObserveSettings.OBSERVE, Layer.LAYER4)
                .set(ObserveSettings.ERROR_LIMIT, 2)
                .set(ObserveSettings.ON_ERROR, consequence)
                .build();
        Settings proxy =
                Settings.builder().set(ProxySettings.LOG_HEALTH_CHECKS, told).build();
        Backend backend = new Backend(
                new ProxySpec("b", ProxySpec.Kind.BACKEND, Location.INTERNAL, proxy, List.of(), List.of()), 2);
        ServerAddress address = new ServerAddress(ServerAddress.Family.IPV4, "127.0.0.1", 1, false);
        Server server = new Server(backend, new ServerSpec("s", address, Location.INTERNAL, settings), 1);
        backend.servers(List.of(server));
        states.setHealth(server, OperationalState.RUNNING);
        states.healthChecked(server, new CheckResult(CheckStatus.L4_OK, CheckResult.Verdict.PASSED, -1, 7, ""));
        dataPlane.log.clear();
        assertThat(server.health().health()).isEqualTo(server.health().top());
        return server;
    }

    @ParameterizedTest
    @CsvSource({
        "FASTINTER, 4, L4_OK, RUNNING, 0",
        "FAIL_CHECK, 3, HTTP_ANALYZE, RUNNING, 1",
        "SUDDEN_DEATH, 2, HTTP_ANALYZE, RUNNING, 1",
        "MARK_DOWN, 0, HTTP_ANALYZE, STOPPED, 1"
    })
    void consequences(Consequence consequence, int health, CheckStatus status, OperationalState state, int failed) {
        Server server = server(consequence, false);
        assertThat(states.observed(server, 2, Failure.CONNECTION)).isEqualTo(state == OperationalState.STOPPED);

        assertThat(server.health().health()).isEqualTo(health);
        assertThat(server.health().last().status()).isEqualTo(status);
        assertThat(server.health().last().durationMillis())
                .as("of the last check")
                .isEqualTo(7);
        assertThat(server.operationalState()).isEqualTo(state);
        assertThat(server.counters().sum(Counter.FAILED_CHECKS)).isEqualTo(failed);
        assertThat(dataPlane.calls).contains("check soon b/s");
    }

    @Test
    void itIsLoggedAsWhatACheckFound() {
        states.observed(server(Consequence.MARK_DOWN, false), 2, Failure.CONNECTION);
        assertThat(dataPlane.log.get(0))
                .startsWith(
                        "1 Server b/s is DOWN, reason: Health analyze, info: \"Detected 2 consecutive errors, last one"
                                + " was: L4 unsuccessful connection\". 0 active and 0 backup servers left.");
    }

    @Test
    void orBeforeWithEachCheck() {
        states.observed(server(Consequence.SUDDEN_DEATH, true), 5, Failure.STATUS);
        assertThat(dataPlane.log)
                .containsExactly("5 Health check for server b/s failed, reason: Health analyze, info: \"Detected 5"
                        + " consecutive errors, last one was: Wrong http response\", status: 1/3 UP.");
    }

    @Test
    void thereIsAnEndToWhatIsReported() {
        Server server = server(Consequence.FAIL_CHECK, false);
        Observation observation = Objects.requireNonNull(server.health().observation());
        int reports = 0;
        while (reports < 10_000 && observation.mayReport()) {
            reports++;
        }
        assertThat(reports).isBetween(1, 1000);
        states.observed(server, 2, Failure.CONNECTION);
        assertThat(observation.mayReport()).isTrue();
    }
}
