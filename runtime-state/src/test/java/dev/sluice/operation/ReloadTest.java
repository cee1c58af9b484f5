package dev.sluice.operation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.operation.backend.DisableBackend;
import dev.sluice.operation.frontend.DisableFrontend;
import dev.sluice.operation.frontend.FrontendMaxconn;
import dev.sluice.operation.frontend.SetFrontendMaxconn;
import dev.sluice.operation.process.Reload;
import dev.sluice.operation.server.AddressArgument;
import dev.sluice.operation.server.DisableServer;
import dev.sluice.operation.server.MaxconnArgument;
import dev.sluice.operation.server.ServerRef;
import dev.sluice.operation.server.SetServerAddress;
import dev.sluice.operation.server.SetServerMaxconn;
import dev.sluice.operation.server.SetServerWeight;
import dev.sluice.operation.server.WeightArgument;
import dev.sluice.state.Backend;
import dev.sluice.state.Frontend;
import dev.sluice.state.Server;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ReloadTest {
    private static final String HEAD = """
            global
                maxconn 100
            defaults
                mode http
                timeout connect 1s
                timeout client 1s
                timeout server 1s
            """;
    private static final String BODY = """
            frontend f
                bind 127.0.0.1:7001
                bind 127.0.0.1:7002
                default_backend b
            backend b
                balance roundrobin
                server s1 127.0.0.1:1 weight 10 check
                server s2 127.0.0.1:2
            backend c
                server x 127.0.0.1:3 track b/s1
            """;

    private final World world = new World(HEAD + BODY);

    @AfterEach
    void end() {
        world.close();
    }

    private String reload(String text) {
        world.dataPlane.calls.clear();
        world.rewrite(text);
        return world.say(new Reload());
    }

    private String names(Backend backend) {
        return backend.servers().stream()
                .map(server -> server.name() + "#" + server.id())
                .toList()
                .toString();
    }

    @Test
    void theSameFileChangesNothing() {
        Server before = world.server("b/s1");
        world.pass("b/s1", 2);
        assertThat(reload("# another line\n" + HEAD + BODY))
                .isEqualTo("0 servers added, 0 removed, 0 connections closed, 0 runtime changes kept");
        assertThat(world.server("b/s1")).isSameAs(before);
        assertThat(before.health().health()).isEqualTo(4);
        assertThat(world.dataPlane.calls).noneMatch(call -> call.matches("(bind|resume|close|removed|cut).*"));
        assertThat(world.stops).containsExactly("prepared");
    }

    @Test
    void serversComeGoAndChange() {
        Server s1 = world.server("b/s1");
        Server s2 = world.server("b/s2");
        String next = BODY.replace("                server s2 127.0.0.1:2\n", "")
                .replace("127.0.0.1:1 weight 10", "127.0.0.9:1 weight 20")
                .replace("    balance roundrobin\n", "    balance roundrobin\n    server s0 127.0.0.1:9\n")
                .replace("    server s2 127.0.0.1:2\n", "");
        assertThat(reload(HEAD + next))
                .isEqualTo(
                        "1 servers added, 1 removed, 0 connections closed, 0 runtime changes kept, 1 servers changed");
        assertThat(names(world.backend("b"))).isEqualTo("[s0#1, s1#2]");
        assertThat(world.server("b/s1")).isSameAs(s1);
        assertThat(s1.weight()).isEqualTo(20);
        assertThat(s1.initialWeight()).isEqualTo(20);
        assertThat(s1.address().display()).isEqualTo("127.0.0.9:1");
        assertThat(world.dataPlane.calls).contains("removed b/s2", "barrier", "balance b [s0=16, s1=320]");
        assertThat(world.backend("b").usableActive()).isEqualTo(2);
        assertThat(s2.backend().view().servers()).doesNotContain(s2);
        assertThat(world.server("c/x").tracked()).isSameAs(s1);
    }

    @Test
    void runtimeChangesStay() {
        ServerRef s1 = ServerRef.parse("b/s1");
        world.say(new SetServerWeight(s1, WeightArgument.parse("77")));
        world.say(new SetServerMaxconn(s1, MaxconnArgument.parse("5")));
        world.say(new SetServerAddress(s1, AddressArgument.parse("127.0.0.8", null)));
        world.say(new DisableServer(ServerRef.parse("b/s2")));
        world.say(new DisableBackend("c"));
        world.say(new DisableFrontend("f"));
        world.say(new SetFrontendMaxconn("f", FrontendMaxconn.parse("33")));
        String next = BODY.replace("weight 10", "weight 20 maxconn 9").replace("127.0.0.1:1 ", "127.0.0.1:11 ");
        assertThat(reload(HEAD + next)).contains("7 runtime changes kept").contains("1 servers changed");
        Server server = world.server("b/s1");
        assertThat(server.weight()).isEqualTo(77);
        assertThat(server.initialWeight()).isEqualTo(20);
        assertThat(server.maxconn()).isEqualTo(5);
        assertThat(server.address().host()).isEqualTo("127.0.0.8");
        assertThat(world.server("b/s2").adminState()).isEqualTo(1);
        assertThat(world.backend("c").isEnabled()).isFalse();
        assertThat(world.frontend("f").status()).isEqualTo(Frontend.Status.PAUSED);
        assertThat(world.frontend("f").maxconn()).isEqualTo(33);
    }

    @Test
    void runtimeChangesAreDroppedWhereAskedFor() {
        ServerRef s1 = ServerRef.parse("b/s1");
        world.say(new SetServerWeight(s1, WeightArgument.parse("77")));
        world.say(new DisableServer(s1));
        world.say(new DisableServer(ServerRef.parse("b/s2")));
        world.say(new DisableBackend("c"));
        world.say(new DisableFrontend("f"));
        world.say(new SetFrontendMaxconn("f", FrontendMaxconn.parse("33")));
        assertThat(reload(HEAD + BODY + "sluice\n    runtime-changes drop\n"))
                .contains(" 0 runtime changes kept")
                .contains("6 runtime changes dropped");
        assertThat(world.server("b/s1").weight()).isEqualTo(10);
        assertThat(world.server("b/s1").adminState()).isZero();
        assertThat(world.server("c/x").adminState()).isZero();
        assertThat(world.server("b/s2").adminState()).isZero();
        assertThat(world.backend("b").usableActive()).isEqualTo(2);
        assertThat(world.backend("c").isEnabled()).isTrue();
        assertThat(world.frontend("f").status()).isEqualTo(Frontend.Status.OPEN);
        assertThat(world.frontend("f").maxconn()).isEqualTo(100);
        assertThat(world.dataPlane.calls).contains("resume ipv4@127.0.0.1:7001");
    }

    @Test
    void anErrorChangesNothingAndTellsEveryPlace() {
        long revision = world.loop.revision();
        String reply = reload(HEAD + BODY + "    no-such-keyword 1\nbackend b\n    server s1 127.0.0.1:x\n");
        assertThat(reply.lines().count()).isGreaterThanOrEqualTo(2);
        assertThat(reply)
                .contains("(42) : config : parsing [test.cfg:18]")
                .contains("no-such-keyword")
                .contains("[test.cfg:20]");
        assertThat(world.loop.revision()).isEqualTo(revision);
        assertThat(world.dataPlane.calls).isEmpty();
        assertThat(names(world.backend("b"))).isEqualTo("[s1#1, s2#2]");
    }

    @Test
    void aPortThatIsTakenChangesNothing() {
        world.dataPlane.bindErrors.put("ipv4@127.0.0.1:7003", "cannot bind");
        String next = BODY.replace("bind 127.0.0.1:7002", "bind 127.0.0.1:7003\n    bind 127.0.0.1:7004")
                .replace("server s2", "server s9");
        assertThat(reload(HEAD + next)).isEqualTo("cannot bind");
        assertThat(world.dataPlane.calls).contains("close ipv4@127.0.0.1:7004");
        assertThat(world.dataPlane.calls).doesNotContain("close ipv4@127.0.0.1:7002");
        assertThat(names(world.backend("b"))).isEqualTo("[s1#1, s2#2]");
        assertThat(world.frontend("f").listeners()).hasSize(2);
    }

    @Test
    void listenersAndProxiesComeAndGo() {
        String next = BODY.replace("bind 127.0.0.1:7002", "bind 127.0.0.1:7003")
                        .replace("backend c\n    server x 127.0.0.1:3 track b/s1\n", "")
                + "listen l\n    bind 127.0.0.1:7005\n    server y 127.0.0.1:5\n";
        assertThat(reload(HEAD + next))
                .isEqualTo("1 servers added, 1 removed, 0 connections closed, 0 runtime changes kept, "
                        + "2 proxies added, 1 proxies removed, 2 listeners opened, 1 listeners closed");
        List<String> calls = world.dataPlane.calls;
        assertThat(calls).contains("bind ipv4@127.0.0.1:7003", "close ipv4@127.0.0.1:7002", "removed c/x");
        assertThat(calls.indexOf("resume ipv4@127.0.0.1:7005")).isGreaterThan(calls.indexOf("proxy l"));
        assertThat(calls).doesNotContain("bind ipv4@127.0.0.1:7001", "resume ipv4@127.0.0.1:7001");
        assertThat(world.state.topology().proxies()).hasToString("[f, b, l, l]");
        assertThat(world.backend("l").id()).isEqualTo(world.frontend("l").id()).isEqualTo(4);
        assertThat(world.server("b/s1").trackers()).isEmpty();
        assertThat(world.frontend("f").listeners())
                .extracting(listener -> listener.id() + " " + listener.name() + " " + listener.boundAddress())
                .hasSize(2)
                .first()
                .asString()
                .startsWith("1 sock-1");
    }

    @Test
    void numbersAsHaproxyGivesThem() {
        String text = HEAD + """
                listen l1
                    bind 127.0.0.1:7001
                    server s 127.0.0.1:1
                listen l2
                    bind 127.0.0.1:7002
                    maxconn 33
                    use_backend b1
                    default_backend b2
                    server s 127.0.0.1:1 id 7
                    server t 127.0.0.1:1
                    server u 127.0.0.1:1 id 1
                    server v 127.0.0.1:1
                frontend f1
                    id 5
                    bind 127.0.0.1:7003,127.0.0.1:7004 name xx
                    bind 127.0.0.1:7005 id 1
                    maxconn 55
                    default_backend b1
                backend b1
                    server a 127.0.0.1:1
                backend b2
                    server a 127.0.0.1:1
                backend b3
                """;
        try (World numbered = new World(text)) {
            assertThat(numbered.state.topology().proxies())
                    .extracting(proxy -> proxy.name() + "=" + proxy.id())
                    .containsExactly("l1=2", "l1=2", "l2=3", "l2=3", "f1=5", "b1=4", "b2=6", "b3=7");
            assertThat(names(numbered.backend("l2"))).isEqualTo("[s#7, t#2, u#1, v#4]");
            assertThat(numbered.frontend("f1").listeners())
                    .extracting(listener -> listener.name() + "#" + listener.id())
                    .containsExactly("xx#2", "xx#3", "sock-1#1");
            assertThat(numbered.state.topology().backends())
                    .extracting(backend -> backend.name() + "=" + backend.fullconn())
                    .containsExactly("l1=10", "l2=1", "b1=9", "b2=4", "b3=1");
            assertThat(numbered.frontend("l2").maxconn()).isEqualTo(33);
        }
    }

    @Test
    void aChainThatBeginsInMaintenanceIsQuiet() {
        String text = HEAD + """
                backend b
                    server a 127.0.0.1:1 track b/b
                    server b 127.0.0.1:1 track b/c
                    server c 127.0.0.1:1 check disabled
                """;
        try (World quiet = new World(text)) {
            assertThat(quiet.server("b/a").adminState()).isEqualTo(2);
            assertThat(quiet.server("b/b").adminState()).isEqualTo(2);
            assertThat(quiet.backend("b").isUsable()).isFalse();
            assertThat(quiet.dataPlane.log).isEmpty();
        }
    }
}
