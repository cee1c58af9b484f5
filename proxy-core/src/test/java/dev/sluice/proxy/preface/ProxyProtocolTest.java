package dev.sluice.proxy.preface;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.proxy.Rig;
import dev.sluice.state.Counter;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Headers of the PROXY protocol on real connections. */
class ProxyProtocolTest {
    private static final String TOLD = "PROXY TCP4 192.0.2.7 198.51.100.9 4711 443\r\n";

    private ServerSocket origin;

    @BeforeEach
    void listen() throws IOException {
        origin = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        origin.setSoTimeout(5000);
    }

    @AfterEach
    void close() throws IOException {
        origin.close();
    }

    private Rig rig(String mode, String bind, String server) throws Exception {
        return Rig.start("""
                defaults
                    mode %s
                    timeout client 5s
                    timeout client-hs 200ms
                    timeout server 5s
                    timeout connect 2s
                    http-reuse always
                listen l
                    bind 127.0.0.1:0 %s
                    server s1 127.0.0.1:%d %s
                """.formatted(mode, bind, origin.getLocalPort(), server));
    }

    private static void say(Socket to, String words) throws IOException {
        to.getOutputStream().write(words.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static String hear(Socket from, int length) throws IOException {
        from.setSoTimeout(5000);
        return new String(from.getInputStream().readNBytes(length), StandardCharsets.ISO_8859_1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"send-proxy", "send-proxy-v2"})
    void passesOnWhatItWasTold(String send) throws Exception {
        try (Rig rig = rig("tcp", "accept-proxy", send);
                Socket client = rig.connect("l")) {
            // In two pieces, the second with the client's own first bytes.
            say(client, TOLD.substring(0, 20));
            say(client, TOLD.substring(20) + "question");
            try (Socket server = origin.accept()) {
                int length = send.endsWith("v2") ? 28 : TOLD.length();
                byte[] header = server.getInputStream().readNBytes(length);
                ProxyHeader read = ProxyHeader.read(java.nio.ByteBuffer.wrap(header), length);
                assertThat(read.source()).hasToString("/192.0.2.7:4711");
                assertThat(read.destination()).hasToString("/198.51.100.9:443");
                assertThat(hear(server, 8)).isEqualTo("question");
                say(server, "answer");
                assertThat(hear(client, 6)).isEqualTo("answer");
                client.shutdownOutput();
                server.shutdownOutput();
                Rig.await(() -> rig.state.process().connections().get() == 0);
                assertThat(rig.frontend("l").counters().sum(Counter.REQUEST_BYTES_IN))
                        .as("the header is nothing that the client said")
                        .isEqualTo(8);
                assertThat(rig.server("l", "s1").counters().sum(Counter.REQUEST_BYTES_OUT))
                        .isEqualTo(8);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET / HTTP/1.1\r\n\r\n", "PROXY TCP4 10.0.0.1 10.0.0.2 1 99999\r\n"})
    void disconnectsWhoTellsNothing(String words) throws Exception {
        try (Rig rig = rig("tcp", "accept-proxy", "");
                Socket client = rig.connect("l")) {
            say(client, words);
            assertThat(ended(client)).isTrue();
            Rig.await(() -> rig.state.process().connections().get() == 0);
            assertThat(rig.server("l", "s1").counters().sum(Counter.SESSIONS)).isZero();
        }
    }

    @Test
    void disconnectsWhoTakesTooLong() throws Exception {
        try (Rig rig = rig("tcp", "accept-proxy", "");
                Socket client = rig.connect("l")) {
            say(client, "PROXY TCP4 10.0");
            assertThat(ended(client)).isTrue();
            Rig.await(() -> rig.state.process().connections().get() == 0);
        }
    }

    private static boolean ended(Socket client) throws IOException {
        client.setSoTimeout(5000);
        try (InputStream in = client.getInputStream()) {
            return in.read() == -1;
        } catch (IOException reset) {
            return !(reset instanceof java.net.SocketTimeoutException);
        }
    }

    @Test
    void connectionsThatTellOfOneClientServeNoOther() throws Exception {
        try (Rig rig = rig("http", "", "send-proxy");
                Socket first = rig.connect("l");
                Socket second = rig.connect("l")) {
            String request = "GET / HTTP/1.1\r\nhost: a\r\n\r\n";
            String answer = "HTTP/1.1 204 No Content\r\n\r\n";
            say(first, request);
            try (Socket ofFirst = origin.accept()) {
                assertThat(line(ofFirst)).isEqualTo(told(first));
                assertThat(line(ofFirst)).isEqualTo("GET / HTTP/1.1");
                say(ofFirst, answer);
                assertThat(hear(first, answer.length())).startsWith("HTTP/1.1 204");
                say(second, request);
                try (Socket ofSecond = origin.accept()) {
                    assertThat(line(ofSecond)).isEqualTo(told(second));
                    say(ofSecond, answer);
                    assertThat(hear(second, answer.length())).startsWith("HTTP/1.1 204");
                }
                say(first, request);
                while (!line(ofFirst).isEmpty()) {
                    // The rest of the first head.
                }
                assertThat(line(ofFirst))
                        .as("its own connection, without another header")
                        .isEqualTo("GET / HTTP/1.1");
            }
        }
    }

    @Test
    void aRequestBehindTheHeaderIsNotLeftWaiting() throws Exception {
        try (Rig rig = rig("http", "accept-proxy", "send-proxy");
                Socket client = rig.connect("l")) {
            say(client, TOLD + "GET / HTTP/1.1\r\nhost: a\r\n\r\n");
            try (Socket server = origin.accept()) {
                assertThat(line(server)).isEqualTo(TOLD.strip());
                assertThat(line(server)).isEqualTo("GET / HTTP/1.1");
            }
        }
    }

    /** What HAProxy 3.5 sends for the same configuration, client and request, byte by byte. */
    private static final String OF_HAPROXY = "0d0a0d0a000d0a515549540a2111002ac0000207c6336409126701bb"
            + "e10003666f6f030004109317a005000649442d666f6f2000050000000000";

    @Test
    void tellsWhatItsOptionsAskFor() throws Exception {
        try (Rig rig = Rig.start("""
                defaults
                    mode http
                    timeout client 5s
                    timeout server 5s
                    timeout connect 2s
                    http-reuse always
                    unique-id-format ID-%%[req.hdr(in)]
                listen l
                    bind 127.0.0.1:0 accept-proxy
                    server s1 127.0.0.1:%d send-proxy-v2 proxy-v2-options ssl,cert-cn,authority,crc32c,unique-id \
                        set-proxy-v2-tlv-fmt(0xE1) %%[str("foo")]
                """.formatted(origin.getLocalPort()));
                Socket client = rig.connect("l")) {
            String request = "GET / HTTP/1.1\r\nhost: a\r\nin: foo\r\n\r\n";
            String answer = "HTTP/1.1 204 No Content\r\n\r\n";
            say(client, TOLD + request);
            try (Socket server = origin.accept()) {
                assertThat(hex(server, OF_HAPROXY.length() / 2)).isEqualTo(OF_HAPROXY);
                assertThat(hear(server, request.length())).isEqualTo(request);
                say(server, answer);
                assertThat(hear(client, answer.length())).isEqualTo(answer);
                say(client, request);
                assertThat(hear(server, request.length()))
                        .as("a request of which the same would be told goes the same way")
                        .isEqualTo(request);
                say(server, answer);
                assertThat(hear(client, answer.length())).isEqualTo(answer);
                say(client, request.replace("foo", "bar"));
                try (Socket other = origin.accept()) {
                    assertThat(hex(other, OF_HAPROXY.length() / 2))
                            .as("one with another number does not")
                            .contains("05000649442d626172");
                }
            }
        }
    }

    @Test
    void saysNothingOfOptionsInTheFirstVersion() throws Exception {
        try (Rig rig = rig("tcp", "accept-proxy", "send-proxy proxy-v2-options crc32c");
                Socket client = rig.connect("l")) {
            say(client, TOLD);
            try (Socket server = origin.accept()) {
                assertThat(line(server)).isEqualTo(TOLD.strip());
            }
        }
    }

    private static String hex(Socket from, int length) throws IOException {
        from.setSoTimeout(5000);
        return HexFormat.of().formatHex(from.getInputStream().readNBytes(length));
    }

    private static String told(Socket client) {
        return "PROXY TCP4 127.0.0.1 127.0.0.1 " + client.getLocalPort() + " " + client.getPort();
    }

    private static String line(Socket from) throws IOException {
        from.setSoTimeout(5000);
        StringBuilder line = new StringBuilder();
        for (int c = from.getInputStream().read();
                c != '\n';
                c = from.getInputStream().read()) {
            if (c < 0) {
                throw new IOException("ended after " + line);
            }
            line.append((char) c);
        }
        return line.toString().strip();
    }
}
