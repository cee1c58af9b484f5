package dev.sluice.socket;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.config.TableData;
import dev.sluice.config.TableSpec;
import dev.sluice.config.TableSpec.KeyType;
import dev.sluice.config.TableSpec.ServerKey;
import dev.sluice.config.TableSpec.Stored;
import dev.sluice.operation.Declared;
import dev.sluice.operation.Operation;
import dev.sluice.pattern.AclPatterns;
import dev.sluice.pattern.PatternException;
import dev.sluice.pattern.PatternLoader;
import dev.sluice.pattern.PatternMatch;
import dev.sluice.pattern.PatternSet;
import dev.sluice.pattern.PatternValueType;
import dev.sluice.socket.command.Spoken;
import dev.sluice.socket.line.Command;
import dev.sluice.state.Backend;
import dev.sluice.state.Clock;
import dev.sluice.state.Frontend;
import dev.sluice.state.RuntimeState;
import dev.sluice.state.StreamInfo;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Every command and its reply, and that there is a word for every operation and a line in the transcript for every word. */
@Timeout(60)
final class CommandsTest {
    @TempDir
    private Path directory;

    private TestProgram program;

    @BeforeEach
    void start() throws Exception {
        program = TestProgram.start(
                """
                global
                    stats socket %1$s/admin.sock level admin
                    stats socket %1$s/oper.sock
                    stats socket %1$s/user.sock level user
                    stats socket 127.0.0.1:0
                    stats socket abns@sluice-test-%2$d level user
                frontend fe
                    mode http
                    bind 127.0.0.1:0
                    default_backend be
                backend be
                    mode http
                    server s1 127.0.0.1:8001 weight 10 check
                    server s2 127.0.0.1:8002 weight 20
                    server s3 [::1]:8003 id 7 disabled check addr 127.0.0.9 port 9000
                backend static
                    id 44
                    balance static-rr
                    server s1 127.0.0.1:8004 weight 5
                backend empty
                frontend fe2
                    bind 127.0.0.1:0
                resolvers default
                    nameserver one 127.0.0.1:1
                defaults shared
                    mode http
                    timeout connect 2s
                    default-server weight 3
                """.formatted(directory, ProcessHandle.current().pid()),
                new TreeMap<>(Map.of("ONE", "first", "TWO", "second = two")));
        RuntimeState state = program.state();
        state.patterns().apply(patterns(), true);
        state.tables().apply(tables(), Clock.SYSTEM::millis);
        Frontend frontend = FakeDataPlane.frontend(state, "fe");
        Backend backend = state.topology().backend("be").orElseThrow();
        long now = Clock.SYSTEM.millis();
        program.dataPlane()
                .add(new StreamInfo(
                        0x1001,
                        "tcpv4",
                        "127.0.0.1:5000",
                        5000,
                        frontend,
                        backend,
                        backend.servers().get(0),
                        true,
                        now - 60_000,
                        "DATA",
                        "WAIT",
                        10,
                        20,
                        now + 3_600_000,
                        1,
                        "/one",
                        0));
        program.dataPlane()
                .add(new StreamInfo(
                        0x1002,
                        "tcpv6",
                        "::1:5001",
                        5001,
                        frontend,
                        null,
                        null,
                        true,
                        now,
                        "IDLE",
                        "IDLE",
                        0,
                        0,
                        0,
                        0,
                        "",
                        1));
    }

    private static List<TableSpec> tables() {
        List<Stored> stored = List.of(new Stored(TableData.GPC0, 1, 0), new Stored(TableData.HTTP_REQ_RATE, 1, 10_000));
        return List.of(
                new TableSpec("st", KeyType.IP, 0, 10, 60_000, false, ServerKey.NAME, stored, 1, ""),
                new TableSpec("words", KeyType.STRING, 8, 10, 0, false, ServerKey.NAME, List.of(), 1, ""));
    }

