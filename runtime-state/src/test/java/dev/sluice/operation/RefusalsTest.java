package dev.sluice.operation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.operation.backend.DisableBackend;
import dev.sluice.operation.backend.EnableBackend;
import dev.sluice.operation.counters.ClearServerCounters;
import dev.sluice.operation.frontend.DisableFrontend;
import dev.sluice.operation.frontend.EnableFrontend;
import dev.sluice.operation.frontend.FrontendMaxconn;
import dev.sluice.operation.frontend.SetFrontendMaxconn;
import dev.sluice.operation.frontend.ShutdownFrontend;
import dev.sluice.operation.process.GlobalMaxconn;
import dev.sluice.operation.process.RateLimit;
import dev.sluice.operation.process.SetGlobalMaxconn;
import dev.sluice.operation.process.SetRateLimit;
import dev.sluice.operation.process.ShowEnvironment;
import dev.sluice.operation.process.Wait;
import dev.sluice.operation.process.WaitArguments;
import dev.sluice.operation.server.AddressArgument;
import dev.sluice.operation.server.AgentWord;
import dev.sluice.operation.server.DisableAgent;
import dev.sluice.operation.server.DisableServer;
import dev.sluice.operation.server.EnableAgent;
import dev.sluice.operation.server.EnableHealth;
import dev.sluice.operation.server.GetWeight;
import dev.sluice.operation.server.HealthWord;
import dev.sluice.operation.server.MaxconnArgument;
import dev.sluice.operation.server.ServerRef;
import dev.sluice.operation.server.SetServerAddress;
import dev.sluice.operation.server.SetServerAgent;
import dev.sluice.operation.server.SetServerFqdn;
import dev.sluice.operation.server.SetServerHealth;
import dev.sluice.operation.server.SetServerMaxconn;
import dev.sluice.operation.server.SetServerState;
import dev.sluice.operation.server.SetServerUnknown;
import dev.sluice.operation.server.SetServerWeight;
import dev.sluice.operation.server.ShowServersState;
import dev.sluice.operation.server.ShutdownServerSessions;
import dev.sluice.operation.server.WeightArgument;
import dev.sluice.operation.session.Criterion;
import dev.sluice.operation.session.SessionId;
import dev.sluice.operation.session.ShowSessions;
import dev.sluice.operation.session.ShutdownSession;
import dev.sluice.operation.stat.Selection;
import dev.sluice.operation.stat.ShowStatistics;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Refusals of every handler, each in the words that HAProxy 3.5 uses, and none of them changes anything. */
class RefusalsTest {
    private static final String NO_BS = "Require 'backend/server'.";
    private static final String NO_BACKEND = "No such backend.";
    private static final String NO_SERVER = "No such server.";
    private static final String NO_FRONTEND = "No such frontend.";

    private final World world = new World("""
            global
                maxconn 100
            defaults
                timeout connect 1s
                timeout client 1s
                timeout server 1s
            frontend f
                bind 127.0.0.1:0
                default_backend b
            backend b
                balance roundrobin
                server s 127.0.0.1:80 weight 10 check
                server t 127.0.0.1:80 track b/s
            backend fixed
                balance source
                server s 127.0.0.1:80 weight 10
            """);

    @AfterEach
    void end() {
        world.close();
    }

    private void refused(Operation operation, Reason reason, String text) {
        refused(Severity.ERROR, operation, reason, text);
    }

    private void refused(Severity severity, Operation operation, Reason reason, String text) {
        long revision = world.loop.revision();
        Outcome outcome = world.ask(operation);
        assertThat(outcome).isInstanceOf(Outcome.Refused.class);
        outcome.match(done -> done, rows -> rows, refused -> {
            assertThat(refused.text()).isEqualTo(text);
            assertThat(refused.reason()).isEqualTo(reason);
            assertThat(refused.severity()).isEqualTo(severity);
            return refused;
        });
        assertThat(world.loop.revision()).isEqualTo(revision);
    }

    private static ServerRef s(String word) {
        return ServerRef.parse(word);
    }

    private void weight(String server, String word, Reason reason, String text) {
        refused(new SetServerWeight(s(server), WeightArgument.parse(word)), reason, text);
    }

