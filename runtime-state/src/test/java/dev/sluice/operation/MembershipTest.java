package dev.sluice.operation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.config.ServerSettings;
import dev.sluice.operation.backend.AddBackend;
import dev.sluice.operation.backend.DelBackend;
import dev.sluice.operation.backend.PublishBackend;
import dev.sluice.operation.backend.UnpublishBackend;
import dev.sluice.operation.frontend.AddBind;
import dev.sluice.operation.frontend.AddFrontend;
import dev.sluice.operation.frontend.DelBind;
import dev.sluice.operation.frontend.DelFrontend;
import dev.sluice.operation.frontend.DisableFrontend;
import dev.sluice.operation.process.Reload;
import dev.sluice.operation.server.AddServer;
import dev.sluice.operation.server.DelServer;
import dev.sluice.operation.server.DisableServer;
import dev.sluice.operation.server.EnableServer;
import dev.sluice.operation.server.ServerRef;
import dev.sluice.operation.server.SetServerCheckPort;
import dev.sluice.operation.server.SetServerName;
import dev.sluice.operation.server.SetServerWeight;
import dev.sluice.operation.server.WeightArgument;
import dev.sluice.state.Server;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Servers, backends, frontends and listeners come and go while the program runs. */
class MembershipTest {
    private static final String TEXT = """
            defaults web
                mode http
                timeout connect 1s
                timeout client 1s
                timeout server 1s
            defaults nomode
                timeout connect 1s
            frontend fe from web
                bind 127.0.0.1:1
                default_backend be
            backend be from web
                balance roundrobin
                default-server maxconn 7
                default-server name gold weight 77
                server s1 127.0.0.1:1 weight 10 check
                server s2 127.0.0.1:2 track s1
            backend static from web
                balance static-rr
                server s1 127.0.0.1:1
            """;

    private final World world = new World(TEXT);

    @AfterEach
    void close() {
        world.close();
    }

    private String add(String server, String words) {
        return world.say(
                new AddServer(ServerRef.parse(server), words.isEmpty() ? List.of() : List.of(words.split(" "))));
    }

