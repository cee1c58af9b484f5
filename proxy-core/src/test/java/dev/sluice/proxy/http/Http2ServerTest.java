package dev.sluice.proxy.http;

import static dev.sluice.proxy.http.Requests.DEFAULTS;
import static dev.sluice.proxy.http.Requests.connect;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.state.Counter;
import dev.sluice.state.CounterSet;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Servers that speak HTTP/2: a frontend of the same program stands for them, with a server of HTTP/1 behind it. */
class Http2ServerTest extends WithOrigin {
    private static final String GET = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";
    private static final String SEEN = "GET / HTTP/1.1\r\nhost: a\r\n\r\n";

    private TestProxy server;
    private TestProxy proxy;

    @BeforeEach
    void start() throws Exception {
        server = TestProxy.of(DEFAULTS + "frontend s\n bind 127.0.0.1:0 proto h2\n default_backend o\n"
                + "backend o\n server o 127.0.0.1:" + origin.port() + "\n");
        proxy = TestProxy.of(DEFAULTS + "frontend fe\n bind 127.0.0.1:0\n default_backend be\n"
                + "backend be\n http-reuse always\n server a 127.0.0.1:" + server.port() + " proto h2\n");
    }

    @AfterEach
    void stop() throws Exception {
        proxy.close();
        server.close();
    }

    private static void send(Socket client, String text) throws Exception {
        client.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static String read(Socket client, String end) throws Exception {
        StringBuilder text = new StringBuilder();
        while (!text.toString().endsWith(end)) {
            int next = client.getInputStream().read();
            if (next < 0) {
                throw new AssertionError("ended after " + text);
            }
            text.append((char) next);
        }
        return text.toString();
    }

    private long connections() {
        return server.frontend("s").counters().sum(Counter.CONNECTIONS);
    }

    @Test
    void servesManyRequestsOverOneConnection() throws Exception {
        try (Socket client = connect(proxy)) {
            for (int i = 0; i < 5; i++) {
                send(client, GET);
                assertThat(read(client, "hi")).isEqualTo("HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nhi");
            }
        }
        assertThat(origin.received()).isEqualTo(SEEN.repeat(5));
        assertThat(connections()).isEqualTo(1);
        assertThat(server.frontend("s").counters().sum(Counter.HTTP2_REQUESTS)).isEqualTo(5);
        CounterSet counters = proxy.backend("be").counters();
        assertThat(counters.sum(Counter.HTTP2_CONNECTIONS)).isEqualTo(1);
        assertThat(counters.sum(Counter.HTTP2_STREAMS)).isEqualTo(5);
        assertThat(counters.sum(Counter.HTTP2_HEADERS_IN)).isEqualTo(5);
    }

    @Test
    void servesSeveralClientsOverOneConnectionAtTheSameTime() throws Exception {
        try (Socket first = connect(proxy);
                Socket second = connect(proxy)) {
            send(first, GET);
            read(first, "hi");
            origin.scriptOnly(List.of("wait"));
            send(first, GET);
            Await.until(origin::received, () -> origin.received().equals(SEEN.repeat(2)));
            origin.scriptOnly(List.of("bytes HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nho"));
            send(second, GET);
            assertThat(read(second, "ho")).startsWith("HTTP/1.1 200 OK");
            assertThat(connections()).isEqualTo(1);
        }
    }

    @Test
    void passesBodiesAndTrailersBothWays() throws Exception {
        origin.script(List.of("bytes HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
                + "3\r\nabc\r\n2\r\nde\r\n0\r\nX-End: yes\r\n\r\n"));
        try (Socket client = connect(proxy)) {
            send(
                    client,
                    "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\nX-Sum: 1\r\n\r\n");
            String answer = read(client, "x-end: yes\r\n\r\n");
            assertThat(answer).startsWith("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n");
            Await.until(origin::received, () -> origin.received().endsWith("x-sum: 1\r\n\r\n"));
            assertThat(origin.received())
                    .startsWith("POST / HTTP/1.1\r\nhost: a\r\ntransfer-encoding: chunked\r\n\r\n");
        }
    }

    @Test
    void passesMoreThanAnyWindow() throws Exception {
        int size = 1 << 20;
        origin.script(
                List.of("bytes HTTP/1.1 200 OK\r\nContent-Length: " + size + "\r\n\r\n" + "x".repeat(size - 1) + "!"));
        try (Socket client = connect(proxy)) {
            send(client, "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: " + size + "\r\n\r\n" + "u".repeat(size));
            String answer = read(client, "\r\n\r\n");
            assertThat(answer).contains("content-length: " + size);
            byte[] body = client.getInputStream().readNBytes(size);
            assertThat(body).hasSize(size);
            assertThat(body[size - 1]).isEqualTo((byte) '!');
            Await.until(
                    () -> "" + origin.received().length(),
                    () -> origin.received().length() > size);
        }
    }

    @Test
    void answersForAServerThatBreaksOff() throws Exception {
        origin.script(List.of("close"));
        try (Socket client = connect(proxy)) {
            send(client, GET);
            assertThat(read(client, "\r\n\r\n")).startsWith("HTTP/1.1 502");
        }
        origin.script(List.of("bytes HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\nhello", "close"));
        try (Socket client = connect(proxy)) {
            send(client, GET);
            assertThat(new String(client.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1))
                    .doesNotContain("502");
        }
    }

    @Test
    void letsGoOfAStreamWhoseClientLeaves() throws Exception {
        origin.script(List.of("wait"));
        try (Socket client = connect(proxy)) {
            send(client, GET);
            Await.until(origin::received, () -> origin.received().equals(SEEN));
        }
        Await.until(
                () -> "streams " + server.state.process().streams().get(),
                () -> server.state.process().streams().get() == 0);
        assertThat(proxy.server("be", "a").usedConnections().get()).isZero();
    }
}