    @Test
    void references() {
        refused(new DisableServer(s("")), Reason.MISSING_ARGUMENT, NO_BS);
        refused(new DisableServer(s("b")), Reason.MISSING_ARGUMENT, NO_BS);
        refused(new DisableServer(s("b/")), Reason.MISSING_ARGUMENT, NO_BS);
        refused(new DisableServer(s("/s")), Reason.BACKEND_NOT_FOUND, NO_BACKEND);
        refused(new DisableServer(s("nope/s")), Reason.BACKEND_NOT_FOUND, NO_BACKEND);
        refused(new DisableServer(s("f/s")), Reason.BACKEND_NOT_FOUND, NO_BACKEND);
        refused(new DisableServer(s("3/s")), Reason.BACKEND_NOT_FOUND, NO_BACKEND);
        refused(new DisableServer(s("b/1")), Reason.SERVER_NOT_FOUND, NO_SERVER);
        refused(new DisableServer(s("b/s/x")), Reason.SERVER_NOT_FOUND, NO_SERVER);
        for (String good : List.of("b/s", "#3/s", "b/#1", "#3/#1", "#3x/#1y")) {
            assertThat(world.say(new GetWeight(s(good)))).contains("current=10, initial=10");
        }
    }

    @Test
    void weights() {
        weight("b/nope", "abc", Reason.SERVER_NOT_FOUND, NO_SERVER);
        weight("b/s", "", Reason.MISSING_ARGUMENT, "Require <weight> or <weight%>.");
        String range = "Absolute weight can only be between 0 and 256 inclusive.";
        weight("b/s", "257", Reason.WEIGHT_OUT_OF_RANGE, range);
        weight("b/s", "-1", Reason.WEIGHT_OUT_OF_RANGE, range);
        weight("b/s", "99999999999999999999", Reason.WEIGHT_OUT_OF_RANGE, range);
        weight("b/s", "-1%", Reason.WEIGHT_OUT_OF_RANGE, "Relative weight must be positive.");
        String empty = "Empty weight string empty or preceded by garbage";
        weight("b/s", "abc", Reason.BAD_ARGUMENT, empty);
        weight("b/s", "%", Reason.BAD_ARGUMENT, empty);
        weight("b/s", "-", Reason.BAD_ARGUMENT, empty);
        String trailing = "Trailing garbage in weight string";
        weight("b/s", "10x", Reason.BAD_ARGUMENT, trailing);
        weight("b/s", "5.5", Reason.BAD_ARGUMENT, trailing);
        weight("b/s", "0x10", Reason.BAD_ARGUMENT, trailing);
        weight("b/s", "5%x", Reason.BAD_ARGUMENT, trailing);
        String fixed = "Backend is using a static LB algorithm and only accepts weights '0%' and '100%'.";
        weight("fixed/s", "5", Reason.STATIC_ALGORITHM, fixed);
        weight("fixed/s", "50%", Reason.STATIC_ALGORITHM, fixed);
        for (String good : List.of("0", "100%", "10", "0%", "+10")) {
            assertThat(world.say(new SetServerWeight(s("fixed/s"), WeightArgument.parse(good))))
                    .isEqualTo("OK");
        }
        world.say(new SetServerWeight(s("b/s"), WeightArgument.parse("9999999999%")));
        assertThat(world.server("b/s").weight()).isEqualTo(256);
        world.say(new SetServerWeight(s("b/s"), WeightArgument.parse("55%")));
        assertThat(world.server("b/s").weight()).isEqualTo(5);
    }

