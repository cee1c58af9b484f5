package dev.sluice.proxy.http;

import static dev.sluice.proxy.http.Requests.DEFAULTS;
import static dev.sluice.proxy.http.Requests.connect;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.proxy.h2.WebSocketKeys;
import dev.sluice.proxy.http.Http2Talk.Frame;
import dev.sluice.state.Counter;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Connections that leave HTTP, between clients and servers of any two versions of it (RFC 8441). */
class UpgradeTest {
    private static final String CONNECT = ":method=CONNECT|:scheme=http|:authority=a|:path=/chat";
    /** The key and its answer of RFC 6455 section 1.3. */
    private static final String KEY = "dGhlIHNhbXBsZSBub25jZQ==";

    private static final String ANSWER = "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=";

    private ServerSocket listener;
    private volatile String received = "";
    private volatile boolean wrong;
    private Thread origin;

    /** Agrees to what it is asked for and sends back what it is sent. */
    @BeforeEach
    void start() throws Exception {
        listener = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        origin = new Thread(() -> {
            boolean open = true;
            while (open) {
                try (Socket client = listener.accept()) {
                    serve(client);
                } catch (IOException over) {
                    open = !listener.isClosed();
                }
            }
        });
        origin.start();
    }

    @AfterEach
    void stop() throws Exception {
        listener.close();
        origin.join();
    }

    private void serve(Socket client) throws IOException {
        String head = head(client.getInputStream());
        received = head;
        String key = field(head, "sec-websocket-key");
        String answer =
                key.isEmpty() ? "" : "Sec-WebSocket-Accept: " + WebSocketKeys.answer(wrong ? key + "?" : key) + "\r\n";
        client.getOutputStream()
                .write(("HTTP/1.1 101 Switching Protocols\r\nConnection: upgrade\r\nUpgrade: " + field(head, "upgrade")
                                + "\r\n" + answer + "\r\nwelcome ")
                        .getBytes(StandardCharsets.ISO_8859_1));
        client.getInputStream().transferTo(client.getOutputStream());
    }

