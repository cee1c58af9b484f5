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

/** When lines are written, and what targets of their own say. */
class LogStepsTest {
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

    private TestProxy proxy(String target, String lines, String sections) throws Exception {
        return TestProxy.of(sections + DEFAULTS + "frontend fe\n bind 127.0.0.1:0\n default_backend be\n log 127.0.0.1:"
                + syslog.getLocalPort() + " format " + target + " local0\n " + lines.replace(";", "\n ")
                + "\nbackend be\n server a 127.0.0.1:" + origin.port() + "\n");
    }

    private static void ask(TestProxy proxy, String path, String status) throws IOException {
        try (Socket client = connect(proxy)) {
            send(client, "GET " + path + " HTTP/1.1\r\nHost: a.example\r\nConnection: close\r\n\r\n");
            assertThat(readAll(client)).startsWith("HTTP/1.1 " + status);
        }
    }

    private String line() throws IOException {
        DatagramPacket packet = new DatagramPacket(new byte[4000], 4000);
        syslog.receive(packet);
        return new String(packet.getData(), 0, packet.getLength(), StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @CsvSource({"alert, 129", "debug, 135", "info, 134"})
    void rulesChooseTheLevelOfALine(String level, int priority) throws Exception {
        try (TestProxy proxy = proxy("rfc3164", "option httplog;http-request set-log-level " + level, "")) {
            ask(proxy, "/", "200");
            assertThat(line()).startsWith("<" + priority + ">");
        }
    }

    @Test
    void rulesSilenceALine() throws Exception {
        String lines = "log-format %HU;http-request set-log-level silent if { path /quiet }";
        try (TestProxy proxy = proxy("raw", lines, "")) {
            ask(proxy, "/quiet", "200");
            ask(proxy, "/loud", "200");
            assertThat(line()).isEqualTo("/loud\n");
        }
    }

    @Test
    void linesTellHowRequestsWereEncrypted() throws Exception {
        try (TestProxy proxy = proxy("raw", "option httpslog", "")) {
            ask(proxy, "/", "200");
            assertThat(line()).endsWith(" \"GET / HTTP/1.1\" 0/-/-/-/0 -/-/-\n");
        }
    }

    @Test
    void aLineIsWrittenAtEachStepThatIsChosen() throws Exception {
        try (TestProxy proxy = proxy("raw", "log-steps all; log-format '%OG %ST %b/%s %lc %HU'", "")) {
            ask(proxy, "/p", "200");
            assertThat(line()).isEqualTo("txn_accept 0 fe/<NOSRV> 0 <BADREQ>\n");
            assertThat(line()).isEqualTo("txn_request -1 fe/<NOSRV> 1 /p\n");
            assertThat(line()).isEqualTo("txn_connect -1 be/a 2 /p\n");
            assertThat(line()).isEqualTo("txn_response 200 be/a 3 /p\n");
            assertThat(line()).isEqualTo("txn_close 200 be/a 4 /p\n");
        }
    }

    @Test
    void aLineOfWhatIsKnownEarlyDoesNotWaitForTheEnd() throws Exception {
        try (TestProxy proxy = proxy("raw", "log-format '%OG %ST'", "")) {
            ask(proxy, "/p", "200");
            assertThat(line()).isEqualTo("txn_response 200\n");
        }
        try (TestProxy proxy = proxy("raw", "log-format '%OG %Ta'", "")) {
            ask(proxy, "/p", "200");
            assertThat(line()).matches("txn_close \\d+\n");
        }
    }

    @Test
    void logasapSaysThatItWasMoreInTheEnd() throws Exception {
        try (TestProxy proxy = proxy("raw", "option httplog; option logasap", "")) {
            ask(proxy, "/p", "200");
            assertThat(line())
                    .matches("\\S+ \\[\\S+] fe be/a \\d+/\\d+/\\d+/\\d+/\\+\\d+ 200 \\+\\d+ - - ---- 1/1/1/1/0"
                            + " 0/0 \"GET /p HTTP/1.1\"\n");
        }
    }

    @Test
    void whatWentWrongAfterAnEarlyLineThatNobodyWantedIsLoggedInTheEnd() throws Exception {
        try (TestProxy proxy = proxy("raw", "option dontlog-normal; option logasap; log-format '%OG %ST'", "")) {
            ask(proxy, "/p", "200");
            origin.close();
            ask(proxy, "/q", "503");
            assertThat(line()).isEqualTo("txn_close 503\n");
        }
    }

    @Test
    void theCommonFormatQuotesTexts() throws Exception {
        String rules = "capture request header host len 20; capture request header x-b len 20; option httplog clf";
        try (TestProxy proxy = proxy("raw", rules, "")) {
            ask(proxy, "/p", "200");
            assertThat(line())
                    .matches(
                            "127\\.0\\.0\\.1 - - \\[[^]\"]+] \"GET /p HTTP/1.1\" 200 \\d+ \"\" \"\" \\d+ \\d{3}"
                                    + " \"fe\" \"be\" \"a\" \\d+ \\d+ \\d+ \\d+ \\d+ ---- 1 1 0 0 0 0 0 \"\" \"\" \"a.example\" \"\" \n");
        }
    }

    @Test
    void structuredDataStandsBeforeTheText() throws Exception {
        String rules = "log-format '%ST'; log-format-sd '%{+Q,+E}o [id@1 host=%[str(\"a\\]b\")] status=\"%ST\"]'";
        try (TestProxy proxy = proxy("rfc5424", rules, "")) {
            ask(proxy, "/p", "200");
            assertThat(line()).endsWith(" - [id@1 host=\"a\\\\\\]b\" status=\"200\"] 200\n");
        }
    }

    @Test
    void aProfileHasTheLastWordAboutItsTargets() throws Exception {
        String profile =
                "log-profile p\n log-tag other\n on any format 'any %OG'\n on close drop\n on error format e\n";
        String rules = "log-format own; log-steps accept,request,close; no log; log 127.0.0.1:" + syslog.getLocalPort()
                + " profile p format rfc5424 local0; log 127.0.0.1:" + syslog.getLocalPort() + " format raw local0";
        try (TestProxy proxy = proxy("raw", rules, profile)) {
            ask(proxy, "/p", "200");
            assertThat(line()).contains(" other ").endsWith(" - any txn_accept\n");
            assertThat(line()).isEqualTo("own\n");
            assertThat(line()).contains(" other ").endsWith(" - any txn_request\n");
            assertThat(line()).isEqualTo("own\n");
            assertThat(line()).isEqualTo("own\n");
            ask(proxy, "/no request", "400");
            assertThat(line()).contains(" other ").endsWith(" - e\n");
            assertThat(line()).isEqualTo("own\n");
        }
    }

    @Test
    void rulesWriteLinesOfTheirOwn() throws Exception {
        String profile = "log-profile p\n on tcp-req-conn format 'mine %OG %ci'\n on any format 'any %OG'\n";
        String rules = "log-format '%OG %fc'; log-steps close; tcp-request connection do-log profile p;"
                + "tcp-request session do-log; tcp-request content do-log; http-request do-log; http-response do-log;"
                + "http-after-response do-log profile p; http-request do-log if { path /other }";
        try (TestProxy proxy = proxy("raw", rules, profile)) {
            ask(proxy, "/p", "200");
            assertThat(line()).isEqualTo("mine tcp-req-conn 127.0.0.1\n");
            assertThat(line()).matches("tcp-req-sess [01]\n");
            assertThat(line()).isEqualTo("tcp-req-cont 1\n");
            assertThat(line()).isEqualTo("http-req 1\n");
            assertThat(line()).isEqualTo("http-res 1\n");
            assertThat(line()).isEqualTo("any http-after-res\n");
            assertThat(line()).isEqualTo("txn_close 1\n");
        }
    }

    @Test
    void aProfileThatIsNotThereIsRefused() {
        assertThatThrownBy(() ->
                        proxy("raw", "http-request do-log profile nobody", "").close())
                .hasMessageContaining("there is no 'log-profile' section 'nobody'");
    }
}