    @Test
    void settingsOfServers() {
        refused(
                new SetServerState(s("b/s"), SetServerState.parse("foo")),
                Reason.BAD_ARGUMENT,
                "'set server <srv> state' expects 'ready', 'drain' and 'maint'.");
        refused(
                new SetServerHealth(s("b/s"), HealthWord.parse("")),
                Reason.BAD_ARGUMENT,
                "'set server <srv> health' expects 'up', 'stopping', or 'down'.");
        refused(
                new SetServerHealth(s("b/t"), HealthWord.parse("")),
                Reason.TRACKING_SERVER,
                "cannot change health on a tracking server.");
        refused(
                new SetServerAgent(s("b/s"), AgentWord.parse("x")),
                Reason.AGENT_NOT_CONFIGURED,
                "agent checks are not enabled on this server.");
        assertThat(World.text(AgentWord.parse("x").refusal()))
                .isEqualTo("'set server <srv> agent' expects 'up' or 'down'.");
        refused(
                new EnableHealth(s("fixed/s")),
                Reason.CHECK_NOT_CONFIGURED,
                "Health check was not configured on this server, cannot enable.");
        refused(
                new EnableAgent(s("b/s")),
                Reason.AGENT_NOT_CONFIGURED,
                "Agent was not configured on this server, cannot enable.");
        assertThat(world.say(new DisableAgent(s("b/s")))).isEqualTo("OK");
        refused(
                new SetServerUnknown(s("b/s"), "foo"),
                Reason.BAD_ARGUMENT,
                "usage: set server <backend>/<server> addr | agent | agent-addr | agent-port | agent-send | check-addr"
                        + " | check-port | fqdn | health | name | ssl | state | weight");
        refused(
                new SetServerFqdn(s("b/s"), "a.test"),
                Reason.RESOLUTION_NOT_CONFIGURED,
                "set server <b>/<s> fqdn failed because no resolution is configured.");
        refused(
                new SetServerMaxconn(s("b/s"), MaxconnArgument.parse("")),
                Reason.MISSING_ARGUMENT,
                "Require <maxconn>.");
        refused(
                new SetServerMaxconn(s("b/s"), MaxconnArgument.parse("x")),
                Reason.BAD_ARGUMENT,
                "maxconn string empty or preceded by garbage");
        refused(
                new SetServerMaxconn(s("b/s"), MaxconnArgument.parse("5x")),
                Reason.BAD_ARGUMENT,
                "Trailing garbage in maxconn string");
        assertThat(world.say(new SetServerMaxconn(s("b/s"), MaxconnArgument.parse("-5"))))
                .isEqualTo("OK");
        assertThat(world.server("b/s").maxconn()).isZero();
        refused(new ShutdownServerSessions(s("b/x")), Reason.SERVER_NOT_FOUND, NO_SERVER);
        refused(new ClearServerCounters(s("b"), true), Reason.MISSING_ARGUMENT, NO_BS);
        refused(new ShowServersState("f"), Reason.BACKEND_NOT_FOUND, "Can't find backend.");
    }

    private String address(String server, String address, String port) {
        return world.say(
                new SetServerAddress(s(server), AddressArgument.parse(address, port.isEmpty() ? null : port.strip())));
    }

    @Test
    void addresses() {
        String nothing = "nothing changed";
        assertThat(address("b/s", "", ""))
                .isEqualTo("set server <b>/<s> addr requires an address and optionally a port.");
        for (String bad :
                List.of("foo", "1.2.3.4:99", "1.2.3", "ipv4@1.2.3.4", "/tmp/x", "localhost", "256.1.1.1", "::g")) {
            assertThat(address("b/s", bad, "")).isEqualTo("Invalid addr '" + bad + "'");
        }
        assertThat(address("b/s", "127.0.0.1", " ")).isEqualTo("problem converting port '' to an int");
        assertThat(address("b/s", "127.0.0.1", "abc")).isEqualTo("problem converting port 'abc' to an int");
        assertThat(address("b/s", "127.0.0.1", "")).isEqualTo(nothing);
        assertThat(address("b/s", "127.0.0.1", "+5")).isEqualTo(nothing);
        assertThat(address("b/s", "127.0.0.1", "12x"))
                .isEqualTo("port changed from '80' to '12' by 'stats socket command'");
        assertThat(address("fixed/s", "127.0.0.1", "+5"))
                .isEqualTo("port changed from '80' to '+5' by 'stats socket command'");
        assertThat(address("fixed/s", "127.0.0.1", "-7"))
                .isEqualTo("port changed from '+5' to '+65529' by 'stats socket command'");
        assertThat(address("fixed/s", "127.0.0.3", "+8"))
                .isEqualTo("IP changed from '127.0.0.1' to '127.0.0.3', port changed from '+65529' to '+8'"
                        + " by 'stats socket command'");
        assertThat(address("fixed/s", "[0:0::1]", "81"))
                .isEqualTo("IP changed from '127.0.0.3' to '::1', port changed from '+8' to '81'"
                        + " by 'stats socket command'");
        assertThat(address("fixed/s", "*", "34463"))
                .isEqualTo("IP changed from '::1' to '0.0.0.0', port changed from '81' to '34463'"
                        + " by 'stats socket command'");
        assertThat(world.server("fixed/s").address().display()).isEqualTo("0.0.0.0:34463");
    }