    private String del(String server) {
        return world.say(new DelServer(ServerRef.parse(server)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            nope/n | 127.0.0.1:9 | No such backend.
            be/ | 127.0.0.1:9 | Require 'backend/server'.
            be/n | "" | 'server' expects <name> and <addr>[:<port>] as arguments.
            static/n | 127.0.0.1:9 | Backend does not support dynamic servers : backend 'static' uses a non dynamic load balancing method.
            be/s1 | 127.0.0.1:9 | Already exists a server with the same name in backend.
            be/gold | 127.0.0.1:9 | Already exists a server with the same name in backend.
            be/n@3 | 127.0.0.1:9 | character '@' is not permitted in server name 'n@3'.
            be/n | 127.0.0.1:99999 | invalid port '99999'
            be/n | 127.0.0.1:9 foo | unknown keyword 'foo'; did you mean 'tfo' maybe ?
            be/n | 127.0.0.1:9 zzzzzz | unknown keyword 'zzzzzz'.
            be/n | 127.0.0.1:9 enabled | 'enabled' option is not accepted for dynamic server
            be/n | 127.0.0.1:9 weight 300 | weight of server n is not within 0 and 256 (300)..
            be/n | 127.0.0.1:9 inter 10x | unexpected character 'x' in 'inter' argument of server n..
            be/n | 127.0.0.1:9 inter | 'inter' expects a delay as argument..
            be/n | 127.0.0.1:9 rise 0 | 'rise' has to be > 0..
            be/n | 127.0.0.1:9 id x | 'id' : custom id has to be between 1 and 4294967295..
            be/n | 127.0.0.1:9 id 1 | 'id' : custom id 1 already used at test.cfg:15 ('server s1').
            be/n | 127.0.0.1:9 check track s1 | unable to enable checks and tracking at the same time!
            be/n | 127.0.0.1:9 track nope/x | unable to find required proxy 'nope' for tracking.
            be/n | 127.0.0.1:9 track x | unable to find required server 'x' for tracking.
            be/n | 127.0.0.1:9 init-state foo | 'init-state' expects one of 'none', 'fully-up', 'up', 'down', or 'fully-down' but got 'foo'.
            be/n | 127.0.0.1 check | config: backend 'be': server 'n' has neither service port nor check port nor tcp_check rule 'connect' with port information.
            be/n | 127.0.0.1:9 from be | invalid 'be' value for 'from' keyword.
            be/n | 127.0.0.1:9 from be:nope | from: unknown backend instance 'nope'.
            be/n | 127.0.0.1:9 from srv:nope | from: unknown server 'nope' in backend 'be'.
            """)
    void refusedWordsChangeNothing(String server, String words, String expected) {
        long before = world.loop.revision();
        assertThat(add(server, words)).isEqualTo(expected);
        assertThat(world.loop.revision()).isEqualTo(before);
        assertThat(world.backend("be").servers()).hasSize(2);
    }

    @Test
    void aServerBeginsInMaintenanceAndUnchecked() {
        assertThat(add("be/n1", "127.0.0.1:9 check weight 5")).isEqualTo("New server registered.");
        Server server = world.server("be/n1");
        assertThat(server.adminState()).isEqualTo(1);
        assertThat(server.health().isConfigured()).isTrue();
        assertThat(server.health().isEnabled()).isFalse();
        assertThat(server.weight()).isEqualTo(5);
        assertThat(server.maxconn()).as("default-server is not for it").isZero();
        assertThat(server.id()).isEqualTo(3);
        assertThat(world.say(new EnableServer(ServerRef.parse("be/n1")))).isEqualTo("OK");
        assertThat(world.backend("be").view().candidates())
                .extracting(candidate -> candidate.server().name())
                .contains("n1");
    }

    @Test
    void originsAreTakenOver() {
        assertThat(add("be/a", "127.0.0.1:9 from be:")).isEqualTo("New server registered.");
        assertThat(world.server("be/a").maxconn()).isEqualTo(7);
        assertThat(add("be/b", "127.0.0.1:9 from srv:gold weight")).isEqualTo("New server registered.");
        assertThat(world.server("be/b").weight()).as("no number is 0").isZero();
        assertThat(add("be/c", "127.0.0.1:9 from srv:be/s1")).isEqualTo("New server registered.");
        assertThat(world.server("be/c").weight()).isEqualTo(10);
        assertThat(add("be/d", "name.test:9")).isEqualTo("New server registered.");
        assertThat(world.server("be/d").address().host()).isEqualTo("name.test");
    }

    @Test
    void onlyWhatNobodyNeedsGoes() {
        assertThat(del("be/none")).isEqualTo("No such server.");
        world.say(new DisableServer(ServerRef.parse("be/s1")));
        String named = "This server cannot be removed at runtime due to other configuration elements pointing to it.";
        assertThat(del("be/s1")).isEqualTo(named);
        assertThat(del("be/s2")).as("maintenance is inherited").isEqualTo("Server deleted.");
        assertThat(del("be/s1")).as("the line of the other still names it").isEqualTo(named);
        add("be/n", "127.0.0.1:9");
        assertThat(add("be/t", "127.0.0.1:9 track n"))
                .isEqualTo("unable to use be/n for tracking as it is a dynamic server.");
        world.say(new EnableServer(ServerRef.parse("be/n")));
        assertThat(del("be/n")).isEqualTo("Only servers in maintenance mode can be deleted.");
        world.say(new DisableServer(ServerRef.parse("be/n")));
        world.server("be/n").idleConnections().increment();
        assertThat(del("be/n")).isEqualTo("Server still has connections attached to it, cannot remove it.");
        world.server("be/n").idleConnections().decrement();
        assertThat(del("be/n")).isEqualTo("Server deleted.");
        assertThat(world.dataPlane.calls).anyMatch(call -> call.startsWith("removed be/n"));
    }

    @Test
    void numbersAreUsedAgainAndThatIsCounted() {
        add("be/a", "127.0.0.1:9");
        assertThat(world.server("be/a").reuses()).isZero();
        del("be/a");
        add("be/b", "127.0.0.1:9");
        assertThat(world.server("be/b").id()).isEqualTo(3);
        assertThat(world.server("be/b").reuses()).isEqualTo(1);
        add("be/c", "127.0.0.1:9");
        assertThat(world.server("be/c").id()).isEqualTo(4);
        assertThat(world.server("be/c").reuses()).isEqualTo(1);
    }

    @Test
    void backends() {
        assertThat(world.say(AddBackend.of("x", "nope", "", ""))).isEqualTo("Cannot find default proxy 'nope'.");
        assertThat(world.say(AddBackend.of("x", "nomode", "", "")))
                .isEqualTo("Mode is required as 'nomode' default proxy does not explicitly defines it.");
        assertThat(world.say(AddBackend.of("fe", "web", "", "")))
                .isEqualTo("Error during backend creation : name is already used by other proxy 'frontend fe'.");
        assertThat(world.say(AddBackend.of("x", "web", "tcp", "g"))).isEqualTo("New backend registered.");
        assertThat(world.say(AddBackend.of("y", "web", "", "g")))
                .isEqualTo("Error during backend creation : GUID insertion : duplicate entry with backend x.");
        assertThat(world.backend("x").isPublished()).isFalse();
        add("x/n", "127.0.0.1:9");
        assertThat(world.say(new DelBackend("x"))).isEqualTo("Only a backend without server can be deleted.");
        del("x/n");
        world.say(new PublishBackend("x"));
        assertThat(world.say(new DelBackend("x"))).isEqualTo("Backend must be unpublished prior to its deletion.");
        assertThat(world.say(new UnpublishBackend("x"))).isEqualTo("Backend unpublished.");
        assertThat(world.say(new DelBackend("be")))
                .isEqualTo(
                        "This proxy cannot be removed at runtime due to other configuration elements pointing to it.");
        assertThat(world.say(new DelBackend("x"))).isEqualTo("Backend deleted.");
        assertThat(world.state.topology().backend("x")).isEmpty();
    }

    @Test
    void theLastReplyOfADeletionTellsWhatTheStepsDid() {
        world.say(AddBackend.of("x", "web", "tcp", ""));
        add("x/n", "127.0.0.1:9");
        world.say(new EnableServer(new ServerRef("x", "n")));
        world.say(new DisableServer(new ServerRef("x", "n")));
        del("x/n");
        assertThat(world.say(new DelBackend("y"))).isEqualTo("No such backend.");
        assertThat(world.say(new DelBackend("x")))
                .isEqualTo("Server x/n is UP/READY (leaving forced maintenance).\n"
                        + "Server x/n is going DOWN for maintenance. 0 active and 0 backup servers left."
                        + " 0 sessions active, 0 requeued, 0 remaining in queue.\n"
                        + "backend 'x' has no server available!\nServer deleted.\nBackend deleted.");
        world.say(AddBackend.of("x", "web", "tcp", ""));
        assertThat(world.say(new DelBackend("x"))).isEqualTo("Backend deleted.");
    }

    @Test
    void aRefusedAdditionForgetsWhatTheStepsDid() {
        world.say(AddBackend.of("x", "web", "tcp", ""));
        world.say(new DisableServer(new ServerRef("be", "s1")));
        assertThat(world.say(new AddBackend("y", "web", List.of("mode", "on")))).isEqualTo("Unknown proxy mode.");
        assertThat(world.say(new DelBackend("x"))).isEqualTo("Backend deleted.");
    }

    /** As HAProxy 3.5 numbers them. */
    @Test
    void aNumberIsUsedAgainWhileItIsTheNewest() {
        world.say(AddBackend.of("a", "web", "", ""));
        int first = world.backend("a").id();
        world.say(AddBackend.of("b", "web", "", ""));
        world.say(new DelBackend("b"));
        world.say(AddBackend.of("b", "web", "", ""));
        assertThat(world.backend("b").id()).isEqualTo(first + 1);
        world.say(AddBackend.of("c", "web", "", ""));
        world.say(new DelBackend("b"));
        world.say(new DelBackend("c"));
        world.say(AddBackend.of("b", "web", "", ""));
        assertThat(world.backend("b").id()).isEqualTo(first + 2);
    }

    @Test
    void whatIsToldIsBounded() {
        world.say(AddBackend.of("x", "web", "tcp", ""));
        add("x/n", "127.0.0.1:9");
        for (int i = 0; i < 500; i++) {
            world.say(new EnableServer(new ServerRef("x", "n")));
            world.say(new DisableServer(new ServerRef("x", "n")));
        }
        del("x/n");
        assertThat(world.say(new DelBackend("x")))
                .endsWith("\nBackend deleted.")
                .hasSizeBetween(10_000, 16_500);
    }

    @Test
    void frontendsAndTheirAddresses() {
        assertThat(world.say(new AddFrontend("f2", "web", List.of("default_backend", "nope"))))
                .isEqualTo("unable to find required default_backend: 'nope'.");
        assertThat(world.say(new AddFrontend("f2", "web", List.of("mode", "tcp", "default_backend", "be"))))
                .isEqualTo("the mode of the frontend is not that of backend 'be'.");
        assertThat(world.say(new AddFrontend("f2", "web", List.of("default_backend", "be", "maxconn", "5"))))
                .isEqualTo("New frontend registered.");
        assertThat(world.frontend("f2").maxconn()).isEqualTo(5);
        assertThat(world.say(new AddBind("f2", List.of("127.0.0.1:1"))))
                .isEqualTo("Frontend 'fe' listens on ipv4@127.0.0.1:1 already.");
        assertThat(world.say(new AddBind("f2", List.of("127.0.0.1:2,127.0.0.1:3", "name", "x"))))
                .isEqualTo("New listener registered.");
        assertThat(world.say(new DelBind("f2", "127.0.0.1:3"))).isEqualTo("Listener deleted.");
        assertThat(world.frontend("f2").listeners()).hasSize(1);
        assertThat(world.say(new DelBackend("be")))
                .isEqualTo(
                        "This proxy cannot be removed at runtime due to other configuration elements pointing to it.");
        assertThat(world.say(new DelFrontend("f2")))
                .isEqualTo("Frontend must be disabled or shut down prior to its deletion.");
        world.say(new DisableFrontend("f2"));
        assertThat(world.say(new DelFrontend("f2"))).isEqualTo("Frontend deleted.");
        assertThat(world.state.topology().frontend("f2")).isEmpty();
    }

    @Test
    void whatWasAddedOutlivesAReload() {
        add("be/n1", "127.0.0.1:9 weight 3");
        world.say(AddBackend.of("x", "web", "", ""));
        add("x/m1", "127.0.0.1:9");
        world.say(new AddFrontend("f2", "web", List.of("default_backend", "be")));
        world.say(new AddBind("f2", List.of("127.0.0.1:2")));
        world.say(new AddBind("fe", List.of("127.0.0.1:3")));
        Server added = world.server("be/n1");
        world.rewrite(TEXT + "    server n2 127.0.0.1:8\n");
        world.say(new Reload());
        assertThat(world.server("be/n1")).isSameAs(added);
        assertThat(world.server("x/m1").isDynamic()).isTrue();
        assertThat(world.backend("x").isPublished()).isFalse();
        assertThat(world.frontend("f2").listeners()).hasSize(1);
        assertThat(world.frontend("fe").listeners()).hasSize(2);
        world.rewrite(TEXT.replace("server s2 ", "server n1 127.0.0.1:9 weight 4\n    server s2 "));
        world.say(new Reload());
        assertThat(world.server("be/n1")).isSameAs(added);
        assertThat(added.isDynamic()).as("a line has it now").isFalse();
        assertThat(added.initialWeight()).isEqualTo(4);
    }

    @Test
    void aNewNameAndNewSettingsOutliveAReload() {
        world.say(new SetServerCheckPort(ServerRef.parse("be/s1"), Checked.of(99)));
        world.say(new DisableServer(ServerRef.parse("be/s1")));
        assertThat(world.say(new SetServerName(ServerRef.parse("be/s1"), "new")))
                .isEqualTo(
                        "Cannot rename: server's name is statically referenced (use-server, track, or sample argument).");
        assertThat(world.say(new SetServerName(ServerRef.parse("be/s2"), "new")))
                .isEqualTo("Server name updated.");
        world.say(new Reload());
        assertThat(world.server("be/s1").settings().get(ServerSettings.CHECK_PORT))
                .isEqualTo(99);
        assertThat(world.server("be/new").tracked()).isSameAs(world.server("be/s1"));
    }

    /** By a model that knows names alone. */
    @Test
    void thousandsOfStepsLeaveNothingBehind() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        Set<String> there = new TreeSet<>(List.of("s1", "s2"));
        Set<String> running = new TreeSet<>(there);
        for (int step = 0; step < 5_000; step++) {
            String name = "n" + random.nextInt(20);
            switch (random.nextInt(5)) {
                case 0, 1 -> {
                    boolean done = add("be/" + name, "127.0.0.1:9 check").startsWith("New server");
                    assertThat(done).as("seed %d step %d", seed, step).isEqualTo(there.add(name));
                }
                case 2 -> {
                    if (world.say(new EnableServer(ServerRef.parse("be/" + name)))
                            .equals("OK")) {
                        running.add(name);
                    }
                }
                case 3 -> {
                    world.say(new DisableServer(ServerRef.parse("be/" + name)));
                    running.remove(name);
                    world.say(new SetServerWeight(ServerRef.parse("be/" + name), WeightArgument.parse("7")));
                }
                default -> {
                    boolean done = del("be/" + name).equals("Server deleted.");
                    boolean expected = there.contains(name) && !running.contains(name);
                    assertThat(done).as("seed %d step %d", seed, step).isEqualTo(expected);
                    there.removeAll(expected ? Set.of(name) : Set.of());
                }
            }
        }
        assertThat(names(world.backend("be").servers())).as("seed %d", seed).isEqualTo(there);
        assertThat(world.backend("be").usableActive()).as("seed %d", seed).isEqualTo(running.size());
        assertThat(ids()).as("seed %d", seed).doesNotHaveDuplicates();
    }

    private static Set<String> names(List<Server> servers) {
        return servers.stream().map(Server::name).collect(Collectors.toCollection(TreeSet::new));
    }

    private List<Integer> ids() {
        return new ArrayList<>(
                world.backend("be").servers().stream().map(Server::id).toList());
    }
}
