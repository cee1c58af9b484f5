package dev.sluice.socket;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Framing, modes, payloads and timeouts, byte by byte. */
@Timeout(120)
final class ProtocolTest {
    private static final String LAST_LINES = """
              help [<command>]                        : list matching or all commands
              prompt [help | n | i | p | timed ]*     : toggle interactive mode with prompt
              quit                                    : disconnect

            """;

    @TempDir
    private Path directory;

    private TestProgram program;
    private Path admin;
    private Path quick;

    @BeforeEach
    void start() {
        admin = directory.resolve("admin.sock");
        quick = directory.resolve("oper.sock");
        program = TestProgram.start("""
                global
                    stats socket %s level admin mode 600
                    stats socket %s severity-output string
                    stats maxconn 3
                    tune.cli.max-payload-size 2000
                frontend fe
                    bind 127.0.0.1:0
                    default_backend be
                backend be
                    server s1 127.0.0.1:1 weight 10
                """.formatted(admin, quick), Map.of("ONE", "1"));
    }

    @AfterEach
    void stop() {
        program.close();
        assertThat(admin).doesNotExist();
    }

    private void says(String sent, String answered) throws IOException {
        assertThat(Client.ask(admin, sent)).as(sent).isEqualTo(answered);
    }

    @Test
    void oneLineIsServedWithoutInteraction() throws IOException {
        says("show cli level\n", "admin\n\n");
        says("show cli level\nshow cli level\n", "admin\n\n");
        says("\nshow cli level\n", "\n");
        says("show cli level", "");
        says("", "");
        try (Client client = Client.connect(admin)) {
            assertThat(client.send("show cli level\n").all()).isEqualTo("admin\n\n");
        }
    }

    @Test
    void semicolonsAndNulsDivideCommands() throws IOException {
        says("echo a;echo b\n", "a\n\nb\n\n");
        says("echo a;;echo b;\n", "a\n\n\nb\n\n\n");
        says(" ; \n", "\n\n");
        says("echo a\0echo b\n", "a\n\nb\n\n");
        says("echo a\\\0echo b\n", "a\n\nb\n\n");
        says("disable server x/y;echo b\n", "No such backend.\n\nb\n\n");
    }

    @Test
    void backslashesMakeBytesOrdinary() throws IOException {
        says("echo a\\;b\n", "a;b\n\n");
        says("echo a\\ b  \t c\n", "a b c\n\n");
        says("echo a\\\\b\\n\n", "a\\bn\n\n");
        says("echo \"a b\"   c\n", "\"a b\" c\n\n");
        // An end of line that is escaped ends no line.
        says("echo a\\\n", "");
        says("echo a\\\nb\n", "a\nb\n\n");
    }

    @Test
    void returnsInFrontOfLineEndsAreNoCommands() throws IOException {
        says("show cli level\r\n", "admin\n\n");
        says("\r\n", "\n");
        says("echo a <<\r\nb\r\n\r\n", "a\n\n");
    }

    @Test
    void bytesComeBackAsTheyWent() throws IOException {
        StringBuilder all = new StringBuilder();
        for (char c = 1; c < 256; c++) {
            if ("\n\r\t \\;".indexOf(c) < 0) {
                all.append(c);
            }
        }
        says("echo " + all + "\n", all + "\n\n");
    }

    @Test
    void wordsHaveALimit() throws IOException {
        says("echo" + " a".repeat(63) + "\n", "a" + " a".repeat(62) + "\n\n");
        says("echo" + " a".repeat(64) + "\n", "Too many arguments. Commands must have at most 64 arguments.\n\n");
    }

    @Test
    void linesHaveALimit() throws IOException {
        String longest = "b".repeat(16_383 - "echo \n".length());
        says("echo " + longest + "\n", longest + "\n\n");
        says("echo " + longest + "b\n", tooLong());
        says("echo " + longest + "bb\n", tooLong());
        says("x".repeat(50_000), tooLong());
        try (Client client = Client.connect(admin)) {
            client.send("prompt i\n" + "echo a\n".repeat(4000) + "quit\n");
            assertThat(client.all()).isEqualTo("\n" + "a\n\n".repeat(4000));
        }
    }

    private static String tooLong() {
        return "The command line is too big for the buffer size. Please change 'tune.bufsize' in the configuration to"
                + " use a bigger command.\n";
    }

