package dev.sluice.proxy.http;

import static dev.sluice.proxy.http.Requests.DEFAULTS;
import static dev.sluice.proxy.http.Requests.HI;
import static dev.sluice.proxy.http.Requests.connect;
import static dev.sluice.proxy.http.Requests.read;
import static dev.sluice.proxy.http.Requests.readAll;
import static dev.sluice.proxy.http.Requests.send;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.Socket;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which servers clients are brought back to, and what servers are told of themselves. */
class BroughtBackTest {
    private ScriptedOrigin one;
    private ScriptedOrigin two;

    @BeforeEach
    void start() throws Exception {
        one = new ScriptedOrigin();
        two = new ScriptedOrigin();
    }

    @AfterEach
    void stop() throws Exception {
        one.close();
        two.close();
    }

    private TestProxy proxy(String lines) throws Exception {
        return TestProxy.of(DEFAULTS + "listen l\n bind 127.0.0.1:0\n" + lines + " server one 127.0.0.1:" + one.port()
                + " cookie c1\n server two 127.0.0.1:" + two.port() + " cookie c2\n");
    }

    private static String ask(TestProxy proxy, String fields) throws Exception {
        try (Socket client = connect(proxy)) {
            send(client, "GET /p HTTP/1.1\r\nHost: a.example\r\nConnection: close\r\n" + fields + "\r\n");
            return readAll(client);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ''                                     | two
            ' option persist'                      | one
            ' force-persist if { path /p }'        | one
            ' force-persist if { path /other }'    | two
            """)
    void aServerThatIsDownIsAskedWhereClientsAreToGoBackToIt(String line, String expected) throws Exception {
        try (TestProxy proxy = proxy(" cookie S insert\n" + line + "\n")) {
            assertThat(proxy.states.maint(proxy.server("l", "one"))).isTrue();
            proxy.publish();

            assertThat(ask(proxy, "Cookie: S=c1\r\n")).startsWith("HTTP/1.1 200");
            assertThat(one.received().isEmpty() ? "two" : "one").isEqualTo(expected);
        }
    }

    @Test
    void noOtherServerIsTriedWherePersistenceIsForced() throws Exception {
        String lines =
                " cookie S insert\n option redispatch 1\n force-persist if { path /p }\n retry-on empty-response\n";
        one.scriptOnly(List.of("close"));
        try (TestProxy proxy = proxy(lines)) {
            assertThat(ask(proxy, "Cookie: S=c1\r\n")).startsWith("HTTP/1.1 502");
            assertThat(two.received()).isEmpty();
        }
    }

    @Test
    void persistenceIsIgnoredWhereARuleSaysSo() throws Exception {
        try (TestProxy proxy = proxy(" cookie S insert\n ignore-persist if { path /p }\n")) {
            for (int i = 0; i < 2; i++) {
                assertThat(ask(proxy, "Cookie: S=c2\r\n"))
                        .startsWith("HTTP/1.1 200")
                        .doesNotContain("set-cookie");
            }
            assertThat(one.received()).isNotEmpty();
            assertThat(two.received()).isNotEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({"'', 2", "' option prefer-last-server', 4"})
    void aClientStaysWhereAConnectionIsKeptForIt(String line, int expected) throws Exception {
        try (TestProxy proxy = proxy(" http-reuse never\n" + line + "\n");
                Socket client = connect(proxy)) {
            for (int i = 0; i < 4; i++) {
                send(client, Requests.GET);
                assertThat(read(client, HI.length())).isEqualTo(HI);
            }
            assertThat(one.received().split("GET ", -1)).hasSize(expected + 1);
        }
    }

    @Test
    void serversAreToldTheirNames() throws Exception {
        String lines = " http-send-name-header X-Name\n retry-on 500\n option redispatch 1\n";
        one.scriptOnly(List.of("bytes HTTP/1.1 500 No\r\nContent-Length: 0\r\n\r\n"));
        try (TestProxy proxy = proxy(lines);
                Socket client = connect(proxy)) {
            send(
                    client,
                    "POST /p HTTP/1.1\r\nHost: a\r\nx-name: forged\r\nContent-Length: 4\r\nConnection: close\r\n\r\nbody");
            assertThat(readAll(client)).startsWith("HTTP/1.1 200");

            assertThat(one.received()).contains("\r\nX-Name: one\r\n\r\nbody").doesNotContain("forged");
            assertThat(two.received()).contains("\r\nX-Name: two\r\n\r\nbody").doesNotContain("forged");
        }
    }

    @Test
    void whatFramesARequestIsNoPlaceForAName() {
        assertThatThrownBy(() -> proxy(" http-send-name-header Host\n")).hasMessageContaining("http-send-name-header");
    }

    @Test
    void whoOnlyReadsIsSentElsewhere() throws Exception {
        String text = DEFAULTS + "listen l\n bind 127.0.0.1:0\n server one 127.0.0.1:" + one.port()
                + " redir http://img.example/pre\n";
        try (TestProxy proxy = TestProxy.of(text);
                Socket client = connect(proxy)) {
            send(client, "GET http://a.example/p?q=1 HTTP/1.1\r\nHost: a.example\r\n\r\n");
            send(client, "HEAD /z HTTP/1.1\r\nHost: a.example\r\n\r\n");
            send(client, "POST /p HTTP/1.1\r\nHost: a.example\r\nConnection: close\r\nContent-Length: 0\r\n\r\n");

            assertThat(readAll(client))
                    .startsWith("HTTP/1.1 302 Found\r\n")
                    .contains("\r\nlocation: http://img.example/pre/p?q=1\r\n")
                    .contains("\r\nlocation: http://img.example/pre/z\r\n")
                    .containsOnlyOnce("HTTP/1.1 200 OK");
            assertThat(one.received()).startsWith("POST /p ");
            assertThat(proxy.server("l", "one").sessions().get()).isZero();
        }
    }
}
