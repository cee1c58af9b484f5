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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How servers are tried, and how long and how often. */
class AttemptsTest {
    private static final String GET = "GET /p HTTP/1.1\r\nHost: a.example\r\nConnection: close\r\n\r\n";
    private static final String LIMITS =
            " http-after-response set-header x-limits \"%[fe_client_timeout],%[cur_client_timeout]"
                    + " %[be_connect_timeout],%[cur_connect_timeout] %[be_queue_timeout],%[cur_queue_timeout]"
                    + " %[be_server_timeout],%[cur_server_timeout] %[be_max_retries],%[cur_max_retries]\"\n";

    private ScriptedOrigin origin;

    @BeforeEach
    void start() throws Exception {
        origin = new ScriptedOrigin();
    }

    @AfterEach
    void stop() throws Exception {
        origin.close();
    }

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
}
