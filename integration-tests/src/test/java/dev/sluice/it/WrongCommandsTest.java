package dev.sluice.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.it.harness.Conversation;
import dev.sluice.it.harness.GrpcClient;
import dev.sluice.it.harness.RawServer;
import dev.sluice.it.harness.UnixClient;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Bytes that are no command, clients that never read or never end, too many of them: at the admin socket, gRPC and metrics. */
class WrongCommandsTest {
    /** {@code stats maxconn} as it is where nobody sets it. */
    private static final int SERVED_AT_ONCE = 10;

    private static final String VERSION_FIELD = "3.5.0+sluice";

    private static Siege siege;

    @BeforeAll
    static void begin() {
        siege = new Siege(WrongCommandsTest::serve);
    }

    @AfterAll
    static void end() {
        siege.close();
    }

    private static void serve(Socket socket, InputStream in, OutputStream out) throws IOException {
        String unused = RawServer.head(in);
    }

    private static UnixClient connect() {
        return new UnixClient(siege.proxy.directory().resolve("admin.sock"));
    }

    private static String ask(String bytes) {
        try (UnixClient client = connect()) {
            return client.send(bytes).half().all();
        }
    }

    private static void commandsAreAnswered() {
        assertThat(ask("show version\n")).contains(VERSION_FIELD);
    }

    @Test
    void whatIsNoCommandIsToldSo() {
        assertThat(ask("h\u00c3\u00a9\u00c3\u00a9\n")).startsWith("Unknown command");
        assertThat(ask("\0\n")).as("NUL ends a command").isEqualTo("\n\n");
        assertThat(ask("\\".repeat(100) + "\n")).isNotEmpty();
        assertThat(ask(";".repeat(5000) + "show version\n")).contains(VERSION_FIELD);
        assertThat(ask("x".repeat(1 << 20) + "\n")).startsWith("The command line is too big for the buffer");
        commandsAreAnswered();
    }

    @Test
    void randomBytesAreAnswered() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        System.out.println("seed " + seed);
        for (int round = 0; round < 200; round++) {
            byte[] bytes = new byte[random.nextInt(4000)];
            random.nextBytes(bytes);
            // A payload would wait for its end, and a backslash would quote the last line's end: HAProxy too is then
            // silent.
            String whole = new String(bytes, StandardCharsets.ISO_8859_1).replace("<<", "< ") + ".\n";
            String reply = ask(whole);
            assertThat(reply).as("seed %d, round %d", seed, round).isNotEmpty();
        }
        commandsAreAnswered();
    }

    @Test
    void whoNeverReadsIsHeldBackAndDropped() {
        List<UnixClient> deaf = new ArrayList<>();
        for (int i = 0; i < SERVED_AT_ONCE; i++) {
            deaf.add(connect().send("prompt\n"));
        }
        for (UnixClient client : deaf) {
            assertThat(client.sendUntilFull("show stat\nhelp\n".repeat(1000)))
                    .as("bytes of commands taken from a client that reads nothing")
                    .isLessThan(16 << 20);
        }
        siege.trafficFlows();
        commandsAreAnswered(); // Once they were silent for stats timeout.
        deaf.forEach(UnixClient::close);
    }

    @Test
    void whoNeverEndsALineHoldsItsTurnNoLongerThanTheTimeout() {
        List<UnixClient> endless = new ArrayList<>();
        for (int i = 0; i < 3 * SERVED_AT_ONCE; i++) {
            endless.add(i % 2 == 0 ? connect().send("show vers") : connect());
        }
        commandsAreAnswered();
        endless.forEach(UnixClient::close);
        for (int i = 0; i < 50; i++) {
            assertThat(ask(i % 2 == 0 ? "" : "show vers")).isNotNull();
        }
        commandsAreAnswered();
    }

    @Test
    void aThousandConnectionsWaitTheirTurn() {
        List<UnixClient> first = new ArrayList<>();
        List<UnixClient> others = new ArrayList<>();
        try {
            for (int i = 0; i < SERVED_AT_ONCE; i++) {
                first.add(connect().send("set severity-output none; prompt; set timeout cli 20\necho first\n"));
                assertThat(first.get(i).until("first\n")).contains("first");
            }
            for (int i = SERVED_AT_ONCE; i < 1000; i++) {
                others.add(connect().send("echo " + i + "\n"));
            }
            assertThat(others).noneMatch(UnixClient::hasSomething);
            for (UnixClient client : first) {
                assertThat(client.send("echo still\n").until("still\n")).contains("still");
            }
            siege.trafficFlows();
            assertThat(others).noneMatch(UnixClient::hasSomething);
            first.forEach(UnixClient::close);
            for (int i = 0; i < others.size(); i++) {
                assertThat(others.get(i).all()).isEqualTo((i + SERVED_AT_ONCE) + "\n\n");
            }
        } finally {
            Stream.concat(first.stream(), others.stream()).forEach(UnixClient::close);
        }
        commandsAreAnswered();
    }

    @Test
    void whatIsNoGrpcEndsAndCallsAreAnswered() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        System.out.println("seed " + seed);
        byte[] bytes = new byte[3000];
        String preface = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";
        List<Conversation> silent = new ArrayList<>();
        for (int round = 0; round < 40; round++) {
            random.nextBytes(bytes);
            String garbage = new String(bytes, StandardCharsets.ISO_8859_1);
            for (String opening : List.of("x" + garbage, "GET / HTTP/1.1\r\nHost: a\r\n\r\n", preface + garbage)) {
                try (Conversation client = new Conversation(siege.proxy.grpcPort())) {
                    long got = client.sendAsFarAsTaken(opening).half().drain();
                    assertThat(got).as("seed %d, round %d", seed, round).isLessThan(100_000);
                }
            }
            silent.add(new Conversation(siege.proxy.grpcPort()).send(preface.substring(0, round % preface.length())));
        }
        try (GrpcClient client = new GrpcClient(siege.proxy.grpcPort())) {
            assertThat(client.enableServer("web", "web").getName()).isEqualTo("backends/web/servers/web");
        }
        silent.forEach(Conversation::reset);
    }

    @Test
    void whatIsNoScrapeEndsAndScrapesAreAnswered() {
        int port = siege.proxy.metricsPort();
        List<Conversation> slow = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            try (Conversation garbage = new Conversation(port)) {
                long unused = garbage.sendAsFarAsTaken("\0\u0001nonsense " + i + "\r\n\r\n")
                        .half()
                        .drain();
            }
            slow.add(
                    new Conversation(port).send(i % 2 == 0 ? "GET /metr" : "GET /metrics HTTP/1.1\r\nHost: a\r\n\r\n"));
        }
        try (Conversation scrape = new Conversation(port)) {
            assertThat(scrape.get("/metrics").response().body()).contains("haproxy_process_uptime_seconds");
        }
        slow.forEach(Conversation::reset);
    }
}