    @Test
    void frontends() {
        refused(new DisableFrontend(""), Reason.MISSING_ARGUMENT, "A frontend name is expected.");
        refused(new EnableFrontend("nope"), Reason.FRONTEND_NOT_FOUND, NO_FRONTEND);
        refused(new ShutdownFrontend("b"), Reason.FRONTEND_NOT_FOUND, NO_FRONTEND);
        refused(new DisableFrontend("2"), Reason.FRONTEND_NOT_FOUND, NO_FRONTEND);
        refused(
                Severity.NOTICE,
                new EnableFrontend("f"),
                Reason.FRONTEND_ALREADY_ENABLED,
                "All sockets are already enabled.");
        assertThat(world.say(new DisableFrontend("#2"))).isEqualTo("OK");
        refused(
                Severity.NOTICE,
                new DisableFrontend("f"),
                Reason.FRONTEND_ALREADY_DISABLED,
                "All sockets are already disabled.");
        world.dataPlane.resumeErrors.put("ipv4@127.0.0.1:0", "taken");
        refused(
                new EnableFrontend("f"),
                Reason.BIND_FAILED,
                "Failed to resume frontend, check logs for precise cause (port conflict?).");
        world.dataPlane.resumeErrors.clear();
        assertThat(world.say(new EnableFrontend("f"))).isEqualTo("OK");
        assertThat(world.say(new ShutdownFrontend("f"))).isEqualTo("OK");
        refused(
                Severity.NOTICE,
                new ShutdownFrontend("f"),
                Reason.FRONTEND_SHUT_DOWN,
                "Frontend was already shut down.");
        refused(
                new EnableFrontend("f"),
                Reason.FRONTEND_SHUT_DOWN,
                "Frontend was previously shut down, cannot enable.");
        refused(
                Severity.NOTICE,
                new DisableFrontend("f"),
                Reason.FRONTEND_SHUT_DOWN,
                "Frontend was previously shut down, cannot disable.");
        refused(
                new SetFrontendMaxconn("f", FrontendMaxconn.parse("")),
                Reason.MISSING_ARGUMENT,
                "Integer value expected.");
        refused(
                new SetFrontendMaxconn("f", FrontendMaxconn.parse("-1")),
                Reason.VALUE_OUT_OF_RANGE,
                "Value out of range.");
        assertThat(world.say(new SetFrontendMaxconn("f", FrontendMaxconn.parse("99999999999"))))
                .isEqualTo("OK");
        assertThat(world.frontend("f").maxconn()).isEqualTo(1215752191);
        assertThat(world.say(new SetFrontendMaxconn("f", FrontendMaxconn.parse("abc"))))
                .isEqualTo("OK");
        assertThat(world.frontend("f").maxconn()).isZero();
    }

    @Test
    void backends() {
        refused(new DisableBackend(""), Reason.MISSING_ARGUMENT, "A backend name is expected.");
        refused(new DisableBackend("f"), Reason.BACKEND_NOT_FOUND, NO_BACKEND);
        refused(new EnableBackend(""), Reason.MISSING_ARGUMENT, "A backend name is expected.");
        refused(new EnableBackend("nope"), Reason.BACKEND_NOT_FOUND, NO_BACKEND);
    }

    @Test
    void theProcess() {
        refused(new SetGlobalMaxconn(GlobalMaxconn.parse("")), Reason.MISSING_ARGUMENT, "Expects an integer value.");
        refused(new SetGlobalMaxconn(GlobalMaxconn.parse("101")), Reason.VALUE_OUT_OF_RANGE, "Value out of range.");
        assertThat(world.say(new SetGlobalMaxconn(GlobalMaxconn.parse("40")))).isEqualTo("OK");
        assertThat(world.state.process().maxconn()).isEqualTo(40);
        assertThat(world.say(new SetGlobalMaxconn(GlobalMaxconn.parse("abc")))).isEqualTo("OK");
        assertThat(world.state.process().maxconn()).isEqualTo(100);
        assertThat(world.say(new SetRateLimit(RateLimit.parse("foo", "global", "1"))))
                .startsWith("'set rate-limit' only supports :\n   - 'connections global'")
                .hasLineCount(5);
        refused(
                new SetRateLimit(RateLimit.parse("sessions", "global", "")),
                Reason.MISSING_ARGUMENT,
                "Expects an integer value.");
        refused(
                new SetRateLimit(RateLimit.parse("sessions", "global", "-1")),
                Reason.VALUE_OUT_OF_RANGE,
                "Value out of range.");
        assertThat(world.say(new SetRateLimit(RateLimit.parse("http-compression", "global", "3"))))
                .isEqualTo("OK");
        assertThat(world.state.process().compressionRateLimit()).isEqualTo(3072);
        refused(new ShowEnvironment("ON"), Reason.VARIABLE_NOT_FOUND, "Variable not found");
        assertThat(world.say(new ShowEnvironment("ONE"))).contains("name=ONE, value=some value");
    }

