package dev.sluice.proxy.http;

import static dev.sluice.proxy.http.Requests.DEFAULTS;
import static dev.sluice.proxy.http.Requests.connect;
import static dev.sluice.proxy.http.Requests.readAll;
import static dev.sluice.proxy.http.Requests.send;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.state.InternalService;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Users, passwords and groups in rules. */
class AuthTest {
    private static final String USERS = """
            userlist people
              group admins
              group readers users plain
              user md5 password $1$abcdefgh$fzmjzFdo5nMtBG8gtud5e0
              user sha256 password $5$saltstring$5B8vYYiY.CVt1RlTTf8KbXBH3hsxY/GNooZaBBGWEc5 groups admins
              user sha512 password $6$saltstring$svn8UoSVapNtMuq1ukKS4tPQd8iKwSMHWjl/O817G3uBnIFNjnQJuesI68u4OTLiBFdcbYEdFCoEOfaS35inz1 groups readers,admins
              user plain insecure-password secret
              user nobody
            """;

    private static String proxy(String rules) {
        return DEFAULTS + USERS + "frontend fe\n bind 127.0.0.1:0\n" + rules + " http-request return status 200\n";
    }

    private static String ask(TestProxy proxy, String credentials) throws Exception {
        String pair = Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8));
        try (Socket client = connect(proxy)) {
            // Twice, since the second answer comes out of what the first has found.
            String request = "GET / HTTP/1.1\r\nHost: a\r\nAuthorization: Basic " + pair + "\r\n";
            send(client, request + "\r\n" + request + "Connection: close\r\n\r\n");
            return statuses(readAll(client));
        }
    }

    private static String statuses(String answers) {
        return answers.lines()
                .filter(line -> line.startsWith("HTTP/1.1 "))
                .map(line -> line.substring("HTTP/1.1 ".length(), "HTTP/1.1 ".length() + 3))
                .reduce("", (all, status) -> all + status + " ")
                .strip();
    }

    @ParameterizedTest
    @CsvSource({
        "md5:Hello world!, 200 200",
        "sha256:Hello world!, 200 200",
        "sha512:Hello world!, 200 200",
        "plain:secret, 200 200",
        "sha512:hello world!, 401 401",
        "plain:Secret, 401 401",
        "nobody:, 401 401",
        "stranger:secret, 401 401",
        "secret, 401 401",
    })
    void letsThoseInWhoKnowThePassword(String credentials, String expected) throws Exception {
        try (TestProxy proxy = TestProxy.of(proxy(" http-request auth realm me unless { http_auth(people) }\n"))) {
            assertThat(ask(proxy, credentials)).isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "sha256:Hello world!, 200 200",
        "sha512:Hello world!, 200 200",
        "md5:Hello world!, 401 401",
        "plain:secret, 401 401",
        "sha512:guess, 401 401",
    })
    void asksForAGroup(String credentials, String expected) throws Exception {
        String rules = " acl in http_auth_group(people) others admins\n http-request auth unless in\n";
        try (TestProxy proxy = TestProxy.of(proxy(rules))) {
            assertThat(ask(proxy, credentials)).isEqualTo(expected);
        }
    }

    @Test
    void refusesListsThatAreNotThere() {
        assertThatThrownBy(() -> TestProxy.of(proxy(" http-request auth unless { http_auth(others) }\n"))
                        .close())
                .hasMessageContaining("unable to find userlist 'others'");
    }

    @Test
    void refusesPasswordsThatItCannotRead() {
        String more = "userlist more\n user a password abxxB7HlIeckU\n";
        assertThatThrownBy(() -> TestProxy.of(more + proxy("")).close())
                .hasMessageContaining("the password of 'a' is not written as crypt(3)");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''                           | http://a/ | Authorization       | 200",
                "''                           | http://a/ | Proxy-Authorization | 401",
                "option http-use-proxy-header | /         | Authorization       | 200",
                "option http-use-proxy-header | /         | Proxy-Authorization | 401",
                "option http-use-proxy-header | http://a/ | Authorization       | 407",
                "option http-use-proxy-header | http://a/ | Proxy-Authorization | 200",
            })
    void asksAsProxiesDoWhereAProxyIsAsked(String option, String target, String header, String expected)
            throws Exception {
        String rules = " " + option.trim()
                + "\n http-request auth realm me if { path / } !{ http_auth(people) }\n http-request return status 200 if { path / }\n"
                + " default_backend pages\nbackend pages\n stats enable\n stats uri " + target
                + "page\n stats realm me\n"
                + " stats auth plain:secret\n";
        InternalService page = request -> new InternalService.Response(200, "text/plain", () -> null);
        try (TestProxy proxy = new TestProxy(
                DEFAULTS + USERS + "frontend fe\n bind 127.0.0.1:0\n" + rules, Map.of("stats", page), 1)) {
            for (String more : List.of("", "page")) {
                try (Socket client = connect(proxy)) {
                    send(
                            client,
                            "GET " + target + more + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\n" + header
                                    + ": Basic cGxhaW46c2VjcmV0\r\n\r\n");
                    String all = readAll(client);
                    assertThat(statuses(all)).isEqualTo(expected);
                    assertThat(all.contains("proxy-authenticate: Basic realm=\"me\""))
                            .isEqualTo(expected.equals("407"));
                    assertThat(all.contains("www-authenticate: Basic realm=\"me\""))
                            .isEqualTo(expected.equals("401"));
                }
            }
        }
    }
}
