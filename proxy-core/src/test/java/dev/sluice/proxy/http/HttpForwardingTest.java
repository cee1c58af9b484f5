package dev.sluice.proxy.http;

import static dev.sluice.proxy.http.Requests.DEFAULTS;
import static dev.sluice.proxy.http.Requests.GET;
import static dev.sluice.proxy.http.Requests.HI;
import static dev.sluice.proxy.http.Requests.connect;
import static dev.sluice.proxy.http.Requests.exchange;
import static dev.sluice.proxy.http.Requests.read;
import static dev.sluice.proxy.http.Requests.readAll;
import static dev.sluice.proxy.http.Requests.send;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.state.Counter;
import dev.sluice.state.Server;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What takes more than one request, more than one server, or more than a buffer. */
class HttpForwardingTest extends WithOrigin {

    private ScriptedOrigin second;

    @BeforeEach
    void start() throws Exception {
        second = new ScriptedOrigin();
    }

    @AfterEach
    void stop() throws Exception {
        second.close();
    }

    private TestProxy proxy(String frontend, String backend) throws Exception {
        return TestProxy.of(DEFAULTS + "frontend fe\n bind 127.0.0.1:0\n default_backend be\n" + frontend
                + "backend be\n server a 127.0.0.1:" + origin.port() + "\n" + backend);
    }

    @Test
    void noRequestGoesToAServerOnceItsMaintenanceIsPublished() throws Exception {
        try (TestProxy proxy = proxy("", " server b 127.0.0.1:" + second.port() + "\n");
                Socket client = connect(proxy)) {
            for (int i = 0; i < 4; i++) {
                exchange(client);
            }
            Await.until(
                    () -> "not both used: " + origin.received().length() + " and "
                            + second.received().length(),
                    () -> !origin.received().isEmpty() && !second.received().isEmpty());
            Server a = proxy.server("be", "a");
            proxy.states.maint(a);
            proxy.publish();
            int before = origin.received().length();
            for (int i = 0; i < 10; i++) {
                exchange(client);
            }
            assertThat(origin.received()).hasSize(before);
            Await.until(() -> "idle connections stay", () -> a.idleConnections().get() == 0);
            proxy.states.ready(a);
            proxy.publish();
            exchange(client);
            exchange(client);
            assertThat(origin.received().length()).isGreaterThan(before);
        }
    }

