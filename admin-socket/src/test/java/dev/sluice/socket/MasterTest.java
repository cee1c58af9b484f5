package dev.sluice.socket;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.config.BindSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The master's socket: prefixes, its own commands, its prompt, reloads. */
@Timeout(30)
final class MasterTest {
    private static final String CONFIGURATION = """
            global
                stats timeout 10s
            frontend fe
                bind 127.0.0.1:0
                default_backend be
            backend be
                server s1 127.0.0.1:8001
            """;

    @TempDir
    private Path directory;

    private TestProgram program;
    private Path master;

    @BeforeEach
    void start() {
        master = directory.resolve("master.sock");
        program = TestProgram.start(CONFIGURATION, Map.of());
        BindSpec spec = program.parsed("global\n    stats socket " + master + "\n")
                .statsSockets()
                .get(0);
        assertThat(program.sockets().openMaster(spec).toCompletableFuture().join())
                .isEmpty();
    }

    @AfterEach
    void stop() {
        program.close();
        assertThat(master).doesNotExist();
    }

    private void says(String sent, String answered) throws IOException {
        assertThat(Client.ask(master, sent)).as(sent).isEqualTo(answered);
    }

    @Test
    void prefixesSayWhichProcessIsMeant() throws IOException {
        says("@1 show backend; show cli level\n", "# name\nbe\n\nadmin\n\n");
        says("@1; show backend; @; show cli level\n", "# name\nbe\n\nadmin\n\n");
        says("@!4711 show backend\n@0 show cli level\n@master echo a\n", "# name\nbe\n\nadmin\n\na\n\n");
        says("@01 echo a\n@00 echo b\n", "a\n\nb\n\n");
        says("@2 show backend\nshow cli level\n", "Can't find the target PID matching the prefix '@2'\n");
        says("@!99 echo a;echo b\n", "Can't find the target PID matching the prefix '@!99'\n");
        says("@@9 echo a\n", "Can't find the target PID matching the prefix '@@9'\n");
        assertThat(Client.ask(master, "show backend\n")).startsWith("Unknown command: 'show', but");
        assertThat(Client.ask(master, "@1 show proc\n")).startsWith("Unknown command: 'show', but");
        says("@1 echo a <<\nfoo\n\necho b\n", "a\n\nb\n\n");
    }

    @Test
    void theWorkerCanBeStayedWith() throws IOException {
        says("@@1 show backend; show cli level\n", "# name\nbe\n\nadmin\n\n");
        says("@@1\nshow cli level\nquit\nshow cli level\nquit\n", "admin\n\nadmin\n\n");
        says("@@1 echo a; prompt\necho b\n", "a\n\n\n> b\n\n> ");
    }

    @Test
    void rightsAndSeverityGoAlong() throws IOException {
        says(
                "operator;show cli level;@1 disable server be/s1;@1 show cli level;user;operator\n",
                "operator\n\nPermission denied\n\noperator\n\nPermission denied!\n");
        says("@1 user;@1 show cli level\n", "\nadmin\n\n");
        says("set severity-output string;@1 disable server no/x\n", "[err]: No such backend.\n\n");
        says("set severity-output loud\n", "one of 'none', 'number', 'string' is a required argument\n");
        says("user;reload\n", "Permission denied\n\n");
        says("user;expert-mode on\n", "Permission denied!\n");
        says("user\noperator\nshow cli level\n", "Permission denied!\n");
        says("show proc all\n", "'show proc' only supports 'debug' as argument\n\n");
        says("user;@1 show cli level\n", "user\n\n");
    }

    @Test
    void thePromptTellsWhoListens() throws IOException {
        says("prompt;echo a;echo b\n\nuser\nquit\n", "master> a\n\nmaster> b\n\nmaster> \nmaster> master> ");
        says("prompt;@1\nshow cli level\n@master\n", "master> 4711> admin\n\n4711> master> ");
        says("expert-mode on;experimental-mode on;mcli-debug-mode on;prompt\n", "master(xed)> ");
        says("prompt;prompt;echo a\n", "master> a\n\n");
        assertThat(Client.ask(master, "prompt timed\n")).matches("\\[0:00:00:\\d\\d] master> ");
        assertThat(Client.ask(master, "prompt n\n")).startsWith("Usage: prompt [help | i | p | timed]*\n");
    }

    @Test
    void reloadsAreTold() throws IOException {
        String before = Client.ask(master, "show proc\n");
        assertThat(before)
                .matches("#<PID>          <type>          <reloads>       <uptime>        <version>      \n"
                        + "4711            master          0 \\[failed: 0]   0d00h00m..s     3.5.0\\+sluice.test\n"
                        + "# workers\n4711            worker          0               0d00h00m..s     "
                        + "3.5.0\\+sluice.test\n\n");
        program.write(CONFIGURATION + "    server s2 127.0.0.1:8002\n");
        assertThat(Client.ask(master, "@1 echo a; reload; show proc\n"))
                .isEqualTo("a\n\nSuccess=1\n--\n[NOTICE]   (4711) : 1 servers added, 0 removed, 0 connections closed,"
                        + " 0 runtime changes kept\n\n");
        assertThat(Client.ask(master, "show proc\n")).contains("master          1 [failed: 0] ");
        program.write(CONFIGURATION + "    nonsense\n");
        assertThat(Client.ask(master, "hard-reload\n"))
                .startsWith("Success=0\n--\n[ALERT]    (4711) : config : parsing [test.cfg:8] : ")
                .endsWith("\n\n");
        assertThat(Client.ask(master, "show proc;prompt\n"))
                .contains("master          1 [failed: 1] ")
                .endsWith("master[ReloadFailed]> ");
        program.write(CONFIGURATION);
        assertThat(Client.ask(master, "operator;hard-reload\n")).startsWith("Success=1\n");
    }

    @Test
    void helpListsWhatTheMasterKnows() throws IOException {
        assertThat(Client.ask(master, "help\n").lines())
                .anyMatch(line -> line.startsWith("  @!<pid> "))
                .anyMatch(line -> line.startsWith("  reload "))
                .anyMatch(line -> line.startsWith("  show version "))
                .noneMatch(line -> line.startsWith("  show backend "));
    }
}
