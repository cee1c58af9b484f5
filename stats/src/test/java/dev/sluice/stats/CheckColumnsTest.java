package dev.sluice.stats;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.config.Balance;
import dev.sluice.config.ProxySettings;
import dev.sluice.config.ServerSettings;
import dev.sluice.config.Settings;
import dev.sluice.state.Backend;
import dev.sluice.state.CheckResult;
import dev.sluice.state.CheckResult.Verdict;
import dev.sluice.state.CheckStatus;
import dev.sluice.state.OperationalState;
import dev.sluice.state.Server;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which columns of a server are filled in which state, and how its status reads. */
class CheckColumnsTest {
    private static final CheckResult PASSED = new CheckResult(CheckStatus.L7_OK, Verdict.PASSED, 200, 3, "OK");
    private static final CheckResult FAILED =
            new CheckResult(CheckStatus.L4_CONNECTION, Verdict.FAILED, -1, 0, "ECONNREFUSED returned by OS");
    private static final List<StatField> COLUMNS = List.of(
            HealthFields.CHECK_STATUS,
            HealthFields.CHECK_CODE,
            HealthFields.CHECK_DURATION,
            HealthFields.LAST_CHK,
            HealthFields.CHECK_DESC,
            HealthFields.CHECK_RISE,
            HealthFields.CHECK_FALL,
            HealthFields.CHECK_HEALTH);

    private final Example example = new Example();
    private final Backend backend = example.backend(
            "be", Example.http().set(ProxySettings.BALANCE, Example.balance(Balance.Algorithm.ROUNDROBIN)));

    private List<String> columns(Server server) {
        return COLUMNS.stream().map(field -> example.cell(server, field)).toList();
    }

    private String status(Server server) {
        return example.cell(server, CoreFields.STATUS);
    }

    @Test
    void aPassedCheckIsTold() {
        Server server = example.server(backend, "s", 1, Example.checked());
        assertThat(columns(server)).containsExactly("INI", "", "", "", "Initializing", "2", "3", "2");
        assertThat(status(server)).isEqualTo("UP 1/3");
        example.servers.healthChecked(server, PASSED);
        example.servers.healthChecked(server, PASSED);
        assertThat(columns(server)).containsExactly("L7OK", "200", "3", "OK", "Layer7 check passed", "2", "3", "4");
        assertThat(status(server)).isEqualTo("UP");
        server.health().running(true);
        assertThat(example.cell(server, HealthFields.CHECK_STATUS)).isEqualTo("* L7OK");
    }

    @Test
    void failedChecksTakeItDownAndPassedOnesUpAgain() {
        Server server = example.server(backend, "s", 1, Example.checked());
        example.servers.setHealth(server, OperationalState.RUNNING);
        assertThat(status(server)).isEqualTo("UP");
        example.servers.healthChecked(server, FAILED);
        assertThat(status(server)).isEqualTo("UP 2/3");
        example.servers.healthChecked(server, FAILED);
        assertThat(status(server)).isEqualTo("UP 1/3");
        example.pass(10_000);
        example.servers.healthChecked(server, FAILED);
        assertThat(status(server)).isEqualTo("DOWN");
        assertThat(columns(server))
                .containsExactly(
                        "L4CON", "", "0", "ECONNREFUSED returned by OS", "Layer4 connection problem", "2", "3", "0");
        example.pass(5_500);
        assertThat(example.cell(server, CoreFields.LASTCHG)).isEqualTo("5");
        assertThat(example.cell(server, CoreFields.DOWNTIME)).isEqualTo("5");
        assertThat(example.cell(server, CoreFields.CHKDOWN)).isEqualTo("1");
        assertThat(example.cell(backend, CoreFields.STATUS)).isEqualTo("DOWN");
        example.servers.healthChecked(server, PASSED);
        assertThat(status(server)).isEqualTo("DOWN 1/2");
        example.servers.healthChecked(server, PASSED);
        assertThat(status(server)).isEqualTo("UP");
        example.pass(60_000);
        assertThat(example.cell(server, CoreFields.DOWNTIME)).isEqualTo("5");
    }

    @Test
    void maintenanceEmptiesTheColumnsOfChecks() {
        Server server = example.server(backend, "s", 1, Example.checked());
        example.servers.maint(server);
        assertThat(status(server)).isEqualTo("MAINT");
        assertThat(columns(server)).containsOnly("");
        assertThat(example.cell(server, CoreFields.CHKFAIL)).isEqualTo("0");
        assertThat(example.cell(server, CoreFields.CHKDOWN)).isEqualTo("1");
        example.servers.ready(server);
        assertThat(status(server)).isEqualTo("UP 1/3");
        example.servers.drain(server);
        assertThat(status(server)).isEqualTo("DRAIN 1/3");
        example.servers.setHealth(server, OperationalState.RUNNING);
        assertThat(status(server)).isEqualTo("DRAIN");
        assertThat(example.cell(server, HealthFields.CHECK_HEALTH)).isEqualTo("4");
        example.servers.ready(server);
        example.servers.setHealth(server, OperationalState.STOPPING);
        assertThat(status(server)).isEqualTo("NOLB");
    }

