package dev.sluice.proxy.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.config.Http2Settings;
import dev.sluice.config.ProxySettings;
import dev.sluice.config.ServerAddress;
import dev.sluice.config.ServerSettings;
import dev.sluice.config.Settings;
import dev.sluice.proxy.sample.SampleSite;
import dev.sluice.proxy.worker.Worker;
import dev.sluice.state.CheckReports;
import dev.sluice.state.CheckResult;
import dev.sluice.state.Clock;
import dev.sluice.state.PatternReports;
import dev.sluice.state.ProcessState;
import dev.sluice.state.RuntimeState;
import dev.sluice.state.Server;
import dev.sluice.state.TestBackend;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http2.DefaultHttp2HeadersDecoder;
import io.netty.handler.codec.http2.Http2Exception;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Checks that speak HTTP/2, against servers that say their frames byte by byte. What they come to is what HAProxy 3.5 was seen to report. */
class Http2ChecksTest implements CheckReports {
    private static final String SETTINGS = "000000 04 00 00000000 ";
    private static final String OK = "000001 01 04 00000001 88 ";
    private static final String OK_ALONE = "000001 01 05 00000001 88 ";

    private final Worker worker = new Worker(0, 16_384, Clock.SYSTEM, Thread::new);
    private final RuntimeState state =
            new RuntimeState(new ProcessState(new ProcessState.Identity("HAProxy", "3.5", "2026/01/01", 1, 1, 0, 0)));
    private final Checks checks = new Checks(state, new SampleSite(state, PatternReports.NOBODY), worker, this, 1);
    private final BlockingQueue<CheckResult> results = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
    private final List<ServerSocket> sockets = new ArrayList<>();

    @AfterEach
    void stop() throws Exception {
        checks.close();
        for (ServerSocket socket : sockets) {
            socket.close();
        }
        assertThat(worker.loop().shutdownGracefully(0, 5, TimeUnit.SECONDS).await(5, TimeUnit.SECONDS))
                .isTrue();
    }

    @Override
    public void health(Server server, CheckResult result) {
        results.add(result);
    }

    @Override
    public void agent(Server server, CheckResult result, @Nullable String line) {}

    private interface Talk {
        void with(Socket client) throws IOException;
    }

    private int origin(Talk talk) throws IOException {
        ServerSocket listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        sockets.add(listening);
        Thread thread = new Thread(() -> {
            while (!listening.isClosed()) {
                try (Socket client = listening.accept()) {
                    client.setSoTimeout(10_000);
                    talk.with(client);
                } catch (IOException ended) {
                    // The check or the test is over.
                }
            }
        });
        thread.setDaemon(true);
        thread.start();
        return listening.getLocalPort();
    }

    /** Reads a request to its end, answers with frames, and notes how the connection ends. */
    private int answering(String... frames) throws IOException {
        return origin(client -> {
            heard.add(request(new DataInputStream(client.getInputStream())));
            for (String some : frames) {
                say(client, some);
            }
            heard.add(end(client));
        });
    }

    private static void say(Socket client, String hex) throws IOException {
        client.getOutputStream().write(HexFormat.of().parseHex(hex.replace(" ", "")));
    }

    private static String end(Socket client) {
        try {
            while (client.getInputStream().read() >= 0) {
                // Answers to settings, and more room.
            }
            return "closed";
        } catch (IOException broken) {
            return String.valueOf(broken.getMessage());
        }
    }

    /** The fields of a request, and its body behind them. */
    private static String request(DataInputStream in) throws IOException {
        byte[] preface = in.readNBytes(24);
        assertThat(new String(preface, StandardCharsets.US_ASCII)).isEqualTo("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");
        StringBuilder text = new StringBuilder();
        boolean last = false;
        while (!last) {
            int length = in.readUnsignedShort() << 8 | in.readUnsignedByte();
            int type = in.readUnsignedByte();
            int flags = in.readUnsignedByte();
            int stream = in.readInt();
            byte[] content = in.readNBytes(length);
            if (type == 1) {
                text.append(fields(stream, content));
            } else if (type == 0) {
                text.append(new String(content, StandardCharsets.US_ASCII));
            }
            last = (type == 0 || type == 1) && (flags & 1) != 0;
        }
        return text.toString();
    }

