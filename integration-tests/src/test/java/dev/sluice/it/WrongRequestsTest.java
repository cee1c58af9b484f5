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
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is no request, or two requests to some: refused as HAProxy 3.5 does, or more strictly, and never passed on for another to guess. */
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

    private static Arguments wrong(String what, int status, String bytes) {
        return Arguments.of(what, status, bytes);
    }

    private static String get(String line, String... fields) {
        return line + "\r\n" + String.join("\r\n", fields) + (fields.length == 0 ? "" : "\r\n") + "\r\n";
    }

    private static String post(String fields, String body) {
        return "POST / HTTP/1.1\r\nHost: a\r\n" + fields + "\r\n\r\n" + body;
    }

    private static String chunked(String body) {
        return post("Transfer-Encoding: chunked", body);
    }

    static Stream<Arguments> requests() {
        return Stream.of(lines(), fields(), framings(), chunks()).flatMap(List::stream);
    }

    private static List<Arguments> lines() {
        return List.of(
                wrong("all bytes", 400, allBytes()),
                wrong(
                        "a TLS hello",
                        400,
                        "\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\u00fc\u0003\u0003" + "a".repeat(500)),
                wrong("NULs", 400, "\0".repeat(1000)),
                wrong("blanks", 400, " ".repeat(1000)),
                wrong("a long word", 414, "a".repeat(40_000)),
                wrong("a long target", 414, "GET /" + "a".repeat(20_000)),
                wrong("no version", 400, "GET /\r\n\r\n"),
                wrong("a version of two digits", 400, get("GET / HTTP/1.10", "Host: a")),
                wrong("a version in lower case", 400, get("GET / http/1.1", "Host: a")),
                wrong("version 2", 400, get("GET / HTTP/2.0", "Host: a")),
                wrong("two blanks", 400, get("GET  / HTTP/1.1", "Host: a")),
                wrong("a blank at the end", 400, get("GET / HTTP/1.1 ", "Host: a")),
                wrong("a blank in the target", 400, get("GET /a b HTTP/1.1", "Host: a")),
                wrong("NUL in the target", 400, get("GET /a\0b HTTP/1.1", "Host: a")),
                wrong("a control character in the target", 400, get("GET /a\u0001b HTTP/1.1", "Host: a")),
                wrong("a fragment", 400, get("GET /a#b HTTP/1.1", "Host: a")),
                wrong("no slash", 400, get("GET a HTTP/1.1", "Host: a")),
                wrong("an asterisk", 400, get("GET * HTTP/1.1", "Host: a")),
                wrong("an odd method", 400, get("G{T / HTTP/1.1", "Host: a")),
                wrong("another authority", 400, get("GET http://b/ HTTP/1.1", "Host: a")),
                wrong("CONNECT without a port", 400, get("CONNECT a HTTP/1.1", "Host: a")),
                wrong("CONNECT elsewhere", 400, get("CONNECT b:80 HTTP/1.1", "Host: a")));
    }

    private static String allBytes() {
        StringBuilder all = new StringBuilder();
        for (char c = 0; c < 256; c++) {
            all.append(c);
        }
        return all.toString().repeat(4);
    }

    private static List<Arguments> fields() {
        return List.of(
                wrong("a bare CR", 400, get("GET / HTTP/1.1", "Host: a", "X: a\rb")),
                wrong("a bare CR as a line", 400, get("GET / HTTP/1.1", "Host: a", "X: a\rContent-Length: 5")),
                wrong("NUL in a value", 400, get("GET / HTTP/1.1", "Host: a", "X: a\0b")),
                wrong("NUL in a name", 400, get("GET / HTTP/1.1", "Host: a", "X\0: a")),
                wrong("a folded line", 400, get("GET / HTTP/1.1", "Host: a", "X: a", " b")),
                wrong("a blank before the colon", 400, get("GET / HTTP/1.1", "Host: a", "X : a")),
                wrong("a blank in the name", 400, get("GET / HTTP/1.1", "Host: a", "X Y: a")),
                wrong("no colon", 400, get("GET / HTTP/1.1", "Host: a", "X")),
                wrong("no name", 400, get("GET / HTTP/1.1", "Host: a", ": a")),
                wrong("two hosts", 400, get("GET / HTTP/1.1", "Host: a", "Host: b")),
                wrong("a list of hosts", 400, get("GET / HTTP/1.1", "Host: a,b")),
                wrong("a host with a blank", 400, get("GET / HTTP/1.1", "Host: a b")),
                wrong("a host with a path", 400, get("GET / HTTP/1.1", "Host: a/b")),
                wrong("too many fields", 400, "GET / HTTP/1.1\r\nHost: a\r\n" + "X: y\r\n".repeat(101) + "\r\n"),
                wrong("a huge field", 431, get("GET / HTTP/1.1", "Host: a", "X: " + "a".repeat(70_000))),
                wrong("a field without end", 431, "GET / HTTP/1.1\r\nX: " + "a".repeat(200_000)),
                wrong("fields without end", 400, "GET / HTTP/1.1\r\n" + "X: y\r\n".repeat(5000)));
    }

    private static List<Arguments> framings() {
        return List.of(
                wrong("two lengths", 400, post("Content-Length: 4\r\nContent-Length: 5", "abcde")),
                wrong("two lengths in one line", 400, post("Content-Length: 4, 5", "abcde")),
                wrong("a signed length", 400, post("Content-Length: +4", "abcd")),
                wrong("a negative length", 400, post("Content-Length: -4", "abcd")),
                wrong("a hexadecimal length", 400, post("Content-Length: 0x4", "abcd")),
                wrong("an empty length", 400, post("Content-Length:", "")),
                wrong("a length past all numbers", 400, post("Content-Length: 99999999999999999999", "")),
                wrong("an unknown coding", 400, post("Transfer-Encoding: x", "")),
                wrong("identity", 400, post("Transfer-Encoding: identity", "")),
                wrong("chunked twice", 400, post("Transfer-Encoding: chunked, chunked", "0\r\n\r\n")),
                wrong(
                        "chunked in two lines",
                        400,
                        post("Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked", "0\r\n\r\n")),
                wrong("chunked not last", 400, post("Transfer-Encoding: chunked, gzip", "0\r\n\r\n")),
                wrong("another coding", 422, post("Transfer-Encoding: gzip, chunked", "0\r\n\r\n")),
                wrong("nearly chunked", 400, post("Transfer-Encoding: xchunked", "0\r\n\r\n")),
                wrong("chunked behind a vertical tab", 400, post("Transfer-Encoding: \u000bchunked", "0\r\n\r\n")),
                wrong("quoted chunked", 400, post("Transfer-Encoding: \"chunked\"", "0\r\n\r\n")),
                wrong("an empty coding", 400, post("Transfer-Encoding:", "")),
                wrong("an empty coding behind chunked", 400, post("Transfer-Encoding: chunked,", "0\r\n\r\n")),
                wrong("a folded coding", 400, post("Transfer-Encoding:\r\n chunked", "0\r\n\r\n")),
                wrong("a WebSocket without its key", 400, post("Connection: Upgrade\r\nUpgrade: websocket", "")));
    }

    private static List<Arguments> chunks() {
        return List.of(
                wrong("a size that is none", 400, chunked("z\r\n")),
                wrong("a negative size", 400, chunked("-3\r\nabc\r\n0\r\n\r\n")),
                wrong("a size with a prefix", 400, chunked("0x3\r\nabc\r\n0\r\n\r\n")),
                wrong("a size past all numbers", 400, chunked("10000000000000003\r\nabc\r\n0\r\n\r\n")),
                wrong("no size", 400, chunked("\r\nabc")),
                wrong("a blank before the size", 400, chunked(" 3\r\nabc\r\n0\r\n\r\n")),
                wrong("an extension that ends in LF", 400, chunked("3;a\nabc\r\n0\r\n\r\n")),
                wrong("NUL in an extension", 400, chunked("3;a\0b\r\nabc\r\n0\r\n\r\n")),
                wrong("line feeds alone", 400, chunked("3\nabc\n0\n\n")),
                wrong("no line break behind the chunk", 400, chunked("3\r\nabcd0\r\n\r\n")),
                wrong("a length in a trailer", 400, chunked("0\r\nContent-Length: 5\r\n\r\n")),
                wrong("a coding in a trailer", 400, chunked("0\r\nTransfer-Encoding: chunked\r\n\r\n")),
                wrong("a folded trailer", 400, chunked("0\r\nX: y\r\n z\r\n\r\n")),
                wrong("trailers without end", 400, chunked("0\r\n" + "X: y\r\n".repeat(6000))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("requests")
    void isRefused(String what, int status, String bytes) {
        int before = HEADS.size();
        try (Conversation client = new Conversation(siege.port("hostile"))) {
            // Behind it stands what someone wants to have seen as a request of its own.
            client.sendAsFarAsTaken(bytes + get("GET /smuggled HTTP/1.1", "Host: a"));
            assertThat(client.response().status()).isEqualTo(status);
            assertThat(client.drain()).as("bytes behind the refusal").isZero();
        }
        assertThat(HEADS).hasSize(before);
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
