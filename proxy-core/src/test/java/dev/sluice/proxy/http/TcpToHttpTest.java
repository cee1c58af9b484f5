package dev.sluice.proxy.http;

import static dev.sluice.proxy.http.Requests.connect;
import static dev.sluice.proxy.http.Requests.readAll;
import static dev.sluice.proxy.http.Requests.send;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.state.Counter;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** TCP sessions that become HTTP: by a rule, or as their backend speaks it. */
class TcpToHttpTest {
    private static final String REQUEST = "GET /%s HTTP/1.1\r\nHost: a.example\r\n%s\r\n";
    private static final String CLOSE = "Connection: close\r\n";

    private DatagramSocket syslog;
    private ScriptedOrigin origin;

    @BeforeEach
    void listen() throws IOException {
        syslog = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        syslog.setSoTimeout(10_000);
        origin = new ScriptedOrigin();
    }

    @AfterEach
    void close() throws IOException {
        syslog.close();
        origin.close();
    }

    private TestProxy proxy(String bind, String lines) throws Exception {
        return TestProxy.of(
                """
                defaults
                    timeout client 30s
                    timeout server 30s
                    timeout connect 30s
                frontend fe
                    mode tcp
                    bind 127.0.0.1:0 %s
                    log 127.0.0.1:%d format raw local0
                    option tcplog
                    %s
                    default_backend be
                backend table
                    stick-table type ip size 10 store http_req_cnt,conn_cnt
                backend plain
                    mode tcp
                    server a 127.0.0.1:%d
                backend be
                    mode http
                    http-request set-header x-be %%[be_name]
                    http-request deny if { path /denied }
                    server a 127.0.0.1:%d
                """.formatted(bind, syslog.getLocalPort(), lines.replace(";", "\n    "), origin.port(), origin.port()));
    }

    private static String talk(TestProxy proxy, String... words) throws IOException {
        try (Socket client = connect(proxy)) {
            for (String each : words) {
                send(client, each);
            }
            return readAll(client);
        }
    }

    /** From the names on, without times. */
    private String line() throws IOException {
        DatagramPacket packet = new DatagramPacket(new byte[4000], 4000);
        syslog.receive(packet);
        String text = new String(packet.getData(), 0, packet.getLength(), StandardCharsets.UTF_8);
        return text.substring(text.indexOf("] ") + 2)
                .replaceAll(" [0-9]+/[0-9]+/[0-9]+ ", " n ")
                .strip();
    }

    @Test
    void aBackendOfHttpMakesHttpOfIt() throws Exception {
        try (TestProxy proxy = proxy("", "http-request set-header x-fe %[path];http-response set-header x-fr 1")) {
            String answers = talk(proxy, REQUEST.formatted("1", ""), REQUEST.formatted("2", CLOSE));
            assertThat(answers.split("HTTP/1.1 200", -1)).hasSize(3);
            assertThat(answers).contains("x-fr: 1");
            assertThat(origin.received()).contains("x-fe: /1\r\nx-be: be\r\n", "x-fe: /2\r\nx-be: be\r\n");
            assertThat(line()).startsWith("fe be/a n ").endsWith("-- 1/1/0/0/0 0/0");
            assertThat(line()).startsWith("fe be/a n ");
            assertThat(proxy.frontend("fe").counters().sum(Counter.REQUESTS)).isEqualTo(2);
            assertThat(proxy.frontend("fe").counters().sum(Counter.SESSIONS)).isEqualTo(1);
            assertThat(proxy.frontend("fe").counters().sum(Counter.HTTP1_SESSIONS))
                    .isEqualTo(1);
            assertThat(proxy.backend("be").counters().sum(Counter.SESSIONS)).isEqualTo(2);
        }
    }

    @Test
    void whatRulesHaveNotedIsTheFirstRequests() throws Exception {
        try (TestProxy proxy = proxy(
                "accept-proxy",
                "tcp-request inspect-delay 30s;"
                        + "tcp-request content set-var(txn.a) str(one);"
                        + "tcp-request content set-var(req.b) internal.strm.is_htx;"
                        + "tcp-request content track-sc0 src table table;"
                        + "tcp-request content switch-mode http if HTTP;"
                        + "tcp-request content reject;"
                        + "http-request set-header x-v"
                        + " %[var(txn.a)],%[var(req.b)],%[src],%[sc0_http_req_cnt],%[sc0_conn_cnt]")) {
            String answers = talk(
                    proxy,
                    "PROXY TCP4 192.0.2.7 198.51.100.9 4711 443\r\n",
                    REQUEST.formatted("1", ""),
                    REQUEST.formatted("2", CLOSE));
            assertThat(answers.split("HTTP/1.1 200", -1)).hasSize(3);
            assertThat(origin.received())
                    .contains("x-v: one,0,192.0.2.7,1,1\r\n")
                    .contains("x-v: one,1,192.0.2.7,2,2\r\n");
        }
    }

