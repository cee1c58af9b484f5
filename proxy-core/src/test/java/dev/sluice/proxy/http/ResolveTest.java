package dev.sluice.proxy.http;

import static dev.sluice.proxy.http.Requests.DEFAULTS;
import static dev.sluice.proxy.http.Requests.readAll;
import static dev.sluice.proxy.http.Requests.send;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.proxy.dns.FakeNameServer;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Names that rules look up while requests wait. */
class ResolveTest extends WithOrigin {
    private static final String RULES = """
            frontend fe
                bind 127.0.0.1:0
                http-request return status 200 hdr x-a now if { path /now }
                http-request set-var(txn.a) str(old) if { path /old }
                http-request do-resolve(txn.a,mine,ipv4) req.hdr(host),host_only if { path /quick /old }
                http-request do-resolve(txn.a,mine,ipv6) req.hdr(host),host_only if { path /six }
                http-request do-resolve(txn.a,patient,ipv4) req.hdr(host),host_only if { path /patient }
                http-request do-resolve(txn.a,mine) req.hdr(x-none) if { path /none }
                http-request return status 200 hdr x-a "<%[var(txn.a)]>"
            """;

    private FakeNameServer names;

    @BeforeEach
    void startNames() throws Exception {
        names = new FakeNameServer();
    }

    @AfterEach
    void stopNames() {
        names.close();
    }

    private TestProxy proxy(String sections) throws Exception {
        String servers = " nameserver ns 127.0.0.1:" + names.port() + "\n hold valid 10m\n";
        return TestProxy.of("resolvers mine\n" + servers + " timeout retry 100ms\n resolve_retries 2\n"
                + "resolvers patient\n" + servers + " timeout retry 100ms\n resolve_retries 1000\n"
                + DEFAULTS + sections);
    }

    private static Socket connect(TestProxy proxy, String frontend) throws Exception {
        String bound = proxy.frontend(frontend).listeners().get(0).boundAddress();
        int port = Integer.parseInt(bound.substring(bound.lastIndexOf(':') + 1));
        Socket client = new Socket(InetAddress.getLoopbackAddress(), port);
        client.setSoTimeout(20_000);
        return client;
    }

    private static String request(String path, String host) {
        return "GET " + path + " HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n";
    }

    private static String value(Socket client) throws Exception {
        String answer = readAll(client);
        assertThat(answer).contains("x-a: ");
        return answer.replaceFirst("(?s).*x-a: ([^\r]*)\r\n.*", "$1");
    }

    private static String ask(TestProxy proxy, String frontend, String path, String host) throws Exception {
        try (Socket client = connect(proxy, frontend)) {
            send(client, request(path, host));
            return value(client);
        }
    }

    /** What was found serves whoever asks next, in turn. */
    @Test
    void keepsAddressesInVariables() throws Exception {
        names.say("two.test", "10.0.0.1", "10.0.0.2");
        try (TestProxy proxy = proxy(RULES)) {
            String first = ask(proxy, "fe", "/quick", "two.test");
            int asked = names.asked();
            String second = ask(proxy, "fe", "/quick", "TWO.test.:80");
            assertThat(Set.of(first, second)).containsExactlyInAnyOrder("<10.0.0.1>", "<10.0.0.2>");
            assertThat(names.asked()).isEqualTo(asked).isPositive();
        }
    }

    /** Where there is no address of the wanted family, one of the other is taken. */
    @Test
    void takesTheOtherFamilyWhereItMust() throws Exception {
        names.say("one.test", "10.0.0.1");
        try (TestProxy proxy = proxy(RULES)) {
            assertThat(ask(proxy, "fe", "/six", "one.test")).isEqualTo("<10.0.0.1>");
            assertThat(names.asked()).isGreaterThanOrEqualTo(2);
        }
    }

    @Test
    void leavesVariablesAloneWhereNothingIsFound() throws Exception {
        try (TestProxy proxy = proxy(RULES)) {
            assertThat(ask(proxy, "fe", "/quick", "nobody.test")).isEqualTo("<>");
            assertThat(ask(proxy, "fe", "/old", "nobody.test")).isEqualTo("<old>");
            int asked = names.asked();
            assertThat(ask(proxy, "fe", "/none", "nobody.test")).isEqualTo("<>");
            assertThat(ask(proxy, "fe", "/quick", "a..b")).isEqualTo("<>");
            assertThat(names.asked()).as("what is no name is not asked for").isEqualTo(asked);
            names.silent(true);
            assertThat(ask(proxy, "fe", "/old", "silent.test")).isEqualTo("<old>");
        }
    }