    @Test
    void payloadsGoToTheLastCommand() throws IOException {
        says("echo a <<\nfoo\nbar\n\n", "a\n\n");
        says("echo a <<EOF\nfoo\n\nbar\nEOF\n", "a\n\n");
        says("echo one;echo two <<\npayload\n\n", "one\n\ntwo\n\n");
        says("echo two <<;echo three\npayload\n\n", "two <<\n\nthree\n\n");
        says("echo a<<\n", "a<<\n\n");
        says("echo << a\n", "<< a\n\n");
        says("echo a << \n", "a <<\n\n");
        says("echo a \\<<\n", "a <<\n\n");
        says("echo a\\ <<\nfoo\n\n", "a \n\n");
        says("echo a <<\\E\nE\n\\E\n", "a\n\n");
        assertThat(Client.ask(admin, "; <<\n")).startsWith("\nUnknown command: '<<', but");
        says("<<\nfoo\n\n", "\n");
        says("echo a <<" + "x".repeat(64) + "\n" + "x".repeat(64) + "\n", "a\n\n");
        says("echo a <<" + "x".repeat(65) + "\n", "a <<" + "x".repeat(65) + "\n\n");
        says("echo a <<\nfoo\n", "");
        says(
                "echo a <<\n" + "0123456789\n".repeat(200) + "\n",
                "The payload is too big. Please change 'tune.cli.max-payload-size' in the configuration to use a bigger"
                        + " payload.\n");
    }

    @Test
    void aPromptAsksForTheRestOfAPayload() throws IOException {
        try (Client client = Client.connect(admin)) {
            assertThat(client.send("prompt\n").read("\n> ")).isEqualTo("\n> ");
            assertThat(client.send("echo a <<\nb\n").read("+ ")).isEqualTo("+ ");
            assertThat(client.send("c\n").read("+ ")).isEqualTo("+ ");
            assertThat(client.send("\n").read("a\n\n> ")).isEqualTo("a\n\n> ");
            assertThat(client.send("echo a <<\nb\n\n").read("a\n\n> ")).isEqualTo("a\n\n> ");
            // Also behind a change, whose reply comes from another thread.
            String both = "\n> + ";
            assertThat(client.send("set weight be/s1 10\necho a <<\nb\n").read(both))
                    .isEqualTo(both);
        }
    }

    @Test
    void promptsFollowLines() throws IOException {
        says("prompt\n\necho a;echo b\nquit\necho c\n", "\n> \n> a\n\nb\n\n> ");
        says("prompt\nprompt\necho a\n", "\n> \n");
        says("prompt i;show cli level\n\necho b\n", "\nadmin\n\n\nb\n\n");
        says("echo a;prompt i\necho b\n", "a\n\n\nb\n\n");
        says("prompt i n p\necho a\n", "\n> a\n\n> ");
        says("prompt i\nprompt n\necho a\n", "\n\n");
        assertThat(Client.ask(admin, "prompt timed\n")).matches("\n\\[0:00:00:\\d\\d]> ");
        assertThat(Client.ask(admin, "prompt timed timed\n")).isEqualTo("\n> ");
        says("echo a;quit;echo b\n", "a\n\n");
    }

    @Test
    void linesMayComeInPieces() throws IOException {
        try (Client client = Client.connect(admin)) {
            client.send("show cl");
            assertThat(client.silence()).isEmpty();
            client.send("i level;");
            assertThat(client.silence()).isEmpty();
            assertThat(client.send("echo b\n").all()).isEqualTo("admin\n\nb\n\n");
        }
    }

    @Test
    void levelsOnlyFall() throws IOException {
        says(
                "operator;show cli level;disable server be/s1;user;show cli level;show sess;operator\n",
                "\noperator\n\nPermission denied\n\n\nuser\n\nPermission denied\n\nPermission denied\n\n");
        says("operator -;show cli level\n", "operator\n\n");
        says("prompt;user -\n", "\n\n> ");
        assertThat(Client.ask(admin, "user;show stat be 4 1\n")).contains(",127.0.0.1:");
        says("expert-mode on -;expert-mode;experimental-mode\n", "expert-mode is ON\n\nexperimental-mode is OFF\n\n");
        says("expert-mode on;user;expert-mode\n", "\n\nPermission denied\n\n");
        assertThat(Client.ask(quick, "show cli level\n")).isEqualTo("[info]: operator\n\n");
    }

    @Test
    void severitiesStandInFrontOfMessagesOnly() throws IOException {
        says(
                "set severity-output number;disable server x/y;echo;get weight be/s1;disable server be/s1;foo bar\n",
                "\n[3]: No such backend.\n\n[6]: \n\n10 (initial 10)\n\n\n[6]: Unknown command: 'foo', but maybe one of"
                        + " the following ones is a better match:\n" + suggestions("foo"));
        says(
                "set severity-output string -;set severity-output\n",
                "[err]: one of 'none', 'number', 'string' is a" + " required argument\n\n");
        says(
                "set severity-output string -;enable frontend fe;set server be/s1 addr x;set server be/s1 addr\n",
                "[notice]: All sockets are already enabled.\n\n[warning]: Invalid addr 'x'\n\n"
                        + "[err]: set server <b>/<s> addr requires an address and optionally a port.\n\n");
    }

    private String suggestions(String word) throws IOException {
        String reply = Client.ask(admin, "help " + word + "\n");
        assertThat(reply)
                .startsWith("The following commands are valid at this level:\n")
                .endsWith(LAST_LINES);
        return reply.substring(reply.indexOf('\n') + 1);
    }

