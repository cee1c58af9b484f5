package dev.sluice.proxy.http;

import static dev.sluice.proxy.http.Requests.DEFAULTS;
import static dev.sluice.proxy.http.Requests.connect;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.proxy.http.Http2Talk.Frame;
import dev.sluice.state.Counter;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How connections of HTTP/2 end, on either side: with a word (GOAWAY), and not before what is under way has. */
class Http2LeavingTest {
    private static final String GET = ":method=GET|:scheme=http|:authority=a|:path=/";
    private static final int NO_ERROR = 0;
    private static final int ENHANCE_YOUR_CALM = 11;

    private ScriptedOrigin origin;

    @BeforeEach
    void start() throws Exception {
        origin = new ScriptedOrigin();
    }

    @AfterEach
    void stop() throws Exception {
        origin.close();
    }

    private TestProxy proxy(String global) throws Exception {
        return TestProxy.of("global\n" + global + DEFAULTS + "frontend fe\n bind 127.0.0.1:0 proto h2\n"
                + " default_backend be\nbackend be\n server a 127.0.0.1:" + origin.port() + "\n");
    }

    private static int lastStream(Frame frame) {
        byte[] payload = frame.payload();
        return payload[0] << 24 | payload[1] << 16 | payload[2] << 8 | payload[3];
    }

    /** The next frame of a kind. */
    private static Frame next(Http2Talk client, int type) throws IOException {
        Frame frame = client.read();
        while (frame.type() != type) {
            frame = client.read();
        }
        return frame;
    }

    @Test
    void saysWhichRequestWasTheLastOneAndAnswersIt() throws Exception {
        try (TestProxy proxy = proxy(" tune.h2.fe.max-total-streams 2\n");
                Http2Talk client = new Http2Talk(connect(proxy))) {
            client.headers(1, true, GET);
            assertThat(client.response(1)).isEqualTo("[:status=200|content-length=2]hi");
            client.headers(3, true, GET);
            Frame leaving = next(client, Http2Talk.GOAWAY);
            assertThat(leaving.code()).isEqualTo(NO_ERROR);
            assertThat(lastStream(leaving)).isEqualTo(3);
            assertThat(client.response(3)).isEqualTo("[:status=200|content-length=2]hi");
            assertThatThrownBy(client::read).isInstanceOf(EOFException.class);
        }
    }

    @ParameterizedTest
    @CsvSource({"0,0,1,1", "6,0,7,6", "8,0,3,6", "4,1,6,1"})
    void saysWhatWasWrong(int type, int stream, int length, int code) throws Exception {
        try (TestProxy proxy = proxy("");
                Http2Talk client = new Http2Talk(connect(proxy))) {
            client.frame(type, 0, stream, new byte[length]);
            assertThat(next(client, Http2Talk.GOAWAY).code()).isEqualTo(code);
            assertThatThrownBy(client::read).isInstanceOf(IOException.class);
        }
    }

    @Test
    void hasEnoughOfClientsThatErrAgainAndAgain() throws Exception {
        try (TestProxy proxy = proxy(" tune.h2.fe.glitches-threshold 3\n");
                Http2Talk client = new Http2Talk(connect(proxy))) {
            for (int i = 0; i < 3; i++) {
                client.headers(2 * i + 1, true, GET + "|connection=close");
            }
            assertThat(next(client, Http2Talk.GOAWAY).code()).isEqualTo(ENHANCE_YOUR_CALM);
        }
    }

