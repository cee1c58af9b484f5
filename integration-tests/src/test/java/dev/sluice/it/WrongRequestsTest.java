package dev.sluice.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.it.harness.Conversation;
import dev.sluice.it.harness.RawServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Requests that are two to some, that never end, or that come by the thousand; {@link MessageCorpusTest} has those that are none. */
class WrongRequestsTest {
    private static final Queue<String> HEADS = new ConcurrentLinkedQueue<>();
    private static Siege siege;

    @BeforeAll
    static void begin() {
        siege = new Siege(WrongRequestsTest::serve);
    }

    @AfterAll
    static void end() {
        siege.close();
    }

    /** Answers what looks like a head; the end of a chunked body does not. */
    private static void serve(Socket socket, InputStream in, OutputStream out) throws IOException {
        for (String head = RawServer.head(in); !head.isEmpty(); head = RawServer.head(in)) {
            if (head.contains(" HTTP/1.")) {
                Siege.answer(HEADS, head, out);
            }
        }
    }

    private static String get(String line, String... fields) {
        return line + "\r\n" + String.join("\r\n", fields) + (fields.length == 0 ? "" : "\r\n") + "\r\n";
    }

    private static String post(String fields, String body) {
        return "POST / HTTP/1.1\r\nHost: a\r\n" + fields + "\r\n\r\n" + body;
    }

    @Test
    void aLengthBesideChunksIsDroppedAndEndsTheConnection() {
        HEADS.clear();
        for (String fields : List.of(
                "Content-Length: 4\r\nTransfer-Encoding: chunked", "Transfer-Encoding: chunked\r\nContent-Length: 4")) {
            try (Conversation client = new Conversation(siege.port("hostile"))) {
                client.send(post(fields, "0\r\n\r\n" + get("GET /smuggled HTTP/1.1", "Host: a")));
                assertThat(client.response().body()).isEqualTo("target");
                assertThat(client.drain()).isZero();
            }
        }
        assertThat(HEADS).hasSize(2).allMatch(head -> head.contains("chunked") && !head.contains("Content-Length"));
    }

    @Test
    void slowHeadsEndIn408WhileOthersAreServed() {
        List<Conversation> slow = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            slow.add(new Conversation(siege.port("hostile")).send("GET / HTTP/1.1\r\nX"));
        }
        siege.trafficFlows();
        for (Conversation client : slow) {
            client.sendAsFarAsTaken(": y\r\nX");
        }
        for (Conversation client : slow) {
            assertThat(client.response().status()).isEqualTo(408);
            assertThat(client.drain()).isZero();
            client.close();
        }
    }

    @Test
    void aThousandPipelinedRequestsAreAnsweredInOrder() {
        try (Conversation client = new Conversation(siege.port("hostile"))) {
            client.send(get("GET / HTTP/1.1", "Host: a").repeat(1000));
            for (int i = 0; i < 1000; i++) {
                assertThat(client.response().body()).isEqualTo("target");
            }
        }
    }
}