    /** The wait for more would be over much later. */
    @ParameterizedTest
    @ValueSource(strings = {"\u0016\u0003\u0001", "GET / BAD-VERSION\r\n", "PRI * HTTP/1.x\r\n"})
    void whatIsNoRequestIsSeenAtOnce(String bytes) throws Exception {
        try (TestProxy proxy = proxy("", "tcp-request inspect-delay 30s;tcp-request content reject unless HTTP")) {
            assertThat(talk(proxy, bytes)).isEmpty();
            assertThat(line()).startsWith("fe fe/<NOSRV> -1/-1/").contains(" 0 PR ");
        }
    }

    @Test
    void whatIsRefusedIsAnsweredAsInHttp() throws Exception {
        try (TestProxy proxy = proxy("", "")) {
            assertThat(talk(proxy, "GET / BAD-VERSION\r\n\r\n")).startsWith("HTTP/1.1 400 ");
            assertThat(line()).startsWith("fe fe/<NOSRV> -1/-1/").endsWith(" 0 PR 1/1/0/0/0 0/0");
            assertThat(proxy.frontend("fe").counters().sum(Counter.REQUEST_ERRORS))
                    .isEqualTo(1);
            assertThat(proxy.backend("be").counters().sum(Counter.SESSIONS)).isEqualTo(1);
            assertThat(proxy.backend("be").counters().sum(Counter.CLIENT_ABORTS))
                    .isEqualTo(1);
            // What comes behind a request is no abort of what it was.
            assertThat(talk(proxy, REQUEST.formatted("1", ""), "GET / BAD-VERSION\r\n\r\n"))
                    .contains("HTTP/1.1 200 ", "HTTP/1.1 400 ");
            assertThat(line()).startsWith("fe be/a n ");
            assertThat(line()).startsWith("fe fe/<NOSRV> -1/-1/").endsWith(" 0 PR 1/1/0/0/0 0/0");
            assertThat(proxy.backend("be").counters().sum(Counter.SESSIONS)).isEqualTo(2);
            assertThat(proxy.backend("be").counters().sum(Counter.CLIENT_ABORTS))
                    .isEqualTo(1);
            assertThat(talk(proxy, REQUEST.formatted("denied", CLOSE))).startsWith("HTTP/1.1 403 ");
            assertThat(line()).startsWith("fe be/<NOSRV> -1/-1/").endsWith(" 0 PR 1/1/0/0/0 0/0");
        }
    }

    @Test
    void aBodyThatHasBegunToComeGoesOn() throws Exception {
        try (TestProxy proxy =
                proxy("", "tcp-request inspect-delay 30s;tcp-request content switch-mode http if HTTP")) {
            try (Socket client = connect(proxy)) {
                send(client, "POST / HTTP/1.1\r\nHost: a.example\r\nContent-Length: 8\r\n" + CLOSE + "\r\nhalf");
                ScriptedOrigin.pause();
                send(client, "half");
                assertThat(readAll(client)).startsWith("HTTP/1.1 200");
            }
            Await.until(origin::received, () -> origin.received().endsWith("halfhalf"));
        }
    }

    @Test
    void aTcpBackendGetsNoRequests() throws Exception {
        try (TestProxy proxy = proxy("", "tcp-request content switch-mode http;use_backend plain")) {
            assertThat(talk(proxy, REQUEST.formatted("1", ""))).isEmpty();
            assertThat(line()).startsWith("fe plain/<NOSRV> -1/-1/").contains(" 0 IR ");
        }
    }

    /** Where HTTP/2 may not be spoken its first line is a request with a method that nobody knows. */
    @ParameterizedTest
    @ValueSource(strings = {"tcp-request content switch-mode http proto h1", "option disable-h2-upgrade"})
    void http2IsSpokenWhereNothingForbidsIt(String line) throws Exception {
        String preface = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";
        try (TestProxy proxy = proxy("", line)) {
            assertThat(talk(proxy, preface)).startsWith("HTTP/1.1 405 ");
        }
        try (TestProxy proxy = proxy("", "tcp-request content switch-mode http");
                Socket client = connect(proxy)) {
            send(client, preface);
            byte[] settings = client.getInputStream().readNBytes(4);
            assertThat(settings[3]).isEqualTo((byte) 4);
        }
    }

    @Test
    void whatMayNeverBeHttpIsClosed() throws Exception {
        try (TestProxy proxy =
                proxy("proto none", "tcp-request inspect-delay 30s;tcp-request content switch-mode http if HTTP")) {
            assertThat(talk(proxy, REQUEST.formatted("1", ""))).isEmpty();
            assertThat(line()).startsWith("fe fe/<NOSRV> -1/-1/").contains(" 0 PR ");
        }
    }
}