    @Test
    void aClosedBackendAnswers503AndKeepsTheClient() throws Exception {
        try (TestProxy proxy = proxy("", "");
                Socket client = connect(proxy)) {
            exchange(client);
            proxy.states.enableBackend(proxy.backend("be"), false);
            proxy.publish();
            send(client, GET);
            assertThat(read(client, 12)).isEqualTo("HTTP/1.1 503");
            proxy.states.enableBackend(proxy.backend("be"), true);
            proxy.publish();
            try (Socket next = connect(proxy)) {
                exchange(next);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"never, 2", "safe, 2", "aggressive, 1", "always, 1"})
    void idleConnectionsServeAsHttpReuseSays(String reuse, int connections) throws Exception {
        try (TestProxy proxy = proxy("", " http-reuse " + reuse + "\n")) {
            for (int i = 0; i < 2; i++) {
                try (Socket client = connect(proxy)) {
                    exchange(client);
                    exchange(client);
                }
            }
            assertThat(origin.connectionCount()).isEqualTo(connections);
        }
    }

    @Test
    void aReusedConnectionThatDiesWithoutAResponseEndsTheClientsWithoutOne() throws Exception {
        try (TestProxy proxy = proxy("", "");
                Socket client = connect(proxy)) {
            exchange(client);
            origin.scriptOnly(List.of("close"));
            send(client, GET);
            assertThat(readAll(client)).isEmpty();
        }
    }

    @Test
    void refusedConnectionsAreRedispatched() throws Exception {
        int closed;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            closed = free.getLocalPort();
        }
        try (TestProxy proxy = proxy("", " option redispatch 1\n server b 127.0.0.1:" + closed + "\n");
                Socket client = connect(proxy)) {
            for (int i = 0; i < 4; i++) {
                exchange(client);
            }
            assertThat(proxy.backend("be").counters().sum(Counter.REDISPATCHES)).isPositive();
            Await.until(
                    () -> "counters lag",
                    () -> proxy.server("be", "a").counters().sum(Counter.RESPONSES_2XX) == 4);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "option httpclose | GET / HTTP/1.1\\r\\nHost: a\\r\\nconnection: close\\r\\n\\r\\n | connection: close",
                "option http-server-close | GET / HTTP/1.1\\r\\nHost: a\\r\\nconnection: close\\r\\n\\r\\n | ''",
                "option forwardfor | GET / HTTP/1.1\\r\\nHost: a\\r\\nx-forwarded-for: 127.0.0.1\\r\\n\\r\\n | ''",
                "option forwardfor header X-Client | GET / HTTP/1.1\\r\\nHost: a\\r\\nx-client: 127.0.0.1\\r\\n\\r\\n | ''",
                "option forwardfor except 127.0.0.0/8 | GET / HTTP/1.1\\r\\nHost: a\\r\\n\\r\\n | ''",
            })
    void optionsShowInHeads(String option, String request, String response) throws Exception {
        try (TestProxy proxy = proxy(" " + option.trim() + "\n", "");
                Socket client = connect(proxy)) {
            send(client, GET);
            String line = response.isBlank() ? "" : response.trim() + "\r\n";
            String expected = HI.replace("\r\n\r\n", "\r\n" + line + "\r\n");
            assertThat(read(client, expected.length())).isEqualTo(expected);
            assertThat(origin.received()).isEqualTo(request.trim().replace("\\r\\n", "\r\n"));
        }
    }

    @Test
    void forwardforIfNoneLeavesAnExistingOneAlone() throws Exception {
        try (TestProxy proxy = proxy(" option forwardfor if-none\n", "");
                Socket client = connect(proxy)) {
            send(client, "GET / HTTP/1.1\r\nx-Forwarded-For: 1.2.3.4\r\n\r\n");
            read(client, HI.length());
            assertThat(origin.received()).isEqualTo("GET / HTTP/1.1\r\nx-Forwarded-For: 1.2.3.4\r\n\r\n");
        }
    }

    @Test
    void errorFilesAreSentWithoutTheirWordAboutTheConnection(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("503.http");
        Files.writeString(file, "HTTP/1.0 503 Mine\r\nConnection: close\r\nContent-Type: text/html\r\n\r\nsorry\n");
        try (TestProxy proxy = TestProxy.of(DEFAULTS + " errorfile 503 " + file
                        + "\nfrontend fe\n bind 127.0.0.1:0\n default_backend be\nbackend be\n");
                Socket client = connect(proxy)) {
            send(client, GET);
            assertThat(readAll(client)).isEqualTo("HTTP/1.0 503 Mine\r\nContent-Type: text/html\r\n\r\nsorry\n");
        }
    }

    @Test
    void manyPipelinedRequestsAreAnsweredInOrder() throws Exception {
        try (TestProxy proxy = proxy(" use_backend none if { path /none }\n", "backend none\n");
                Socket client = connect(proxy)) {
            int count = 3000;
            CompletableFuture<Void> sent = CompletableFuture.runAsync(() -> {
                try {
                    for (int i = 0; i < count; i++) {
                        send(client, i % 10 == 0 ? GET : "GET /none HTTP/1.1\r\nHost: a\r\n\r\n");
                    }
                } catch (IOException failure) {
                    throw new IllegalStateException(failure);
                }
            });
            int refusal = 214;
            for (int i = 0; i < count; i++) {
                if (i % 10 == 0) {
                    assertThat(read(client, HI.length())).isEqualTo(HI);
                } else {
                    assertThat(read(client, refusal)).startsWith("HTTP/1.1 503").endsWith("</html>\n");
                }
            }
            sent.get(5, TimeUnit.SECONDS);
        }
    }

