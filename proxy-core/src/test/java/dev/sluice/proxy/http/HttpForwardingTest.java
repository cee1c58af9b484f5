package dev.sluice.proxy.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.state.Counter;
import dev.sluice.state.InternalService;
import dev.sluice.state.Server;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What takes more than one request, more than one server, or more than a buffer. */
class HttpForwardingTest {
    private static final String DEFAULTS = """
            defaults
                mode http
                balance roundrobin
                timeout client 5s
                timeout server 5s
                timeout connect 1s
            """;
    private static final String GET = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";
    private static final String HI = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi";

    private ScriptedOrigin origin;
    private ScriptedOrigin second;

    @BeforeEach
    void start() throws Exception {
        origin = new ScriptedOrigin();
        second = new ScriptedOrigin();
    }

    @AfterEach
    void stop() throws Exception {
        origin.close();
        second.close();
    }

    private TestProxy proxy(String frontend, String backend) throws Exception {
        return TestProxy.of(DEFAULTS + "frontend fe\n bind 127.0.0.1:0\n default_backend be\n" + frontend
                + "backend be\n server a 127.0.0.1:" + origin.port() + "\n" + backend);
    }

    private static Socket connect(TestProxy proxy) throws IOException {
        Socket client = new Socket(InetAddress.getLoopbackAddress(), proxy.port());
        client.setSoTimeout(5000);
        return client;
    }

