package dev.sluice.proxy.http;

import static dev.sluice.proxy.http.Requests.DEFAULTS;
import static dev.sluice.proxy.http.Requests.connect;
import static dev.sluice.proxy.http.Requests.readAll;
import static dev.sluice.proxy.http.Requests.send;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How servers are tried, and how long and how often. */
class AttemptsTest extends WithOrigin {
    private static final String GET = "GET /p HTTP/1.1\r\nHost: a.example\r\nConnection: close\r\n\r\n";
    private static final String LIMITS =
            " http-after-response set-header x-limits \"%[fe_client_timeout],%[cur_client_timeout]"
                    + " %[be_connect_timeout],%[cur_connect_timeout] %[be_queue_timeout],%[cur_queue_timeout]"
                    + " %[be_server_timeout],%[cur_server_timeout] %[be_max_retries],%[cur_max_retries]\"\n";

    private static String ask(TestProxy proxy) throws Exception {
        try (Socket client = connect(proxy)) {
            send(client, GET);
            return readAll(client);
        }
    }

    /** A port where nobody listens. */
    private static int closedPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private TestProxy proxy(String frontend, String backend) throws Exception {
        return TestProxy.of(DEFAULTS + " timeout queue 4s\nfrontend fe\n bind 127.0.0.1:0\n default_backend be\n"
                + frontend + LIMITS + "backend be\n" + backend + " server a 127.0.0.1:" + origin.port() + "\n");
    }

    @Test
    void rulesOfABackendSayHowItsServersAreTried() throws Exception {
        String rules = " http-request set-timeout client 3s\n http-request set-timeout connect int(2),mul(1000)\n"
                + " http-request set-timeout queue 2s\n http-request set-timeout server 2s\n"
                + " http-request set-retries 7\n";
        try (TestProxy proxy = proxy("", rules)) {
            assertThat(ask(proxy)).contains("x-limits: 5000,3000 1000,2000 4000,2000 5000,2000 3,7\r\n");
        }
    }

    @Test
    void whatAFrontendSaysOfServersIsNotAboutThoseOfAnother() throws Exception {
        String rules = " http-request set-timeout client 3s\n http-request set-timeout connect 2s\n"
                + " http-request set-timeout queue 2s\n http-request set-timeout server 2s\n"
                + " http-request set-retries 7\n";
        try (TestProxy proxy = proxy(rules, "")) {
            assertThat(ask(proxy)).contains("x-limits: 5000,3000 1000,1000 4000,4000 5000,5000 3,3\r\n");
        }
    }

    @Test
    void setRetriesIsHowOftenAnAttemptIsRepeated() throws Exception {
        String text = DEFAULTS + "listen l\n bind 127.0.0.1:0\n http-request set-retries 1\n server a 127.0.0.1:"
                + closedPort() + "\n http-after-response set-header x-rc \"%rc\"\n";
        try (TestProxy proxy = TestProxy.of(text)) {
            assertThat(ask(proxy)).startsWith("HTTP/1.1 503 ").contains("x-rc: 1\r\n");
        }
    }

    private String retrying(String backend) throws Exception {
        String text = DEFAULTS + "listen l\n bind 127.0.0.1:0\n retries 2\n http-request set-header x-n 1\n" + backend
                + " server a 127.0.0.1:" + origin.port() + "\n http-after-response set-header x-rc \"%rc\"\n";
        try (TestProxy proxy = TestProxy.of(text);
                Socket client = connect(proxy)) {
            send(client, "POST /p HTTP/1.1\r\nHost: a.example\r\nContent-Length: 4\r\n\r\nbody" + GET);
            return readAll(client);
        }
    }

    private int requests() {
        return origin.received().split("POST /p", -1).length - 1;
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            empty-response    | close                          | 502
            junk-response     | bytes what?~~                  | 502
            junk-response     | bytes HTTP/1.1 200 OK~,close   | 502
            503 empty-response | bytes HTTP/1.1 503 No~Content-Length: 0~~ | 503
            all-retryable-errors | close                       | 502
            """)
    void aFailedRequestIsSentAgainAsAWhole(String on, String answer, String status) throws Exception {
        origin.scriptOnly(List.of(answer.replace("~", "\r\n").split(",")));

        assertThat(retrying(" retry-on " + on + "\n"))
                .startsWith("HTTP/1.1 " + status)
                .contains("x-rc: 2\r\n");
        assertThat(requests()).isEqualTo(3);
        assertThat(origin.received().split("x-n: 1\r\n\r\nbody", -1)).hasSize(4);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " retry-on conn-failure junk-response 500\n",
                " retry-on all-retryable-errors\n http-request disable-l7-retry\n"
            })
    void nothingIsSentTwiceThatNobodyWantsTwice(String backend) throws Exception {
        origin.scriptOnly(List.of("close"));

        assertThat(retrying(backend)).startsWith("HTTP/1.1 502");
        assertThat(requests()).isEqualTo(1);
    }

    @Test
    void aServerThatSaysNothingInTimeIsAskedAgain() throws Exception {
        origin.scriptOnly(List.of());

        assertThat(retrying(" timeout server 200ms\n retry-on response-timeout\n"))
                .startsWith("HTTP/1.1 504");
        assertThat(requests()).isEqualTo(3);
    }

    @Test
    void anotherServerTakesOverWhereThatIsAllowed() throws Exception {
        origin.scriptOnly(List.of("bytes HTTP/1.1 500 No\r\nContent-Length: 0\r\n\r\n"));
        try (ScriptedOrigin good = new ScriptedOrigin();
                TestProxy proxy = TestProxy.of(DEFAULTS + "listen l\n bind 127.0.0.1:0\n balance roundrobin\n"
                        + " option redispatch 1\n retry-on 500\n server a 127.0.0.1:" + origin.port()
                        + "\n server b 127.0.0.1:" + good.port() + "\n")) {
            assertThat(ask(proxy)).startsWith("HTTP/1.1 200 ");
            assertThat(origin.received()).contains("GET /p ");
            assertThat(good.received()).contains("GET /p ");
        }
    }

    @Test
    void noAttemptFollowsWhereNoneIsWanted() throws Exception {
        String text = DEFAULTS + "listen l\n bind 127.0.0.1:0\n retry-on none\n server a 127.0.0.1:" + closedPort()
                + "\n http-after-response set-header x-rc \"%rc\"\n";
        try (TestProxy proxy = TestProxy.of(text)) {
            assertThat(ask(proxy)).startsWith("HTTP/1.1 503 ").contains("x-rc: 0\r\n");
        }
    }
}