    @ParameterizedTest
    @CsvSource({"15000, HTTP/1.1 200", "15400, HTTP/1.1 431", "40000, HTTP/1.1 431"})
    void headsMayFillABufferButForWhatRewritingNeeds(int length, String expected) throws Exception {
        try (TestProxy proxy = proxy("", "");
                Socket client = connect(proxy)) {
            String head = "GET / HTTP/1.1\r\nX: ";
            send(client, head + "y".repeat(length - head.length() - 4) + "\r\n\r\n");
            assertThat(read(client, 12)).isEqualTo(expected);
        }
    }

    @Test
    void aTargetThatFillsTheBufferIsTooLong() throws Exception {
        try (TestProxy proxy = proxy("", "");
                Socket client = connect(proxy)) {
            send(client, "GET /" + "y".repeat(40_000));
            assertThat(readAll(client))
                    .startsWith("HTTP/1.1 414 URI Too Long\r\n")
                    .endsWith("The URI provided was too long for the server to process.\n</body></html>\n");
        }
    }

    @Test
    void idleClientsAreClosedInTime() throws Exception {
        try (TestProxy proxy = proxy(" timeout http-keep-alive 100ms\n timeout http-request 2s\n", "");
                Socket client = connect(proxy)) {
            exchange(client);
            assertThat(readAll(client)).isEmpty();
        }
    }

    @Test
    void aStoppingProcessEndsClientsThatWaitAndServesTheOthersToTheEnd() throws Exception {
        try (TestProxy proxy = proxy("", "");
                Socket waiting = connect(proxy);
                Socket busy = connect(proxy)) {
            exchange(waiting);
            origin.scriptOnly(List.of("pause", "bytes " + HI));
            send(busy, GET);
            Await.until(() -> "no stream", () -> proxy.state.process().streams().get() == 1);
            proxy.state.process().stop();
            CompletionStage<Void> idle = proxy.core.whenIdle();
            assertThat(readAll(waiting)).isEmpty();
            assertThat(readAll(busy)).isEqualTo(HI.replace("\r\n\r\n", "\r\nconnection: close\r\n\r\n"));
            waiting.shutdownOutput();
            busy.shutdownOutput();
            idle.toCompletableFuture().get(5, TimeUnit.SECONDS);
        }
    }

    @Test
    void severalWorkersServeAtOnce() throws Exception {
        String text = DEFAULTS + "frontend fe\n bind 127.0.0.1:0\n default_backend be\nbackend be\n server a 127.0.0.1:"
                + origin.port() + "\n server b 127.0.0.1:" + second.port() + "\n";
        try (TestProxy proxy = new TestProxy(text, Map.of(), 2)) {
            List<CompletableFuture<Void>> clients = new java.util.ArrayList<>();
            for (int i = 0; i < 16; i++) {
                clients.add(CompletableFuture.runAsync(() -> {
                    try (Socket client = connect(proxy)) {
                        for (int n = 0; n < 50; n++) {
                            exchange(client);
                        }
                    } catch (IOException failure) {
                        throw new IllegalStateException(failure);
                    }
                }));
            }
            for (CompletableFuture<Void> client : clients) {
                client.get(20, TimeUnit.SECONDS);
            }
            Await.until(
                    () -> "counters lag",
                    () -> proxy.frontend("fe").counters().sum(Counter.REQUESTS) == 800
                            && proxy.backend("be").counters().sum(Counter.RESPONSES_2XX) == 800);
            Await.until(
                    () -> "sessions stay",
                    () -> proxy.backend("be").sessions().get() == 0
                            && proxy.frontend("fe").sessions().get() == 0
                            && proxy.state.process().streams().get() == 0
                            && proxy.server("be", "a").usedConnections().get() == 0);
        }
    }
}
