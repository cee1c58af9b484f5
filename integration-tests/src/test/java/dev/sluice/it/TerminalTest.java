package dev.sluice.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.it.harness.Command;
import dev.sluice.it.harness.Distribution;
import dev.sluice.it.harness.ProxyProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code sluice ctl} and {@code sluice top} at a terminal. */
class TerminalTest {
    private static ProxyProcess proxy;

    @TempDir
    private Path directory;

    @BeforeAll
    static void start() {
        proxy = ProxyProcess.sluice("""
                global
                    stats socket {{dir}}/admin.sock mode 600 level admin
                defaults
                    mode http
                    timeout connect 1s
                    timeout client 5s
                    timeout server 5s
                frontend http
                    bind 127.0.0.1:0
                    default_backend app
                backend app
                    server web1 127.0.0.1:1
                """);
    }

    @AfterAll
    static void stop() {
        proxy.close();
    }

    private Command talk(String command, String... steps) throws IOException {
        Path file = Files.writeString(directory.resolve("steps"), String.join("\n", steps));
        String socket = proxy.directory().resolve("admin.sock").toString();
        return Command.run(
                Map.of("SLUICE_HISTORY", history().toString()),
                Path.of("python3"),
                "src/test/resources/dev/sluice/it/terminal.py",
                socket,
                file.toString(),
                Distribution.sluice().toString(),
                command,
                "-s",
                socket);
    }

    private Path history() {
        return directory.resolve("history");
    }

    @Test
    void aPromptCompletesRemembersAndColours() throws IOException {
        Command ended = talk(
                "ctl",
                "wait > ",
                "send show ser\\t",
                "wait show servers ",
                "send state app\\r",
                "wait web1",
                "wait > ",
                "send get weight \\t",
                "wait app/web1",
                "send \\r",
                "wait (initial 1)",
                "wait > ",
                "send quit\\r");
        assertThat(ended.status()).as(ended.out()).isZero();
        // Headings of tables stand out.
        assertThat(ended.out()).contains("\u001b[1msrv_name\u001b[0m");
        assertThat(Files.readString(history())).contains("show servers state app", "get weight app/web1");

        // The next one remembers, and ends as its last word does.
        Command next = talk(
                "ctl",
                "wait > ",
                "send \\eOA\\eOA\\eOA",
                "wait show servers state app",
                "send \\uset server app/web1 weight 300\\r",
                "wait between 0 and 256",
                "send quit\\r");
        assertThat(next.status()).as(next.out()).isEqualTo(1);
    }

    @Test
    void aViewChangesServersAfterAsking() throws IOException {
        Command ended = talk(
                "top",
                "wait web1",
                // Declined, then weighed: when the weight is there, the first key has been seen and did nothing.
                "send jdnw50\\ry",
                "until show servers state app = web1 127.0.0.1 2 0 50 1 ",
                "send dy",
                "until show servers state app = web1 127.0.0.1 2 8 50 1 ",
                "send ry",
                "until show servers state app = web1 127.0.0.1 2 0 50 1 ",
                "send q");
        assertThat(ended.status()).as(ended.out()).isZero();
    }
}