    private static String fields(int stream, byte[] block) throws IOException {
        ByteBuf bytes = Unpooled.wrappedBuffer(block);
        StringBuilder text = new StringBuilder();
        try {
            new DefaultHttp2HeadersDecoder()
                    .decodeHeaders(stream, bytes)
                    .forEach(field -> text.append(field.getKey())
                            .append('=')
                            .append(field.getValue())
                            .append(' '));
        } catch (Http2Exception bad) {
            throw new IOException(bad);
        }
        return text.toString();
    }

    private String check(int port, String proto, String checkProto, String... lines) throws Exception {
        Settings.Builder settings = TestConfiguration.backend(lines).proxies().get(0).settings().toBuilder();
        settings.set(ProxySettings.TIMEOUT_CONNECT, 5000L);
        TestBackend backend = new TestBackend(settings.build());
        Server server = backend.add(
                Settings.builder()
                        .set(ServerSettings.CHECK, true)
                        .set(ServerSettings.INTER, 60_000L)
                        .set(Http2Settings.PROTO, proto)
                        .set(Http2Settings.CHECK_PROTO, checkProto)
                        .build(),
                new ServerAddress(ServerAddress.Family.IPV4, "127.0.0.1", port, false));
        backend.check(server);
        checks.changed(server);
        CheckResult result = Objects.requireNonNull(results.poll(10, TimeUnit.SECONDS), "no check came");
        checks.removed(server);
        String code = result.httpStatus() < 0 ? "" : " " + result.httpStatus();
        return (result.status().word() + code + " " + result.text()).strip();
    }

    private String heard() throws InterruptedException {
        return String.valueOf(heard.poll(10, TimeUnit.SECONDS));
    }

    @Test
    void asksByAStreamAndEndsWithoutATrace() throws Exception {
        int port = answering(SETTINGS + OK_ALONE);
        assertThat(check(port, "", "h2", "option httpchk GET /x HTTP/1.1 www.example.org"))
                .isEqualTo("L7OK 200");
        assertThat(heard()).isEqualTo(":method=GET :scheme=https :path=/x :authority=www.example.org ");
        assertThat(heard()).containsIgnoringCase("reset");
        assertThat(check(port, "h2", "", "option httpchk")).isEqualTo("L7OK 200");
        assertThat(heard()).isEqualTo(":method=OPTIONS :scheme=https :path=/ ");
        heard();
        assertThat(check(port, "h2", "", "option httpchk OPTIONS *")).isEqualTo("L7OK 200");
        assertThat(heard()).isEqualTo(":method=OPTIONS :scheme=https :path=* ");
    }

    @Test
    void saysBodiesAndReadsThem() throws Exception {
        int port = answering(SETTINGS + OK + "000003 00 00 00000001 68656c", "000002 00 01 00000001 6c6f");
        assertThat(check(
                        port,
                        "",
                        "h2",
                        "option httpchk",
                        "http-check send meth POST uri /b ver HTTP/1.1 hdr X-A \"%[str(v)]\" body abc",
                        "http-check expect string hello"))
                .isEqualTo("L7OK 200");
        assertThat(heard()).isEqualTo(":method=POST :scheme=https :path=/b x-a=v content-length=3 abc");
        heard();
        assertThat(check(port, "", "h2", "option httpchk", "http-check expect ! string hello"))
                .isEqualTo("L7RSP HTTP check matched unwanted content");
    }

