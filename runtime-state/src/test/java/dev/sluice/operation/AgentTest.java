package dev.sluice.operation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.config.Configuration;
import dev.sluice.config.ProxySpec;
import dev.sluice.config.ServerSettings;
import dev.sluice.config.ServerSpec;
import dev.sluice.operation.server.AgentWord;
import dev.sluice.operation.server.DisableAgent;
import dev.sluice.operation.server.EnableAgent;
import dev.sluice.operation.server.ServerRef;
import dev.sluice.operation.server.SetServerAgent;
import dev.sluice.operation.server.SetServerState;
import dev.sluice.operation.server.SetServerState.Wanted;
import dev.sluice.state.CheckResult;
import dev.sluice.state.CheckResult.Verdict;
import dev.sluice.state.CheckStatus;
import dev.sluice.state.Server;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AgentTest {
    private static final ServerRef A = ServerRef.parse("b/a");

    private final World world = new World("""
            defaults
                timeout connect 1s
                timeout client 1s
                timeout server 1s
            backend b
                balance roundrobin
                server a 127.0.0.1:1 weight 100
                server c 127.0.0.1:1 weight 100 check
            """, AgentTest::withAgents);

    private static Configuration withAgents(Configuration read) {
        List<ProxySpec> proxies = read.proxies().stream()
                .map(proxy -> new ProxySpec(
                        proxy.name(),
                        proxy.kind(),
                        proxy.location(),
                        proxy.settings(),
                        proxy.binds(),
                        proxy.servers().stream().map(AgentTest::withAgent).toList()))
                .toList();
        return new Configuration(
                read.global(), read.sluice(), read.statsSockets(), proxies, read.defaults(), read.notices());
    }

    private static ServerSpec withAgent(ServerSpec server) {
        return new ServerSpec(
                server.name(),
                server.address(),
                server.location(),
                server.settings().toBuilder()
                        .set(ServerSettings.AGENT_CHECK, true)
                        .build());
    }

    @AfterEach
    void end() {
        world.close();
    }

    private String says(String line) {
        world.agent("b/a", line);
        Server a = world.server("b/a");
        CheckResult last = a.agent().last();
        return a.operationalState().ordinal() + " " + a.adminState() + " " + a.weight() + " " + a.maxconn() + " "
                + a.agent().health() + " " + last.status() + " " + last.text();
    }

    @Test
    void wordsOfTheAgent() {
        assertThat(world.server("b/a").agent().stateBits()).isEqualTo(6);
        assertThat(says("up 50%")).isEqualTo("2 0 50 0 1 L7_OK via agent : up");
        assertThat(says("down #sick")).isEqualTo("0 0 50 0 0 L7_STATUS via agent : down (sick)");
        assertThat(says("75%")).isEqualTo("0 0 75 0 0 CHECKED ");
        assertThat(says("ready up")).isEqualTo("2 0 75 0 1 L7_OK via agent : up");
        assertThat(says("drain")).isEqualTo("2 8 75 0 1 CHECKED ");
        assertThat(says("maint")).isEqualTo("0 1 75 0 1 CHECKED ");
        assertThat(says("ready")).isEqualTo("2 0 75 0 1 CHECKED ");
        assertThat(says("stopped maxconn:20")).isEqualTo("0 0 75 20 0 L7_STATUS via agent : stopped");
        assertThat(says("up,200% maxconn:30 # ok: fine")).isEqualTo("2 0 200 30 1 L7_OK via agent : up (ok: fine)");
        assertThat(says("500%")).isEqualTo("2 0 256 30 1 CHECKED ");
        assertThat(says("up 50% hello")).isEqualTo("2 0 50 30 1 L7_OK via agent : up (hello)");
        assertThat(says("UP 60")).isEqualTo("2 0 50 30 1 L7_OK via agent : UP (60)");
        assertThat(says("up -5%")).isEqualTo("2 0 50 30 1 L7_OK via agent : up (-5%)");
        assertThat(says("")).isEqualTo("2 0 50 30 1 CHECKED ");
        assertThat(says("nonsense")).isEqualTo("2 0 50 30 1 CHECKED agent reports an error : nonsense");
        assertThat(says("\tFAIL\r")).isEqualTo("0 0 50 30 0 L7_STATUS via agent : FAIL");
        assertThat(says("99999999999999999999% maxconn:99999999999999")).isEqualTo("0 0 256 999999999 0 CHECKED ");
    }

    @Test
    void maintenanceEndsDownWhereTheAgentSaysDown() {
        says("down");
        world.say(new SetServerState(A, Checked.of(Wanted.MAINT)));
        world.dataPlane.log.clear();
        world.say(new SetServerState(A, Checked.of(Wanted.READY)));
        assertThat(world.server("b/a").operationalState().ordinal()).isZero();
        assertThat(world.dataPlane.log).containsExactly("5 Server b/a is DOWN/READY (leaving forced maintenance).");
    }

    @Test
    void aDisabledAgentSaysNothing() {
        assertThat(world.say(new DisableAgent(A))).isEqualTo("OK");
        assertThat(says("down 1% maint")).startsWith("2 0 100 0 1 ");
        assertThat(world.server("b/a").agent().stateBits()).isEqualTo(2);
        assertThat(world.say(new EnableAgent(A))).isEqualTo("OK");
        assertThat(says("down")).startsWith("0 0 100 0 0 ");
    }

    @Test
    void byHand() {
        assertThat(world.say(new SetServerAgent(A, Checked.of(AgentWord.DOWN)))).isEqualTo("OK");
        assertThat(world.server("b/a").operationalState().ordinal()).isZero();
        assertThat(world.say(new SetServerAgent(A, Checked.of(AgentWord.UP)))).isEqualTo("OK");
        assertThat(world.server("b/a").operationalState().ordinal()).isEqualTo(2);
    }

    @Test
    void anAgentThatCannotBeReachedIsNoFailure() {
        CheckResult unreachable = new CheckResult(CheckStatus.L4_CONNECTION, Verdict.FAILED, -1, -1, "");
        world.loop.reports().agent(world.server("b/a"), unreachable, null);
        world.settle();
        assertThat(world.server("b/a").operationalState().ordinal()).isEqualTo(2);
        assertThat(world.server("b/a").agent().last()).isEqualTo(unreachable);
    }

    @Test
    void bothChecksMustBeGoodForUp() {
        world.agent("b/c", "down");
        world.pass("b/c", 3);
        assertThat(world.server("b/c").operationalState().ordinal()).isZero();
        world.fail("b/c", 3);
        world.agent("b/c", "up");
        assertThat(world.server("b/c").operationalState().ordinal()).isZero();
        world.pass("b/c", 2);
        assertThat(world.server("b/c").operationalState().ordinal()).isEqualTo(2);
    }
}