    private static void send(Socket client, String text) throws IOException {
        client.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static String read(Socket client, int length) throws IOException {
        return new String(client.getInputStream().readNBytes(length), StandardCharsets.ISO_8859_1);
    }

    private static void exchange(Socket client) throws IOException {
        send(client, GET);
        assertThat(read(client, HI.length())).isEqualTo(HI);
    }

    private static String readAll(Socket client) throws IOException {
        return new String(client.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
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

    /** Bodies of many buffers, both ways at once, in pieces of any size. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void largeBodiesPassUnchanged(boolean chunked) throws Exception {
        long seed = System.nanoTime();
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        byte[] content = new byte[3_000_000];
        random.nextBytes(content);
        try (ServerSocket echo = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
                TestProxy proxy = TestProxy.of(DEFAULTS
                        + "frontend fe\n bind 127.0.0.1:0\n default_backend be\nbackend be\n server a 127.0.0.1:"
                        + echo.getLocalPort() + "\n");
                Socket client = connect(proxy)) {
            CompletableFuture<Void> unused = CompletableFuture.runAsync(() -> echo(echo));
            byte[] body = chunked ? chunks(content, random) : content;
            String framing = chunked ? "Transfer-Encoding: chunked" : "Content-Length: " + body.length;
            CompletableFuture<Void> sent = CompletableFuture.runAsync(() -> {
                try {
                    send(client, "POST / HTTP/1.1\r\nHost: a\r\n" + framing + "\r\n\r\n");
                    OutputStream out = client.getOutputStream();
                    for (int at = 0; at < body.length; ) {
                        int n = Math.min(body.length - at, 1 + random.nextInt(100_000));
                        out.write(body, at, n);
                        at += n;
                    }
                } catch (IOException failure) {
                    throw new IllegalStateException(failure);
                }
            });
            String head = "HTTP/1.1 200 OK\r\n" + framing + "\r\n\r\n";
            assertThat(read(client, head.length())).isEqualTo(head);
            assertThat(Arrays.equals(client.getInputStream().readNBytes(body.length), body))
                    .isTrue();
            sent.get(5, TimeUnit.SECONDS);
            Await.until(
                    () -> "counted " + proxy.frontend("fe").counters().sum(Counter.RESPONSE_BYTES_OUT),
                    () -> proxy.frontend("fe").counters().sum(Counter.RESPONSE_BYTES_OUT) > content.length);
        }
    }

    private static byte[] chunks(byte[] content, Random random) {
        ByteArrayOutputStream framed = new ByteArrayOutputStream();
        for (int at = 0; at < content.length; ) {
            int n = Math.min(content.length - at, 1 + random.nextInt(50_000));
            framed.writeBytes((Integer.toHexString(n) + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
            framed.write(content, at, n);
            framed.writeBytes("\r\n".getBytes(StandardCharsets.ISO_8859_1));
            at += n;
        }
        framed.writeBytes("0\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
        return framed.toByteArray();
    }

    /** Answers with the request's framing and body, byte by byte as they come. */
    private static void echo(ServerSocket socket) {
        try (Socket connection = socket.accept()) {
            InputStream in = connection.getInputStream();
            StringBuilder head = new StringBuilder();
            while (head.indexOf("\r\n\r\n") < 0) {
                head.append((char) in.read());
            }
            String framing = head.toString().replaceFirst("(?s).*\r\n(\\S+: \\S+)\r\n\r\n", "$1");
            connection
                    .getOutputStream()
                    .write(("HTTP/1.1 200 OK\r\n" + framing + "\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1));
            in.transferTo(connection.getOutputStream());
        } catch (IOException closed) {
            // The proxy ends the connection when the response has passed.
        }
    }

    @Test
    void aClientThatDoesNotReadHoldsItsServerBack() throws Exception {
        AtomicLong written = new AtomicLong();
        AtomicBoolean going = new AtomicBoolean(true);
        try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
                TestProxy proxy = TestProxy.of(DEFAULTS
                        + "frontend fe\n bind 127.0.0.1:0\n default_backend be\nbackend be\n server a 127.0.0.1:"
                        + server.getLocalPort() + "\n");
                Socket client = new Socket()) {
            client.setReceiveBufferSize(8192);
            client.connect(new java.net.InetSocketAddress(InetAddress.getLoopbackAddress(), proxy.port()));
            CompletableFuture<Void> flood = CompletableFuture.runAsync(() -> flood(server, written, going));
            send(client, GET);
            long last = -1;
            while (written.get() == 0 || written.get() != last) {
                last = written.get();
                TimeUnit.MILLISECONDS.sleep(300);
            }
            // The kernel's buffers on both sides take a few megabytes; what matters is that it ends.
            assertThat(last).isLessThan(30_000_000);
            long before = written.get();
            client.setSoTimeout(5000);
            client.getInputStream().readNBytes(20_000_000);
            assertThat(written.get()).isGreaterThan(before);
            going.set(false);
            client.close();
            flood.get(5, TimeUnit.SECONDS);
        }
    }

    private static void flood(ServerSocket server, AtomicLong written, AtomicBoolean going) {
        try (Socket connection = server.accept()) {
            OutputStream out = connection.getOutputStream();
            out.write("HTTP/1.1 200 OK\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
            byte[] piece = new byte[10_000];
            while (going.get()) {
                out.write(piece);
                written.addAndGet(piece.length);
            }
        } catch (IOException closed) {
            // The client has gone.
        }
    }

    @Test
    void tunnelsPassTheEndOfOneSideLikeBytes() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
                TestProxy proxy = TestProxy.of(DEFAULTS
                        + "frontend fe\n bind 127.0.0.1:0\n default_backend be\nbackend be\n server a 127.0.0.1:"
                        + server.getLocalPort() + "\n");
                Socket client = connect(proxy)) {
            send(client, "GET /w HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: echo\r\n\r\nearly ");
            try (Socket connection = server.accept()) {
                connection.setSoTimeout(5000);
                InputStream in = connection.getInputStream();
                assertThat(new String(in.readNBytes(64), StandardCharsets.ISO_8859_1))
                        .endsWith("\r\n\r\n");
                String answer = "HTTP/1.1 101 Switching Protocols\r\nConnection: upgrade\r\nUpgrade: echo\r\n\r\nhello";
                connection.getOutputStream().write(answer.getBytes(StandardCharsets.ISO_8859_1));
                assertThat(read(client, answer.length())).isEqualTo(answer);
                send(client, "late");
                client.shutdownOutput();
                assertThat(new String(in.readAllBytes(), StandardCharsets.ISO_8859_1))
                        .isEqualTo("early late");
                connection.getOutputStream().write("bye".getBytes(StandardCharsets.ISO_8859_1));
            }
            assertThat(readAll(client)).isEqualTo("bye");
        }
    }

    @Test
    void pagesOfTheProgramAreSentAsTheClientTakesThem() throws Exception {
        InternalService page = request -> new InternalService.Response(200, "text/plain", pieces(2000));
        String text = DEFAULTS + "frontend fe\n bind 127.0.0.1:0\n"
                + " http-request use-service prometheus-exporter if { path /metrics }\n"
                + " default_backend be\nbackend be\n server a 127.0.0.1:" + origin.port() + "\n";
        try (TestProxy proxy = new TestProxy(text, Map.of("prometheus-exporter", page), 1);
                Socket client = connect(proxy)) {
            send(client, "GET /metrics HTTP/1.1\r\nHost: a\r\n\r\n");
            String head = "HTTP/1.1 200 OK\r\ncache-control: no-cache\r\ncontent-type: text/plain\r\n"
                    + "transfer-encoding: chunked\r\n\r\n";
            assertThat(read(client, head.length())).isEqualTo(head);
            assertThat(unchunked(client)).isEqualTo("0123456789".repeat(2000 * 1000));
            exchange(client);
            send(client, "GET /metrics HTTP/1.0\r\n\r\n");
            String old = readAll(client);
            assertThat(old).startsWith(head.replace("transfer-encoding: chunked", "connection: close"));
            assertThat(old).endsWith("\r\n\r\n" + "0123456789".repeat(2000 * 1000));
            assertThat(proxy.frontend("fe").counters().sum(Counter.INTERCEPTED)).isEqualTo(2);
        }
    }

    private static InternalService.Body pieces(int count) {
        byte[] piece = "0123456789".repeat(1000).getBytes(StandardCharsets.ISO_8859_1);
        int[] left = {count};
        return () -> left[0]-- > 0 ? piece : null;
    }

    private static String unchunked(Socket client) throws IOException {
        InputStream in = client.getInputStream();
        StringBuilder all = new StringBuilder();
        while (true) {
            StringBuilder size = new StringBuilder();
            while (size.indexOf("\r\n") < 0) {
                size.append((char) in.read());
            }
            int n = Integer.parseInt(size.substring(0, size.length() - 2), 16);
            all.append(new String(in.readNBytes(n), StandardCharsets.ISO_8859_1));
            assertThat(in.readNBytes(2)).isEqualTo(new byte[] {'\r', '\n'});
            if (n == 0) {
                return all.toString();
            }
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
            waiting.close();
            busy.close();
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