    @Test
    void statusesHaveNoPhrases() throws Exception {
        int missing = answering(SETTINGS + "000001 01 05 00000001 8d");
        assertThat(check(missing, "", "h2", "option httpchk"))
                .isEqualTo("L7STS 404 TCPCHK did not match content(status codes) at step 2");
        assertThat(check(missing, "", "h2", "option httpchk", "http-check send uri /y"))
                .isEqualTo("L7STS 404 TCPCHK did not match content(status codes) at step 2");
        assertThat(check(missing, "", "h2", "option httpchk", "http-check send-state", "http-check send uri /y"))
                .isEqualTo("L7STS 404 TCPCHK did not match content(status codes) at step 2");
    }

    @Test
    void whatIsNoAnswerIsAnErrorOfTheSocket() throws Exception {
        int resets = answering(SETTINGS + "000004 03 00 00000001 00000007");
        assertThat(check(resets, "", "h2", "option httpchk")).isEqualTo("SOCKERR");
        int malformed = answering(SETTINGS + "000006 01 05 00000001 080461626364");
        assertThat(check(malformed, "", "h2", "option httpchk")).isEqualTo("SOCKERR");
        int ends = origin(client -> {
            String unused = request(new DataInputStream(client.getInputStream()));
            client.shutdownOutput();
            end(client);
        });
        assertThat(check(ends, "", "h2", "option httpchk")).isEqualTo("SOCKERR");
        int leaves = answering(SETTINGS + "000008 07 00 00000000 00000000 00000002");
        assertThat(check(leaves, "", "h2", "option httpchk")).isEqualTo("SOCKERR");
        int older = origin(client -> {
            client.getOutputStream()
                    .write("HTTP/1.1 400 Bad\r\ncontent-length: 0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            end(client);
        });
        assertThat(check(older, "", "h2", "option httpchk")).isEqualTo("SOCKERR");
    }

    @Test
    void stepsSayWhatIsSpoken() throws Exception {
        int port = answering(SETTINGS + OK_ALONE);
        assertThat(check(
                        port,
                        "h1",
                        "",
                        "option httpchk",
                        "http-check connect proto h2 linger",
                        "http-check send uri /1",
                        "http-check expect status 200",
                        "http-check connect proto h2",
                        "http-check send uri /2",
                        "http-check expect status 200"))
                .isEqualTo("L7OK 200");
        assertThat(heard()).endsWith(":path=/1 ");
        assertThat(heard()).isEqualTo("closed");
        assertThat(heard()).endsWith(":path=/2 ");
        assertThat(heard()).containsIgnoringCase("reset");
        assertThat(check(port, "", "h2", "option httpchk", "http-check connect default"))
                .isEqualTo("L7OK 200");
        heard();
        heard();
        int older = origin(client -> {
            heard.add(new String(client.getInputStream().readNBytes(9), StandardCharsets.US_ASCII));
            client.getOutputStream().write("HTTP/1.1 204 None\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            end(client);
        });
        // What the server's line says holds for steps that say 'default' alone, and for those not more than they say.
        assertThat(check(older, "", "h2", "option httpchk", "http-check connect"))
                .isEqualTo("L7OK 204");
        assertThat(check(older, "", "h2", "option httpchk", "http-check connect default proto h1"))
                .isEqualTo("L7OK 204");
        assertThat(heard()).isEqualTo("OPTIONS /");
    }

    @Test
    void whoSaysNothingIsLate() throws Exception {
        int silent = answering(SETTINGS);
        assertThat(check(silent, "", "h2", "timeout check 50ms", "option httpchk"))
                .isEqualTo("L7TOUT");
    }

    @Test
    void theFirstVersionIsSpokenWhereChecksAreToldSo() throws Exception {
        int port = origin(client -> {
            byte[] start = client.getInputStream().readNBytes(9);
            heard.add(new String(start, StandardCharsets.US_ASCII));
            client.getOutputStream().write("HTTP/1.1 204 None\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            end(client);
        });
        assertThat(check(port, "h2", "h1", "option httpchk")).isEqualTo("L7OK 204");
        assertThat(heard()).isEqualTo("OPTIONS /");
        assertThat(check(port, "h2", "", "option tcp-check")).isEqualTo("L4OK");
    }
}
