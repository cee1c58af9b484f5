package dev.sluice.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.it.harness.Conversation;
import dev.sluice.it.harness.RawServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Clients and servers that break off, answer early, talk nonsense or say nothing, at every stage: theirs is the harm, and nothing stays behind. */
class HostilePeersTest {
    private static final long SEED = System.nanoTime();
    private static final int PARALLEL = 6;

    /** What servers say before they hang up, each as it stands or cut short. */
    private static final List<String> REPLIES = List.of(
            "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok",
            "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nokHTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nevil",
            "HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\nabc",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\nzz\r\n",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n",
            "HTTP/1.1 200 OK\r\n\r\nuntil the end",
            "HTTP/1.1 204 No\r\nContent-Length: 5\r\n\r\nhello",
            "HTTP/1.1 304 No\r\nContent-Length: 5\r\n\r\nhello",
            "HTTP/1.1 101 Switching\r\nConnection: Upgrade\r\nUpgrade: echo\r\n\r\nraw",
            "HTTP/1.1 413 Big\r\nContent-Length: 2\r\n\r\nno",
            "HTTP/1.1 100 Continue\r\n\r\n".repeat(3000) + "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok",
            "HTTP/1.1 200 OK\r\nX: " + "a".repeat(30_000) + "\r\n\r\n",
            "HTTP/1.1 200 OK\r\n" + "X: y\r\n".repeat(300) + "\r\n",
            "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello",
            "\0\u0001\u0002 nonsense\r\n\r\n",
            "");

    /** What clients say, each as it stands or cut short. */
    private static final List<String> REQUESTS = List.of(
            "GET / HTTP/1.1\r\nHost: a\r\n\r\n",
            "GET / HTTP/1.1\r\nHost: a\r\n\r\n".repeat(20),
            "HEAD / HTTP/1.1\r\nHost: a\r\n\r\n",
            "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 200000\r\n\r\n" + "x".repeat(200_000),
            "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n",
            "GET / HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: echo\r\n\r\n" + "\0\u00ff".repeat(1000),
            "GET / HTTP/1.0\r\n\r\n",
            "\u0016\u0003\u0001nonsense\r\n\r\n");

    private static Siege siege;

    @BeforeAll
    static void begin() {
        System.out.println("seed " + SEED);
        siege = new Siege(HostilePeersTest::serve);
    }

    @AfterAll
    static void end() {
        siege.close();
    }

    private static String cut(Random random, String text) {
        return random.nextInt(3) > 0 ? text : text.substring(0, random.nextInt(text.length() + 1));
    }

    private static <T> T any(Random random, List<T> of) {
        return of.get(random.nextInt(of.size()));
    }

    private static void serve(Socket socket, InputStream in, OutputStream out) throws IOException {
        Random random = new Random();
        if (random.nextInt(8) > 0) {
            // Or it answers before it was asked.
            String unused = RawServer.head(in);
        }
        out.write(cut(random, any(random, REPLIES)).getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
        switch (random.nextInt(4)) {
            case 0 -> socket.setSoLinger(true, 0);
            case 1 -> socket.shutdownOutput();
            case 2 -> {
                long unused = in.skip(Long.MAX_VALUE);
            }
            default -> {}
        }
    }

    private static void attack(String frontend, Random random) {
        try (Conversation client = new Conversation(siege.port(frontend))) {
            client.sendAsFarAsTaken(cut(random, any(random, REQUESTS)));
            switch (random.nextInt(5)) {
                case 0 -> client.reset();
                case 1 -> {
                    long unused = client.half().drain();
                }
                case 2 ->
                    client.sendAsFarAsTaken(cut(random, any(random, REQUESTS))).reset();
                case 3 -> {
                    long unused = client.sendAsFarAsTaken(cut(random, any(random, REQUESTS)))
                            .half()
                            .drain();
                }
                default -> {}
            }
        }
    }

    private static void attackInParallel(String frontend, int times) {
        List<CompletableFuture<Void>> attackers = IntStream.range(0, PARALLEL)
                .mapToObj(number -> CompletableFuture.runAsync(() -> {
                    Random random = new Random(SEED + number);
                    for (int i = 0; i < times; i++) {
                        attack(frontend, random);
                    }
                }))
                .toList();
        attackers.forEach(CompletableFuture::join);
        siege.trafficFlows();
    }

    @Test
    void overHttp() {
        attackInParallel("hostile", 40);
    }

    @Test
    void overTcp() {
        attackInParallel("tcp", 40);
    }

    @Test
    void aStormPastTheLimitIsServedInTurn() {
        int port = siege.port("small");
        List<Conversation> storm = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            storm.add(new Conversation(port).send("GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"));
        }
        for (Conversation client : storm) {
            assertThat(client.response().body()).isEqualTo("web");
            client.close();
        }
        assertThat(Integer.parseInt(siege.proxy.admin().stat("small", "FRONTEND", "smax")))
                .isEqualTo(20);
    }

    @Test
    void thousandsThatSayNothingAreSentAway() {
        int port = siege.port("hostile");
        List<Conversation> idle = new ArrayList<>();
        for (int i = 0; i < 2000; i++) {
            idle.add(new Conversation(port));
        }
        siege.trafficFlows();
        for (Conversation client : idle) {
            assertThat(client.drain()).as("408 or nothing").isLessThan(300);
            client.close();
        }
    }
}