    @Test
    void aServerWithoutChecksHasNoneOfTheirColumns() {
        Server server = example.server(backend, "s", 1, Settings.builder());
        assertThat(status(server)).isEqualTo("no check");
        assertThat(columns(server)).containsOnly("");
        for (StatField field : List.of(CoreFields.CHKFAIL, CoreFields.CHKDOWN, CoreFields.DOWNTIME)) {
            assertThat(example.cell(server, field)).isEmpty();
        }
        example.servers.maint(server);
        assertThat(status(server)).isEqualTo("MAINT");
        example.servers.ready(server);
        example.servers.weight(server, 0);
        assertThat(status(server)).isEqualTo("no check");
        assertThat(example.cell(backend, CoreFields.STATUS)).isEqualTo("DOWN");
    }

    @Test
    void aDisabledCheckIsNoCheck() {
        Server server = example.server(backend, "s", 1, Example.checked());
        example.servers.enableHealth(server, false);
        assertThat(status(server)).isEqualTo("no check");
        assertThat(columns(server)).containsOnly("");
        assertThat(example.cell(server, CoreFields.CHKFAIL)).isEmpty();
    }

    @Test
    void aServerThatIsSaidToBeDownCountsWhereOnlyAnAgentChecksIt() {
        Server told = example.server(backend, "s", 1, Settings.builder().set(ServerSettings.AGENT_CHECK, true));
        example.servers.setHealth(told, OperationalState.STOPPED);
        assertThat(status(told)).isEqualTo("DOWN 0/2");
        Server bare = example.server(backend, "t", 2, Settings.builder());
        example.servers.setHealth(bare, OperationalState.STOPPED);
        assertThat(status(bare)).isEqualTo("DOWN");
    }

    @Test
    void anAgentHasColumnsOfItsOwn() {
        Server server = example.server(backend, "s", 1, Settings.builder().set(ServerSettings.AGENT_CHECK, true));
        assertThat(example.cell(server, HealthFields.AGENT_HEALTH)).isEqualTo("1");
        example.servers.agentChecked(server, new CheckResult(CheckStatus.L7_OK, Verdict.PASSED, 0, 2, ""), "up");
        assertThat(example.cell(server, HealthFields.AGENT_STATUS)).isEqualTo("L7OK");
        assertThat(example.cell(server, HealthFields.AGENT_CODE)).isEqualTo("0");
        assertThat(example.cell(server, HealthFields.AGENT_DURATION)).isEqualTo("2");
        assertThat(example.cell(server, HealthFields.AGENT_DESC)).isEqualTo("Layer7 check passed");
        example.servers.setAgent(server, false);
        assertThat(status(server)).isEqualTo("DOWN (agent)");
        example.servers.setAgent(server, true);
        example.servers.drain(server);
        assertThat(status(server)).isEqualTo("DRAIN (agent)");
        example.servers.enableAgent(server, false);
        assertThat(example.cell(server, HealthFields.AGENT_STATUS)).isEmpty();
        assertThat(status(server)).isEqualTo("DRAIN");
    }

    @Test
    void slowstartThrottlesTheWeightShown() {
        Settings.Builder slow = Example.weight(40)
                .merge(Example.checked().set(ServerSettings.SLOWSTART, 100_000L).build());
        Server server = example.server(backend, "s", 1, slow);
        assertThat(example.cell(server, CoreFields.THROTTLE)).isEmpty();
        example.servers.maint(server);
        example.servers.ready(server);
        assertThat(example.cell(server, CoreFields.THROTTLE)).isEqualTo("6");
        assertThat(example.cell(server, CoreFields.WEIGHT)).isEqualTo("3");
        assertThat(example.cell(server, LaterFields.UWEIGHT)).isEqualTo("40");
        assertThat(example.cell(backend, CoreFields.WEIGHT)).isEqualTo("3");
        assertThat(example.cell(backend, LaterFields.UWEIGHT)).isEqualTo("40");
    }

    @Test
    void limitsAreShownWhereThereAreAny() {
        Server plain = example.server(backend, "plain", 1, Settings.builder());
        Server limited = example.server(
                backend,
                "limited",
                1,
                Settings.builder()
                        .set(ServerSettings.MAXCONN, 20)
                        .set(ServerSettings.MAXQUEUE, 5)
                        .set(ServerSettings.POOL_MAX_CONN, 9));
        List<StatField> limits = List.of(CoreFields.SLIM, CoreFields.QLIMIT, LaterFields.SRC_ILIM);
        assertThat(limits).extracting(field -> example.cell(plain, field)).containsOnly("");
        assertThat(limits).extracting(field -> example.cell(limited, field)).containsExactly("20", "5", "9");
    }

    @Test
    void aBackendCountsWhatItsServersCanDo() {
        Server first = example.server(backend, "a", 1, Example.weight(10));
        example.server(backend, "b", 1, Example.weight(30));
        example.server(backend, "c", 1, Example.weight(7).set(ServerSettings.BACKUP, true));
        assertThat(example.cell(backend, CoreFields.ACT)).isEqualTo("2");
        assertThat(example.cell(backend, CoreFields.BCK)).isEqualTo("1");
        assertThat(example.cell(backend, CoreFields.WEIGHT)).isEqualTo("40");
        example.servers.maint(first);
        example.servers.drain(backend.servers().get(1));
        assertThat(example.cell(backend, CoreFields.ACT)).isEqualTo("0");
        assertThat(example.cell(backend, CoreFields.WEIGHT)).isEqualTo("7");
        assertThat(example.cell(backend, CoreFields.STATUS)).isEqualTo("UP");
        example.servers.enableBackend(backend, false);
        assertThat(example.cell(backend, CoreFields.STATUS)).isEqualTo("MAINT");
        example.servers.enableBackend(backend, true);
        assertThat(example.cell(backend, CoreFields.STATUS)).isEqualTo("UP");
    }
}
