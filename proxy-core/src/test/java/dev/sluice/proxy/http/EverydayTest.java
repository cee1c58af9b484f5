package dev.sluice.proxy.http;

import static dev.sluice.proxy.http.Requests.DEFAULTS;
import static dev.sluice.proxy.http.Requests.connect;
import static dev.sluice.proxy.http.Requests.readAll;
import static dev.sluice.proxy.http.Requests.send;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.Socket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Lines that stand in many configurations, each of them once through a proxy that forwards. */
class EverydayTest extends WithOrigin {
    private TestProxy proxy(String frontend, String backend) throws Exception {
        return TestProxy.of(DEFAULTS + "frontend fe\n bind 127.0.0.1:0\n " + frontend.replace(";", "\n ")
                + "\n default_backend be\nbackend be\n " + backend.replace(";", "\n ") + "\n server a 127.0.0.1:"
                + origin.port() + "\n");
    }

    private static String ask(TestProxy proxy, String target) throws Exception {
        try (Socket client = connect(proxy)) {
            send(client, "GET " + target + " HTTP/1.1\r\nHost: a.example\r\nConnection: close\r\n\r\n");
            return readAll(client);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "set-pathq /z?q=2, /z?q=2",
        "set-pathq %[path]/y, /a/y",
        "set-path /z, /z?x=1",
        "set-query q=2, /a?q=2",
        "set-uri /all?new=1, /all?new=1"
    })
    void partsOfTheTargetAreReplaced(String action, String target) throws Exception {
        try (TestProxy proxy = proxy("http-request " + action, "")) {
            assertThat(ask(proxy, "/a?x=1")).startsWith("HTTP/1.1 200");
            assertThat(origin.received()).startsWith("GET " + target + " HTTP/1.1\r\n");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "gpc0, sc-inc-gpc0(0), sc_get_gpc0(0), 2",
        "gpc1, sc-inc-gpc1(0), sc_get_gpc1(0), 2",
        "gpc(3), 'sc-inc-gpc(2,0)', 'sc_get_gpc(2,0)', 2",
        "gpc(1), 'sc-add-gpc(0,0) 7', 'sc_get_gpc(0,0)', 14",
        "gpt0, sc-set-gpt0(0) 5, sc_get_gpt0(0), 5",
        "gpt(2), 'sc-set-gpt(1,0) int(3),add(4)', 'sc_get_gpt(1,0)', 7"
    })
    void countersAndTagsOfTrackedKeysAreKept(String stored, String action, String fetch, int expected)
            throws Exception {
        String lines =
                "stick-table type ip size 10 expire 1m store " + stored + ";http-request track-sc0 src;http-request "
                        + action + ";http-response set-header x-now %[" + fetch + "]";
        try (TestProxy proxy = proxy(lines, "")) {
            assertThat(ask(proxy, "/")).startsWith("HTTP/1.1 200");
            assertThat(ask(proxy, "/")).contains("\r\nx-now: " + expected + "\r\n");
        }
    }

    @Test
    void monitorsAreAnsweredWithoutAServer() throws Exception {
        try (TestProxy proxy = proxy("monitor-uri /alive;monitor fail if { nbsrv(be) lt 1 }", "")) {
            assertThat(ask(proxy, "/alive")).startsWith("HTTP/1.1 200 OK\r\n");
            assertThat(origin.received()).isEmpty();
            assertThat(ask(proxy, "/alive2")).startsWith("HTTP/1.1 200");
            assertThat(origin.received()).startsWith("GET /alive2 ");
        }
        try (TestProxy proxy = proxy("monitor-uri /alive;monitor fail if { nbsrv(be) gt 0 }", "")) {
            assertThat(ask(proxy, "/alive")).startsWith("HTTP/1.1 503 Service Unavailable\r\n");
        }
    }

    @ParameterizedTest
    @CsvSource({"errorloc, 302 Found", "errorloc302, 302 Found", "errorloc303, 303 See Other"})
    void errorsLeadElsewhere(String keyword, String status) throws Exception {
        try (TestProxy proxy = proxy(keyword + " 403 http://sorry.example/no;http-request deny", "")) {
            assertThat(ask(proxy, "/"))
                    .startsWith("HTTP/1.1 " + status + "\r\n")
                    .containsIgnoringCase("\r\nlocation: http://sorry.example/no\r\n");
        }
    }

    @Test
    void anUnpublishedBackendIsPassedByUnlessItIsForced() throws Exception {
        String off =
                "\nbackend off\n be-unpublished\n http-request return status 299\nbackend on\n http-request return status 298";
        String rules =
                "use_backend off if { path_beg /off };force-be-switch if { path /off/forced };use_backend on if { path_beg /off }";
        try (TestProxy proxy = proxy(rules + ";default_backend be" + off + "\nfrontend unused", "")) {
            assertThat(ask(proxy, "/off")).startsWith("HTTP/1.1 298");
            assertThat(ask(proxy, "/off/forced")).startsWith("HTTP/1.1 299");
            assertThat(ask(proxy, "/")).startsWith("HTTP/1.1 200");
        }
    }

    @Test
    void clientsThatComeThroughAProxySayWhereTheyComeFrom() throws Exception {
        String lines =
                "tcp-request connection expect-proxy layer4 if { src 127.0.0.0/8 };http-request set-header x-from %[src]";
        try (TestProxy proxy = proxy(lines, "");
                Socket client = connect(proxy)) {
            send(
                    client,
                    "PROXY TCP4 192.0.2.7 192.0.2.1 1000 80\r\nGET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
            assertThat(readAll(client)).startsWith("HTTP/1.1 200");
            assertThat(origin.received()).contains("\r\nx-from: 192.0.2.7\r\n");
        }
    }
}
