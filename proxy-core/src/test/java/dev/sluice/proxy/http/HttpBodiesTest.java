package dev.sluice.proxy.http;

import static dev.sluice.proxy.http.Requests.DEFAULTS;
import static dev.sluice.proxy.http.Requests.GET;
import static dev.sluice.proxy.http.Requests.connect;
import static dev.sluice.proxy.http.Requests.exchange;
import static dev.sluice.proxy.http.Requests.read;
import static dev.sluice.proxy.http.Requests.readAll;
import static dev.sluice.proxy.http.Requests.send;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.state.Counter;
import dev.sluice.state.InternalService;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What does not fit a buffer: bodies, tunnels, pages of the program's own. */
class HttpBodiesTest extends WithOrigin {
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
    /** Unread bytes make the kernel reset the connection right behind the answer, while more of the request is being sent. */
    @Test
    void anEarlyRefusalIsHeardThoughItsServerResets() throws Exception {
        String refusal = "HTTP/1.1 413 Big\r\nContent-Length: 2\r\n\r\nno";
        try (ServerSocket refuser = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                TestProxy proxy = TestProxy.of(DEFAULTS
                        + "frontend fe\n bind 127.0.0.1:0\n default_backend be\nbackend be\n server a 127.0.0.1:"
                        + refuser.getLocalPort() + "\n")) {
            for (int round = 0; round < 20; round++) {
                try (Socket client = connect(proxy)) {
                    CompletableFuture<Void> refused = CompletableFuture.runAsync(() -> refuse(refuser, refusal));
                    send(client, "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 9000000\r\n\r\n" + "x".repeat(300_000));
                    assertThat(read(client, refusal.length()))
                            .as("round " + round)
                            .isEqualTo(refusal);
                    refused.join();
                }
            }
        }
    }

    private static void refuse(ServerSocket socket, String refusal) {
        try (Socket connection = socket.accept()) {
            int first = connection.getInputStream().read();
            assertThat(first).isEqualTo('P');
            connection.getOutputStream().write(refusal.getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

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
            CompletableFuture<Void> unused = CompletableFuture.runAsync(() -> flood(server, written, going));
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
}