    @Test
    void sessions() {
        String pointer = "Session pointer expected (use 'show sess').";
        refused(new ShutdownSession(SessionId.parse("")), Reason.BAD_ARGUMENT, pointer);
        refused(new ShutdownSession(SessionId.parse("xyz")), Reason.BAD_ARGUMENT, pointer);
        refused(new ShutdownSession(SessionId.parse("0xzz")), Reason.BAD_ARGUMENT, pointer);
        refused(new ShutdownSession(SessionId.parse("all")), Reason.BAD_ARGUMENT, pointer);
        refused(
                new ShutdownSession(SessionId.parse("0x12zz")),
                Reason.SESSION_NOT_FOUND,
                "No such session (use 'show sess').");
        refused(shown(new Criterion.WithId(5)), Reason.SESSION_NOT_FOUND, "Session not found.");
        refused(shown(new Criterion.OnServer(s("b"))), Reason.MISSING_ARGUMENT, NO_BS);
        refused(shown(new Criterion.OnServer(s("b/x"))), Reason.SERVER_NOT_FOUND, NO_SERVER);
        refused(shown(new Criterion.OnBackend("x")), Reason.BACKEND_NOT_FOUND, NO_BACKEND);
        refused(shown(new Criterion.OnFrontend("x")), Reason.FRONTEND_NOT_FOUND, NO_FRONTEND);
        assertThat(world.say(shown(new Criterion.OlderThan(5)))).isEqualTo("[]");
    }

    private static ShowSessions shown(Criterion criterion) {
        return new ShowSessions(List.of(Checked.of(criterion)));
    }

    @Test
    void statistics() {
        refused(
                new ShowStatistics(
                        Checked.of(new Selection(Selection.Domain.PROXY, "nope", 1, 1, Selection.Servers.ALL))),
                Reason.PROXY_NOT_FOUND,
                "No such proxy.");
        assertThat(World.text(Selection.parseDomain("foo").refusal())).isEqualTo("Invalid statistics domain.");
        assertThat(rows("99", -1, -1, Selection.Servers.ALL)).isEqualTo("[]");
        assertThat(rows("3x", 2, -1, Selection.Servers.ALL)).isEqualTo("[b]");
        assertThat(rows("#99", -1, -1, Selection.Servers.ALL)).isEqualTo("No such proxy.");
        assertThat(rows("", -1, -1, Selection.Servers.ALL)).isEqualTo("[f, b/s, b/t, b, fixed/s, fixed]");
        assertThat(rows("#3", 6, 2, Selection.Servers.ALL)).isEqualTo("[b/t, b]");
        world.say(new DisableServer(s("fixed/s")));
        assertThat(rows("-1", 4, -1, Selection.Servers.NO_MAINT)).isEqualTo("[b/s, b/t]");
        world.fail("b/s", 1);
        assertThat(rows("-1", 4, -1, Selection.Servers.UP)).isEqualTo("[]");
    }

    private String rows(String proxy, int types, int id, Selection.Servers servers) {
        return world.say(
                new ShowStatistics(Checked.of(new Selection(Selection.Domain.PROXY, proxy, types, id, servers))));
    }

    private String wait(String delay, String... condition) {
        return world.say(new Wait(
                WaitArguments.delay(delay), WaitArguments.condition(List.of(condition)), new CompletableFuture<>()));
    }

    @Test
    void waits() {
        assertThat(wait("")).isEqualTo("Expects a duration in milliseconds.");
        for (String bad : List.of("x", "0", "-5", "5x", "99999999999d", "0us")) {
            assertThat(wait(bad)).isEqualTo("Invalid duration.");
        }
        assertThat(wait("5", "foo")).isEqualTo(WaitArguments.USAGE);
        assertThat(wait("5", "srv-removable")).isEqualTo("Missing server name (<backend>/<server>).");
        assertThat(wait("5", "srv-removable", "b")).isEqualTo(NO_BS);
        assertThat(wait("5", "srv-removable", "b/x")).isEqualTo("Failed. No such server.");
        assertThat(wait("5", "srv-removable", "fixed/s"))
                .isEqualTo("Failed. Only servers in maintenance mode can be deleted.");
        String pointed = "This server cannot be removed at runtime due to other configuration elements pointing to it.";
        assertThat(wait("5", "srv-removable", "b/s")).isEqualTo("Failed. " + pointed);
        assertThat(wait("5", "be-removable")).isEqualTo("Missing backend name.");
        assertThat(wait("5", "be-removable", "x")).isEqualTo("Failed. No such backend.");
        assertThat(wait("5", "be-removable", "b")).startsWith("Failed. This proxy cannot be removed");
        assertThat(wait("5", "be-removable", "fixed")).startsWith("Failed. Backend must be unpublished");
        world.say(new DisableServer(s("fixed/s")));
        assertThat(wait("5s", "srv-removable", "fixed/s")).isEqualTo("Done.");
    }
}
