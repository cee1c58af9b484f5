package dev.sluice.proxy.http;

import static dev.sluice.proxy.http.Requests.DEFAULTS;
import static dev.sluice.proxy.http.Requests.connect;
import static dev.sluice.proxy.http.Requests.readAll;
import static dev.sluice.proxy.http.Requests.send;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is kept of requests and responses, and which lines of the log tell it. */
class CaptureTest extends WithOrigin {
    private DatagramSocket syslog;

    @BeforeEach
    void start() throws Exception {
        syslog = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        syslog.setSoTimeout(10_000);
    }

    @AfterEach
    void stop() throws Exception {
        syslog.close();
    }

    private TestProxy proxy(String frontend) throws Exception {
        return proxy("", frontend);
    }

    private TestProxy proxy(String global, String frontend) throws Exception {
        return TestProxy.of(global + DEFAULTS + "frontend fe\n bind 127.0.0.1:0\n log 127.0.0.1:"
                + syslog.getLocalPort()
                + " local0\n" + frontend.replace(';', '\n') + "\n default_backend be\nbackend be\n server a 127.0.0.1:"
                + origin.port() + "\n");
    }

    private static String ask(TestProxy proxy, String target) throws Exception {
        try (Socket client = connect(proxy)) {
            send(
                    client,
                    "GET " + target + " HTTP/1.1\r\nHost: a.example\r\nX-A: first\r\nX-A: one|two\r\n"
                            + "Cookie: x=1; session=abcdef\r\nConnection: close\r\n\r\n");
            return readAll(client);
        }
    }

    private String line() throws IOException {
        DatagramPacket packet = new DatagramPacket(new byte[2000], 2000);
        syslog.receive(packet);
        return new String(packet.getData(), 0, packet.getLength(), StandardCharsets.UTF_8).strip();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            capture request header X-A len 7                                                    | 0/0 {one#7Ctwo} "GET
            capture request header Host len 3; capture request header X-None len 3              | 0/0 {a.e#7C} "GET
            capture request header Host len 9; http-request capture path len 4                  | 0/0 {a.example#7C/p} "GET
            declare capture request len 5; http-request capture str(abcdefg) id 0               | 0/0 {abcde} "GET
            declare capture response len 5; http-response capture status id 0                   | 0/0 {200} "GET
            http-request return status 200 if FALSE                                             | 0/0 "GET
            """)
    void headersAreToldBetweenBraces(String rules, String expected) throws Exception {
        try (TestProxy proxy = proxy(" option httplog;" + rules)) {
            assertThat(ask(proxy, "/p")).startsWith("HTTP/1.1 200");
            // What separates columns here would separate those of the table above.
            String wanted = expected.contains("two") ? expected : expected.replace("#7C", "|");
            assertThat(line()).contains(wanted);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            a %hr b                                                     | a {a.example} b
            a %hs b                                                     | a b
            %CC %CS                                                     | session=ab -
            %[capture.req.hdr(0)] %[capture.req.hdr(1)]                 | a.example -
            %[method] %[status] %[req.ver]                              | GET 200 HTTP/1.1
            %ID %[unique-id]                                            | a.example-7 a.example-7
            """)
    void linesTellWhatWasKept(String format, String expected) throws Exception {
        String rules = " capture request header Host len 20; capture cookie sess* len 10;"
                + " unique-id-format %[req.hdr(host)]-%[int(7)]; unique-id-header X-Number; log-format '" + format
                + "'";
        try (TestProxy proxy = proxy(rules)) {
            assertThat(ask(proxy, "/p")).startsWith("HTTP/1.1 200");
            assertThat(line()).endsWith("]: " + expected);
            assertThat(origin.received()).contains("x-number: a.example-7\r\n");
        }
    }

    @Test
    void linesAndCookiesAreKeptAsFarAsTheConfigurationSays() throws Exception {
        String tunes = "global\n tune.http.logurilen 10\n tune.http.cookielen 9\n";
        try (TestProxy proxy = proxy(tunes, " capture cookie session len 12; log-format '%r %CC'")) {
            assertThat(ask(proxy, "/abcdefghij")).startsWith("HTTP/1.1 200");
            assertThat(line()).endsWith("]: GET /abcde session=a");
        }
        String length = " log-format '%[capture.req.uri,length]'";
        String target = "/" + "a".repeat(1200);
        try (TestProxy proxy = proxy("global\n tune.http.logurilen 1100\n", length)) {
            assertThat(ask(proxy, target)).startsWith("HTTP/1.1 200");
            assertThat(line()).endsWith("]: " + (1100 - "GET ".length()));
        }
        try (TestProxy proxy = proxy(length)) {
            assertThat(ask(proxy, target)).startsWith("HTTP/1.1 200");
            assertThat(line()).endsWith("]: " + (1023 - "GET ".length()));
        }
    }

    @Test
    void whatWentWrongIsToldApart() throws Exception {
        String rules = " option dontlog-normal; option log-separate-errors; log-format 'well %ST';"
                + " error-log-format 'wrong %ST'; http-request return status 503 if { path /bad }";
        try (TestProxy proxy = proxy(rules)) {
            assertThat(ask(proxy, "/good")).startsWith("HTTP/1.1 200");
            assertThat(ask(proxy, "/bad")).startsWith("HTTP/1.1 503");
            // local0 is 16, err is 3.
            assertThat(line()).startsWith("<" + (16 * 8 + 3) + ">").endsWith("]: well 503");
            assertThat(ask(proxy, "/no request")).startsWith("HTTP/1.1 400");
            assertThat(line()).startsWith("<" + (16 * 8 + 3) + ">").endsWith("]: wrong 400");
        }
    }

    @Test
    void aTargetMayTakeOnlySomeLines() throws Exception {
        try (DatagramSocket second = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            second.setSoTimeout(10_000);
            String rules = " log-format '%HP'; no log; log 127.0.0.1:" + syslog.getLocalPort()
                    + " sample 1,3-4:4 local0; log 127.0.0.1:" + second.getLocalPort() + " sample 2:4 local0";
            try (TestProxy proxy = proxy(rules)) {
                for (int i = 1; i <= 6; i++) {
                    assertThat(ask(proxy, "/" + i)).startsWith("HTTP/1.1 200");
                }
                for (int i : new int[] {1, 3, 4, 5}) {
                    assertThat(line()).endsWith("]: /" + i);
                }
                DatagramPacket packet = new DatagramPacket(new byte[2000], 2000);
                for (int i : new int[] {2, 6}) {
                    second.receive(packet);
                    assertThat(new String(packet.getData(), 0, packet.getLength(), StandardCharsets.UTF_8).strip())
                            .endsWith("]: /" + i);
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"req.hdr(host)", "res.hdr(x)", "path", "req.cook(a)", "hdr(x)", "req.len", "payload(0,1)"})
    void linesCannotTellWhatIsGone(String fetch) {
        assertThatThrownBy(() -> proxy(" log-format '%[" + fetch + "]'").close())
                .hasMessageContaining("may not be reliably used here because it needs");
    }
}
