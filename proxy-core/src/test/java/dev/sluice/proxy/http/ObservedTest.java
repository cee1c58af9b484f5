package dev.sluice.proxy.http;

import static dev.sluice.proxy.http.Requests.DEFAULTS;
import static dev.sluice.proxy.http.Requests.connect;
import static dev.sluice.proxy.http.Requests.readAll;
import static dev.sluice.proxy.http.Requests.send;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.state.CheckReports;
import dev.sluice.state.CheckResult;
import dev.sluice.state.Counter;
import dev.sluice.state.Observation;
import dev.sluice.state.Server;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What of traffic speaks against a server. What is expected is what HAProxy 3.5 was seen to count. */
class ObservedTest extends WithOrigin implements CheckReports {
    private static final String GET = "GET /p HTTP/1.1\r\nHost: a.example\r\nConnection: close\r\n\r\n";

    private final List<String> seen = new CopyOnWriteArrayList<>();

    @Override
    public void health(Server server, CheckResult result) {}

    @Override
    public void agent(Server server, CheckResult result, @Nullable String line) {}

    @Override
    public void observed(Server server, int errors, Observation.Failure last) {
        seen.add(server + " " + errors + " " + last);
    }

    private TestProxy proxy(String backend, String server, int port) throws Exception {
        // The check itself goes nowhere: its result is nobody's business here.
        String text = DEFAULTS + "listen l\n bind 127.0.0.1:0\n" + backend + " server s 127.0.0.1:" + port
                + " check inter 60s " + server + "\n";
        return new TestProxy(text, Map.of(), 1, this);
    }

    private static String ask(TestProxy proxy) throws Exception {
        try (Socket client = connect(proxy)) {
            send(client, GET);
            return readAll(client);
        }
    }

    private void answers(String script) {
        origin.scriptOnly(List.of(script.replace("~", "\r\n").split(",")));
    }

    private static String status(int status) {
        return "bytes HTTP/1.1 " + status + " X~Content-Length: 0~~";
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            bytes HTTP/1.1 500 X~Content-Length: 0~~ | STATUS
            bytes HTTP/1.1 503 X~Content-Length: 0~~ | STATUS
            bytes HTTP/1.1 599 X~Content-Length: 0~~ | STATUS
            bytes HTTP/1.1 404 X~Content-Length: 0~~ |
            bytes HTTP/1.1 501 X~Content-Length: 0~~ |
            bytes HTTP/1.1 505 X~Content-Length: 0~~ |
            bytes HTTP/1.1 200 X~Content-Length: 9~~,close |
            close                                    | READ
            bytes hello~~                            | HEAD
            bytes HTTP/1.1 200 O,close               | HEAD
            bytes HTTP/1.1 200 OK~bad header~~       | HEAD
            """)
    void responsesAreLookedAt(String script, @Nullable String failure) throws Exception {
        answers(script);
        try (TestProxy proxy = proxy(" retries 0\n", "observe layer7 error-limit 1", origin.port())) {
            String unused = ask(proxy);
            assertThat(seen).isEqualTo(failure == null ? List.of() : List.of("l/s 1 " + failure));
            assertThat(proxy.server("l", "s").counters().sum(Counter.FAILED_OBSERVATIONS))
                    .isEqualTo(failure == null ? 0 : 1);
        }
    }

    @Test
    void silenceIsAnErrorToo() throws Exception {
        answers("bytes HTTP/1.1 ");
        try (TestProxy proxy = proxy(" timeout server 50\n", "observe layer7 error-limit 1", origin.port())) {
            assertThat(ask(proxy)).startsWith("HTTP/1.1 504 ");
            assertThat(seen).containsExactly("l/s 1 TIMEOUT");
        }
    }

    @Test
    void eachAttemptCounts() throws Exception {
        answers("close");
        String backend = " retries 2\n retry-on empty-response\n";
        try (TestProxy proxy = proxy(backend, "observe layer7 error-limit 1", origin.port())) {
            String unused = ask(proxy);
            assertThat(seen).hasSize(3).containsOnly("l/s 1 READ");
        }
    }

    @ParameterizedTest
    @CsvSource({"layer4", "layer7"})
    void connectionsThatFailCountOnBothLayers(String layer) throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        try (TestProxy proxy = proxy(" retries 0\n", "observe " + layer + " error-limit 2", port)) {
            for (int i = 0; i < 4; i++) {
                assertThat(ask(proxy)).startsWith("HTTP/1.1 503 ");
            }
            assertThat(seen).containsExactly("l/s 2 CONNECTION", "l/s 2 CONNECTION");
        }
    }

    @Test
    void layer4LooksAtConnectionsAlone() throws Exception {
        answers("close");
        try (TestProxy proxy = proxy(" retries 0\n", "observe layer4 error-limit 1", origin.port())) {
            assertThat(ask(proxy)).startsWith("HTTP/1.1 502 ");
            assertThat(seen).isEmpty();
        }
    }

    @Test
    void aGoodResponseEndsTheRow() throws Exception {
        try (TestProxy proxy = proxy("", "observe layer7 error-limit 2", origin.port())) {
            for (int status : new int[] {500, 200, 500, 404, 500}) {
                answers(status(status));
                assertThat(ask(proxy)).startsWith("HTTP/1.1 " + status);
            }
            assertThat(seen).isEmpty();
            answers(status(502));
            String unused = ask(proxy);
            assertThat(seen).containsExactly("l/s 2 STATUS");
        }
    }

    /** Nor is a TCP proxy's server judged by responses that nobody reads. */
    @Test
    void whoIsNotCheckedIsNotJudged() throws Exception {
        String text = DEFAULTS + "listen l\n bind 127.0.0.1:0\n server s 127.0.0.1:" + origin.port()
                + " observe layer7 error-limit 1\nlisten t\n mode tcp\n bind 127.0.0.1:0\n server s 127.0.0.1:"
                + origin.port() + " check inter 60s observe layer7 error-limit 1\n";
        answers(status(500));
        try (TestProxy proxy = new TestProxy(text, Map.of(), 1, this)) {
            assertThat(ask(proxy)).startsWith("HTTP/1.1 500 ");
            assertThat(seen).isEmpty();
            assertThat(proxy.server("t", "s").health().observation()).isNull();
        }
    }
}
