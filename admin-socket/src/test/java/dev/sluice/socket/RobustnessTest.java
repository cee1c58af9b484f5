package dev.sluice.socket;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Clients that mean harm or know no better: what they do stays theirs, and others are served. */
@Timeout(300)
final class RobustnessTest {
    private static final int CONNECTIONS = 1000;

    @TempDir
    private Path directory;

    private TestProgram program;
    private Path admin;

    @BeforeEach
    void start() {
        admin = directory.resolve("admin.sock");
        String servers = IntStream.range(0, 2000)
                .mapToObj(i -> "    server s" + i + " 127.0.0.1:" + (10_000 + i) + "\n")
                .collect(Collectors.joining());
        program = TestProgram.start("""
                global
                    stats socket %s level admin
                    stats maxconn 10
                    stats timeout 2s
                backend be
                %s
                """.formatted(admin, servers), Map.of());
    }

    @AfterEach
    void stop() throws IOException {
        assertThat(Client.ask(admin, "get weight be/s7\n")).isEqualTo("1 (initial 1)\n\n");
        program.close();
    }

    @Test
    void bytesThatAreNoCommandsAreAnswered() throws IOException {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int round = 0; round < 100; round++) {
            byte[] bytes = new byte[random.nextInt(3000)];
            random.nextBytes(bytes);
            try (Client client = Client.connect(admin)) {
                client.send("prompt i\n").send(bytes).send("\n").half();
                assertThat(client.all()).as("seed %d, round %d", seed, round).startsWith("\n");
            }
        }
    }

    @Test
    void thousandsOfChangesAtOnceAreAnsweredInOrder() throws IOException {
        int lines = 6000;
        StringBuilder text = new StringBuilder("prompt i\n");
        StringBuilder expected = new StringBuilder("\n");
        for (int i = 1; i <= lines; i++) {
            int server = i % 2000;
            text.append("set server be/s").append(server).append(" weight ").append(i % 256);
            expected.append('\n');
            // What looks in between sees the change before it and none behind it.
            if (i % 1000 == 0) {
                text.append("; get weight be/s").append(server).append("; set server be/none weight 1");
                expected.append(i % 256).append(" (initial 1)\n\nNo such server.\n\n");
            }
            text.append('\n');
        }
        text.append("set server be/s7 weight 1\n");
        expected.append('\n');
        try (Client client = Client.connect(admin)) {
            client.send(text.toString()).half();
            assertThat(client.all()).isEqualTo(expected.toString());
        }
    }

    @Test
    void shuffledCommandsAreAnswered() throws IOException {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        List<String> words = new ArrayList<>(List.of(
                ";", "\n", "<<", "\\", "prompt", "i", "be/s1", "-1", "#1", "0x7", "", "all", "typed", "json", "up"));
        AdminSockets.vocabulary().all().forEach(spoken -> words.addAll(spoken.keyword()));
        words.removeAll(List.of("reload", "wait", "timeout"));
        for (int round = 0; round < 60; round++) {
            StringBuilder text = new StringBuilder("prompt i\n");
            for (int i = 0; i < 12; i++) {
                text.append(words.get(random.nextInt(words.size()))).append(' ');
            }
            assertThat(Client.ask(admin, text + "\n"))
                    .as("seed %d: %s", seed, text)
                    .startsWith("\n");
        }
    }

    @Test
    void aMegabyteWithoutAnEndIsRefused() throws IOException {
        byte[] megabyte = "x".repeat(1 << 20).getBytes(StandardCharsets.US_ASCII);
        try (Client client = Client.connect(admin)) {
            assertThat(client.send(megabyte).half().all()).startsWith("The command line is too big for the buffer");
        }
    }

    @Test
    void whoEndsItsSideLateGetsAllOfAReplyThatItHasNotReadYet() throws IOException {
        int one = Client.ask(admin, "help\n").length();
        // Of one of these the last bytes are waiting to be taken when the line has run.
        for (int commands = 1; commands < 40; commands++) {
            try (Client client = Client.connect(admin)) {
                client.send("help;".repeat(commands - 1) + "help\n");
                answersOthers();
                client.half();
                answersOthers();
                assertThat(client.all().length()).as("%d commands", commands).isEqualTo(one * commands);
            }
        }
    }

    /** Whatever came before has been dealt with then. */
    private void answersOthers() throws IOException {
        assertThat(Client.ask(admin, "echo a\n")).isEqualTo("a\n\n");
    }

    @Test
    void whoNeverReadsIsHeldBackAndThenDropped() throws IOException {
        byte[] lines = "show stat\n".repeat(1000).getBytes(StandardCharsets.US_ASCII);
        try (Client client = Client.connect(admin)) {
            client.send("prompt i\n");
            long taken = 0;
            // Until the kernel's buffers are full both ways, and then as long as it takes for silence to be noticed.
            for (int i = 0; i < 2000 && taken < (64 << 20); i++) {
                taken += Math.max(0, client.offer(lines));
            }
            assertThat(taken)
                    .as("bytes of commands taken from a client that reads nothing")
                    .isLessThan(8 << 20);
            long deadline = System.nanoTime() + 30_000_000_000L;
            while (program.sockets().connectionCount() > 0 && System.nanoTime() < deadline) {
                Thread.onSpinWait();
            }
            assertThat(program.sockets().connectionCount())
                    .as("served after a long silence")
                    .isZero();
        }
    }

    @Test
    void aThousandConnectionsWaitTheirTurn() throws IOException {
        List<Client> clients = new ArrayList<>();
        try {
            for (int i = 0; i < CONNECTIONS; i++) {
                clients.add(Client.connect(admin).send("echo " + i + "\n"));
            }
            for (int i = 0; i < CONNECTIONS; i++) {
                assertThat(clients.get(i).all()).isEqualTo(i + "\n\n");
            }
        } finally {
            for (Client client : clients) {
                client.close();
            }
        }
    }

    @Test
    void clientsThatLeaveHoldNoTurn() throws IOException {
        for (int i = 0; i < 50; i++) {
            try (Client client = Client.connect(admin)) {
                client.send("prompt\nshow stat\nshow st");
            }
        }
        assertThat(Client.ask(admin, "show cli level\n")).isEqualTo("admin\n\n");
    }
}