    /** A map that is used in two ways, and what an ACL lists. */
    private PatternSet patterns() throws IOException, PatternException {
        String map = Files.writeString(directory.resolve("hosts.map"), "# hosts\none 1\n\n on \t2 \n")
                .toString();
        PatternLoader loader = new PatternLoader();
        var unused = loader.at("test.cfg", 1).map(map, PatternMatch.STR, PatternValueType.STR);
        unused = loader.at("test.cfg", 2).map(map, PatternMatch.BEG, PatternValueType.INT);
        var unusedToo = loader.at("test.cfg", 3)
                .acl(new AclPatterns(
                        "src", List.of(), List.of("10.0.0.0/8", "::1"), PatternMatch.IP, false, "test.cfg", 3));
        return loader.set();
    }

    @AfterEach
    void stop() {
        program.close();
    }

    private String ask(String socket, String command) throws IOException {
        return Client.ask(directory.resolve(socket + ".sock"), command + "\n");
    }

    @Test
    void everyCommandAnswersAsTheTranscriptSays() throws IOException {
        Transcript transcript = Transcript.read("commands.txt");
        SoftAssertions replies = new SoftAssertions();
        for (Transcript.Step step : transcript.steps()) {
            replies.assertThat(ask(step.socket(), step.command()))
                    .as(step.command())
                    .matches(step.reply());
        }
        replies.assertAll();
        Set<List<String>> said = transcript.steps().stream()
                .flatMap(step -> Arrays.stream(step.command().split(";")))
                .map(command ->
                        AdminSockets.vocabulary().find(Command.of(command).words()))
                .flatMap(Optional::stream)
                .map(Spoken::keyword)
                .collect(Collectors.toSet());
        assertThat(said)
                .as("keywords that the transcript says")
                .containsAll(AdminSockets.vocabulary().all().stream()
                        .map(Spoken::keyword)
                        .toList());
        Set<Class<?>> done = Stream.concat(
                        program.door().submitted().stream(),
                        program.door().permitted().stream().filter(CommandsTest::isOfTheConnection))
                .collect(Collectors.toSet());
        assertThat(done).as("operations that the transcript has done").containsAll(spoken());
    }

    @Test
    void everyOperationHasWords() {
        assertThat(spoken())
                .as("operations with words")
                .containsExactlyInAnyOrderElementsOf(program.control().operations().all().stream()
                        .filter(declared -> declared.audience() == Declared.Audience.ALL
                                || declared.audience() == Declared.Audience.TEXT_ONLY)
                        .map(Declared::type)
                        .toList());
    }

    private static Set<Class<? extends Operation>> spoken() {
        return AdminSockets.vocabulary().all().stream()
                .flatMap(spoken ->
                        Stream.<Class<? extends Operation>>concat(Stream.of(spoken.type()), spoken.others().stream()))
                .collect(Collectors.toSet());
    }

    private static boolean isOfTheConnection(Class<?> operation) {
        return AdminSockets.vocabulary().all().stream()
                .anyMatch(spoken ->
                        spoken.type().equals(operation) && spoken.action().isPresent());
    }

    /** Lines of {@code socket> command => reply}; {@code \n} in a reply is a line end. */
    @Test
    void badCommandsAreToldWhatIsWrong() throws IOException {
        List<String> lines;
        try (InputStream in = Objects.requireNonNull(CommandsTest.class.getResourceAsStream("bad-commands.txt"))) {
            lines = new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .toList();
        }
        assertThat(lines).hasSizeGreaterThanOrEqualTo(60);
        long revision = program.control().revision();
        for (String line : lines) {
            String[] parts = line.split(" => ", 2);
            int mark = parts[0].indexOf("> ");
            String reply = ask(parts[0].substring(0, mark), parts[0].substring(mark + 2));
            assertThat(reply).as(parts[0]).isEqualTo(parts[1].replace("\\n", "\n") + "\n\n");
        }
        assertThat(program.control().revision()).as("nothing has changed").isEqualTo(revision);
    }
}