    /** There is one worker: it serves others while a name is looked up. */
    @Test
    void keepsNobodyElseWaiting() throws Exception {
        names.say("late.test", "10.0.0.3");
        names.silent(true);
        try (TestProxy proxy = proxy(RULES);
                Socket patient = connect(proxy, "fe");
                Socket other = connect(proxy, "fe")) {
            send(patient, request("/patient", "late.test"));
            send(other, request("/patient", "late.test"));
            Await.until(() -> "not asked", () -> names.asked() > 0);
            assertThat(ask(proxy, "fe", "/now", "x")).isEqualTo("now");
            assertThat(patient.getInputStream().available()).isZero();
            names.silent(false);
            assertThat(value(patient)).isEqualTo("<10.0.0.3>");
            assertThat(value(other)).isEqualTo("<10.0.0.3>");
        }
    }

    /** Rules about content wait no longer than their section says, and for nothing where it does not. */
    @Test
    void waitsInRulesAboutContentForTheInspectDelay() throws Exception {
        names.say("one.test", "10.0.0.1");
        try (TestProxy proxy = proxy("""
                frontend waits
                    bind 127.0.0.1:0
                    tcp-request inspect-delay 10m
                    tcp-request content do-resolve(txn.a,patient,ipv4) req.hdr(host)
                    http-request return status 200 hdr x-a "<%[var(txn.a)]>"
                frontend short
                    bind 127.0.0.1:0
                    tcp-request inspect-delay 50ms
                    tcp-request content do-resolve(txn.a,patient,ipv4) req.hdr(host)
                    http-request return status 200 hdr x-a "<%[var(txn.a)]>"
                frontend never
                    bind 127.0.0.1:0
                    tcp-request content do-resolve(txn.a,patient,ipv4) req.hdr(host)
                    http-request return status 200 hdr x-a "<%[var(txn.a)]>"
                """)) {
            assertThat(ask(proxy, "waits", "/", "one.test")).isEqualTo("<10.0.0.1>");
            assertThat(ask(proxy, "never", "/", "other.test")).isEqualTo("<>");
            names.silent(true);
            assertThat(ask(proxy, "short", "/", "other.test")).isEqualTo("<>");
        }
    }

    /** A session without HTTP goes where the name says; what stands before the rule that waits is done once. */
    @Test
    void findsTheWayOfSessions() throws Exception {
        names.say("origin.test", "127.0.0.1");
        names.silent(true);
        try (TestProxy proxy = proxy("""
                frontend tcp
                    mode tcp
                    bind 127.0.0.1:0
                    tcp-request inspect-delay 10m
                    tcp-request content set-var(sess.n,ifnotset) int(0)
                    tcp-request content set-var(sess.n) var(sess.n),add(1)
                    tcp-request content do-resolve(sess.a,patient,ipv4) str(origin.test)
                    tcp-request content reject if { var(sess.n) -m int gt 1 }
                    tcp-request content reject unless { var(sess.a) -m found }
                    tcp-request content set-dst var(sess.a)
                    default_backend be
                backend be
                    mode tcp
                    server s 0.0.0.0:%d
                """.formatted(origin.port()));
                Socket client = connect(proxy, "tcp")) {
            send(client, "GET /first");
            Await.until(() -> "not asked", () -> names.asked() > 0);
            send(client, " HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
            names.silent(false);
            assertThat(readAll(client)).startsWith("HTTP/1.1 200");
            assertThat(origin.received()).startsWith("GET /first HTTP/1.1\r\n");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            frontend | http-request do-resolve(txn.a,nope) hdr(host)                  | 'nope'
            frontend | http-request do-resolve(txn.a) hdr(host)                       | got 'txn.a'
            frontend | http-request do-resolve(txn.a,mine,ipv5) hdr(host)             | ipv5
            frontend | http-request do-resolve(txn.a,mine)                            | expects a sample expression
            frontend | tcp-request connection do-resolve(sess.a,mine) src             | alone
            backend  | tcp-request content do-resolve(sess.a,mine) src                | in backends
            frontend | http-response do-resolve(txn.a,mine) src                       | do-resolve
            """)
    void isRefusedWithTheReason(String section, String line, String message) {
        String bind = section.equals("frontend") ? " bind 127.0.0.1:0\n" : "";
        assertThatThrownBy(() -> proxy(section + " x\n" + bind + " " + line + "\n"))
                .hasMessageContaining(message);
    }
}