    @Test
    void helpListsWhatIsNear() throws IOException {
        assertThat(suggestions("show cli level"))
                .isEqualTo("  show cli level                          : display the level of the current CLI session\n"
                        + LAST_LINES);
        assertThat(suggestions("show sesss")).contains("  show sess ").doesNotContain("disable");
        assertThat(suggestions("set maxconn").lines()).hasSize(3 + 4);
        assertThat(suggestions("SHOW cli").lines()).hasSizeGreaterThan(4);
        assertThat(suggestions("").lines().limit(40)).isSorted();
    }

    @Test
    void silenceEndsAConnection() throws IOException {
        try (Client client = Client.connect(admin)) {
            assertThat(client.send("prompt i;set timeout cli 200ms\n").read("\n\n"))
                    .isEqualTo("\n\n");
            assertThat(client.all()).isEmpty();
        }
        says("set timeout cli 1;echo a\n", "\na\n\n");
        try (Client client = Client.connect(admin)) {
            // It interrupts a wait, which is answered.
            assertThat(client.send("set timeout cli 200ms;wait 1m;echo a\n").all())
                    .startsWith("\nInterrupted.")
                    .endsWith("\n\n")
                    .doesNotContain("a\n\n");
        }
    }

    @Test
    void halfClosingInterruptsAWait() throws IOException {
        assertThat(Client.ask(admin, "wait 1m\n")).startsWith("Interrupted.");
        // What was sent behind it is still to be served, so nobody has left.
        assertThat(Client.ask(admin, "wait 20\necho b\n")).isEqualTo("Done.\n\n");
        assertThat(Client.ask(admin, "prompt i;wait 20\nwait 1m\n")).isEqualTo("\nDone.\n\nInterrupted. (null)\n\n");
        try (Client client = Client.connect(admin)) {
            assertThat(client.send("wait 10;echo a\n").all()).isEqualTo("Done.\n\na\n\n");
        }
    }

    @Test
    void whoComesTooManyWaits() throws IOException {
        try (Client first = Client.connect(admin);
                Client second = Client.connect(quick);
                Client third = Client.connect(admin);
                Client fourth = Client.connect(admin);
                Client fifth = Client.connect(quick)) {
            for (Client served : new Client[] {first, second, third}) {
                assertThat(served.send("prompt i\n").read("\n")).isEqualTo("\n");
            }
            fourth.send("echo 4\n");
            fifth.send("echo 5\n");
            assertThat(fourth.silence() + fifth.silence()).isEmpty();
            first.send("quit\n");
            assertThat(first.all()).isEmpty();
            assertThat(fourth.all()).isEqualTo("4\n\n");
            assertThat(fifth.all()).isEqualTo("[info]: 5\n\n");
        }
    }

    @Test
    void filesHaveTheirModeAndAreReplacedAtOnce() throws IOException {
        assertThat(Files.getAttribute(admin, "unix:mode")).isEqualTo(0140600);
        Object before = Files.getAttribute(admin, "fileKey");
        try (TestProgram successor =
                TestProgram.start("global\n    stats socket %s level user\n".formatted(admin), Map.of())) {
            assertThat(successor.sockets().environment()).isEqualTo("unix@" + admin);
            assertThat(Files.getAttribute(admin, "fileKey")).isNotEqualTo(before);
            says("show cli level\n", "user\n\n");
            program.close();
            says("show cli level\n", "user\n\n");
        }
    }

    @Test
    void reloadsKeepOpenAndClose() throws IOException {
        Path other = directory.resolve("other.sock");
        try (Client open = Client.connect(quick);
                Client kept = Client.connect(admin)) {
            assertThat(open.send("prompt i\n").read("\n")).isEqualTo("\n");
            assertThat(kept.send("prompt i\n").read("\n")).isEqualTo("\n");
            program.write("global\n    stats socket %s level admin mode 600\n    stats socket %s level user\n"
                    .formatted(admin, other));
            assertThat(kept.send("reload\n").read("0 servers")).isEqualTo("0 servers");
            assertThat(Client.ask(other, "show cli level;show cli sockets\n"))
                    .isEqualTo("user\n\n# socket lvl processes\nunix@%s admin all\nunix@%s user all\n\n"
                            .formatted(admin, other));
            assertThat(quick).doesNotExist();
            assertThat(open.send("echo still there\n").read("[info]: still there\n\n"))
                    .isEqualTo("[info]: still there\n\n");
        }
    }

    @Test
    void whatCannotBeBoundIsTold() {
        String text = "global\n    stats socket /nonexistent/x.sock\n";
        try (TestProgram other = TestProgram.start("global\n    stats timeout 1s\n", Map.of())) {
            Change change = other.sockets()
                    .prepare(other.parsed(text))
                    .toCompletableFuture()
                    .join();
            assertThat(change.errors())
                    .containsExactly("Binding [test.cfg:2] for frontend GLOBAL: protocol unix_stream: cannot bind UNIX"
                            + " socket (No such file or directory) [/nonexistent/x.sock].");
            change.abandon().toCompletableFuture().join();
        }
    }
}