    private static String head(InputStream in) throws IOException {
        StringBuilder text = new StringBuilder();
        while (text.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("ended after " + text);
            }
            text.append((char) next);
        }
        return text.toString();
    }

    private static String field(String head, String name) {
        for (String line : head.split("\r\n", -1)) {
            if (line.toLowerCase(Locale.ROOT).startsWith(name + ": ")) {
                return line.substring(name.length() + 2);
            }
        }
        return "";
    }

    private TestProxy proxy(String bind, int port, String server) throws Exception {
        return TestProxy.of(DEFAULTS + "frontend fe\n bind 127.0.0.1:0" + bind + "\n default_backend be\n"
                + "backend be\n server a 127.0.0.1:" + port + " " + server + "\n");
    }

    /** Waits until all that was under way has ended. */
    private static void quiet(TestProxy proxy) throws InterruptedException {
        Await.until(
                () -> "streams " + proxy.state.process().streams().get(),
                () -> proxy.state.process().streams().get() == 0);
    }

    private static String talk(Http2Talk client, int until) throws IOException {
        StringBuilder text = new StringBuilder();
        while (text.length() < until) {
            Frame frame = client.read();
            assertThat(frame.type()).isEqualTo(Http2Talk.DATA);
            text.append(new String(frame.payload(), StandardCharsets.ISO_8859_1));
        }
        return text.toString();
    }

    @Test
    void asksServersOfHttp1AsTheyAreUsedTo() throws Exception {
        try (TestProxy proxy = proxy(" proto h2", listener.getLocalPort(), "");
                Http2Talk client = new Http2Talk(connect(proxy))) {
            client.headers(1, false, CONNECT + "|:protocol=websocket|sec-websocket-version=13");
            Frame head = client.read();
            assertThat(head.isLast()).isFalse();
            assertThat(client.fields(head)).isEqualTo(":status=200");
            assertThat(received).startsWith("GET /chat HTTP/1.1\r\n").contains("upgrade: websocket", "host: a");
            assertThat(field(received, "sec-websocket-key")).hasSize(24);
            client.data(1, false, "hello".getBytes(StandardCharsets.ISO_8859_1));
            assertThat(talk(client, 13)).isEqualTo("welcome hello");
            client.leave();
            quiet(proxy);
        }
    }

    @Test
    void believesNoServerThatDoesNotKnowTheAnswer() throws Exception {
        wrong = true;
        try (TestProxy proxy = proxy(" proto h2", listener.getLocalPort(), "");
                Http2Talk client = new Http2Talk(connect(proxy))) {
            client.headers(1, false, CONNECT + "|:protocol=websocket");
            assertThat(client.fields(client.read())).startsWith(":status=502");
            client.leave();
            quiet(proxy);
        }
    }

    @Test
    void leavesKeysToProtocolsThatHaveThem() throws Exception {
        try (TestProxy proxy = proxy(" proto h2", listener.getLocalPort(), "");
                Http2Talk client = new Http2Talk(connect(proxy))) {
            client.headers(1, false, CONNECT + "|:protocol=chat/1");
            assertThat(client.fields(client.read())).isEqualTo(":status=200");
            assertThat(received).contains("upgrade: chat/1").doesNotContain("websocket");
            client.leave();
            quiet(proxy);
        }
    }

    /** Which version of HTTP a server is asked by, which here understands both. */
    @ParameterizedTest
    @CsvSource({"proto h2,1,0", "proto h2 ws h1,0,1", "ws h2,1,0", "'',0,1"})
    void asksServersByTheVersionThatIsSaid(String words, int second, int first) throws Exception {
        try (TestProxy server = proxy("", listener.getLocalPort(), "");
                TestProxy proxy = proxy("", server.port(), words);
                Socket client = connect(proxy)) {
            client.getOutputStream()
                    .write(("GET /chat HTTP/1.1\r\nHost: a\r\nConnection: upgrade\r\nUpgrade: websocket\r\n"
                                    + "Sec-WebSocket-Key: " + KEY + "\r\n\r\n")
                            .getBytes(StandardCharsets.ISO_8859_1));
            String head = head(client.getInputStream());
            assertThat(head).startsWith("HTTP/1.1 101 ");
            assertThat(field(head, "upgrade")).isEqualTo("websocket");
            assertThat(field(head, "sec-websocket-accept")).isEqualTo(ANSWER);
            client.getOutputStream().write("hello".getBytes(StandardCharsets.ISO_8859_1));
            assertThat(new String(client.getInputStream().readNBytes(13), StandardCharsets.ISO_8859_1))
                    .isEqualTo("welcome hello");
            assertThat(server.frontend("fe").counters().sum(Counter.HTTP2_REQUESTS))
                    .isEqualTo(second);
            assertThat(server.frontend("fe").counters().sum(Counter.HTTP1_REQUESTS))
                    .isEqualTo(first);
            leave(client);
            quiet(proxy);
            quiet(server);
        }
    }

    @Test
    void asksNoServerThatHasNotOfferedIt() throws Exception {
        try (TestProxy server =
                        TestProxy.of("global\n h2-workaround-bogus-websocket-clients\n" + DEFAULTS + "frontend fe\n"
                                + " bind 127.0.0.1:0 proto h2\n default_backend be\nbackend be\n server a 127.0.0.1:"
                                + listener.getLocalPort() + "\n");
                TestProxy proxy = proxy("", server.port(), "proto h2");
                Socket client = connect(proxy)) {
            client.getOutputStream()
                    .write("GET / HTTP/1.1\r\nHost: a\r\nConnection: upgrade\r\nUpgrade: chat\r\n\r\n"
                            .getBytes(StandardCharsets.ISO_8859_1));
            assertThat(head(client.getInputStream())).startsWith("HTTP/1.1 502 ");
            assertThat(received).isEmpty();
            leave(client);
            quiet(proxy);
        }
    }

    /** While there is still something to be seen of the other side. */
    private static void leave(Socket client) throws IOException {
        client.close();
    }
}