    @Test
    void goesToANewConnectionWhereTheServerTakesNoMoreRequests() throws Exception {
        try (TestProxy server = proxy(" tune.h2.fe.max-total-streams 2\n");
                TestProxy proxy = TestProxy.of(DEFAULTS + "frontend fe\n bind 127.0.0.1:0\n default_backend be\n"
                        + "backend be\n http-reuse always\n server a 127.0.0.1:" + server.port() + " proto h2\n");
                Socket client = connect(proxy)) {
            String all = "HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nhi";
            for (int i = 0; i < 6; i++) {
                client.getOutputStream()
                        .write("GET / HTTP/1.1\r\nHost: a\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
                assertThat(new String(client.getInputStream().readNBytes(all.length()), StandardCharsets.ISO_8859_1))
                        .isEqualTo(all);
            }
            assertThat(server.frontend("fe").counters().sum(Counter.CONNECTIONS))
                    .isEqualTo(3);
        }
    }

    @Test
    void aConnectionEndsWithItsLastStreamEvenWhereTheServerResetThat() throws Exception {
        CompletableFuture<Integer> end = new CompletableFuture<>();
        try (ServerSocket listening = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            Thread server = new Thread(() -> resets(listening, end));
            server.setDaemon(true);
            server.start();
            try (TestProxy proxy = TestProxy.of(DEFAULTS + "frontend fe\n bind 127.0.0.1:0\n default_backend be\n"
                            + "backend be\n server a 127.0.0.1:" + listening.getLocalPort() + " proto h2\n");
                    Socket client = connect(proxy)) {
                client.getOutputStream()
                        .write("GET / HTTP/1.1\r\nHost: a\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
                assertThat(new String(client.getInputStream().readNBytes(12), StandardCharsets.ISO_8859_1))
                        .isEqualTo("HTTP/1.1 502");
                assertThat(end.get(10, TimeUnit.SECONDS)).isEqualTo(-1);
            }
        }
    }

    /** The rest is with the codec when the exchange ends, but the server's window is closed. */
    @Test
    void aRequestArrivesInFullBehindItsResponse() throws Exception {
        int size = 70_000;
        int most = 60_000;
        AtomicInteger received = new AtomicInteger();
        CompletableFuture<Boolean> over = new CompletableFuture<>();
        CompletableFuture<Boolean> ended = new CompletableFuture<>();
        try (ServerSocket listening = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            Thread server = new Thread(() -> answersFirst(listening, received, over, ended));
            server.setDaemon(true);
            server.start();
            try (TestProxy proxy = TestProxy.of(DEFAULTS + "frontend fe\n bind 127.0.0.1:0\n default_backend be\n"
                            + "backend be\n server a 127.0.0.1:" + listening.getLocalPort() + " proto h2\n");
                    Socket client = connect(proxy)) {
                OutputStream out = client.getOutputStream();
                out.write(("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: " + size + "\r\n\r\nu")
                        .getBytes(StandardCharsets.ISO_8859_1));
                assertThat(new String(client.getInputStream().readNBytes(12), StandardCharsets.ISO_8859_1))
                        .isEqualTo("HTTP/1.1 200");
                out.write(new byte[most - 1]);
                Await.until(() -> "bytes " + received.get(), () -> received.get() == most);
                // The window takes half of this, the codec all.
                out.write(new byte[size - most]);
                Await.until(
                        () -> "streams " + proxy.state.process().streams().get(),
                        () -> proxy.state.process().streams().get() == 0);
                over.complete(true);
                assertThat(ended.get(20, TimeUnit.SECONDS)).isTrue();
                assertThat(received.get()).isEqualTo(size);
            }
        }
    }

    /** Answers at once, takes as much as a window allows, and the rest once the exchange is {@code over}. */
    private static void answersFirst(
            ServerSocket listening,
            AtomicInteger received,
            CompletableFuture<Boolean> over,
            CompletableFuture<Boolean> ended) {
        try (Socket socket = listening.accept()) {
            DataInputStream in = new DataInputStream(socket.getInputStream());
            in.readNBytes(Http2Talk.PREFACE.length());
            boolean last = false;
            while (!last) {
                int length = in.readUnsignedShort() << 8 | in.readUnsignedByte();
                int type = in.readUnsignedByte();
                int flags = in.readUnsignedByte();
                in.readInt();
                in.readNBytes(length);
                last = type == Http2Talk.DATA && (flags & Http2Talk.END_STREAM) != 0;
                int got = received.addAndGet(type == Http2Talk.DATA ? length : 0);
                if (type == Http2Talk.HEADERS) {
                    socket.getOutputStream()
                            .write(HexFormat.of().parseHex("000000040000000000" + "00000101050000000188"));
                } else if (type == Http2Talk.DATA && got == 65_535) {
                    boolean unused = over.get(20, TimeUnit.SECONDS);
                    String more = "000004080000000000" + "0000ffff" + "000004080000000001" + "0000ffff";
                    socket.getOutputStream().write(HexFormat.of().parseHex(more));
                }
            }
            ended.complete(true);
        } catch (IOException | InterruptedException | ExecutionException | TimeoutException failure) {
            ended.completeExceptionally(failure);
        }
    }

    /** Resets the first stream of a connection, and tells of the end of the connection. */
    private static void resets(ServerSocket listening, CompletableFuture<Integer> end) {
        try (Socket socket = listening.accept()) {
            InputStream in = socket.getInputStream();
            in.readNBytes(Http2Talk.PREFACE.length());
            int type = 0;
            while (type != Http2Talk.HEADERS) {
                byte[] head = in.readNBytes(9);
                type = head[3];
                in.readNBytes((head[1] & 0xff) << 8 | head[2] & 0xff);
            }
            socket.getOutputStream()
                    .write(HexFormat.of().parseHex("000000040000000000" + "00000403000000000100000002"));
            int last = 0;
            while (last >= 0) {
                last = in.read();
            }
            end.complete(last);
        } catch (IOException broken) {
            end.completeExceptionally(broken);
        }
    }
}
