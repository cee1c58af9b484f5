package dev.sluice.proxy.http;

import static dev.sluice.proxy.http.Requests.DEFAULTS;
import static dev.sluice.proxy.http.Requests.connect;
import static dev.sluice.proxy.http.Requests.readAll;
import static dev.sluice.proxy.http.Requests.send;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.Socket;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Servers chosen by what requests say. The choices are those that HAProxy 3.5 was seen to make with the same lines and requests. */
class KeyBalancingTest {
    private static final Pattern CHOSEN = Pattern.compile("srv: (\\d)");
    /** Targets, values of the header {@code k} (- for none), hosts. */
    private static final List<String> REQUESTS = List.of(
            "/ a www.one.com",
            "/a/b/c/d?k=1 b localhost",
            "/img/logo.png?x=1&k=seven 12345 two.org",
            "/img/logo.png?x=2 4294967295 a.b.three.net:80",
            "/very/long/path/with/levels?k=&z -7 x",
            "/q?kk=1&k=two&k=three User_One www.four.co.uk",
            "/q?K=two - five",
            "/img some,list six.six",
            "/api/v1/items/42?whole=1&k=%20 zzzzzzzzzzzzzzzzzzzzzzzzzzz www.seven.com",
            "/api/v1/items/43 0 eight.example");

    private static final String SERVERS = " server 0 127.0.0.1:%1$d weight 2\n server 1 127.0.0.1:%1$d weight 5\n"
            + " server 2 127.0.0.1:%1$d weight 1\n server 3 127.0.0.1:%1$d weight 3\n";

    private static TestProxy proxy(ScriptedOrigin origin, String lines) throws Exception {
        return TestProxy.of(DEFAULTS + "listen l\n bind 127.0.0.1:0\n" + lines + "\n http-response set-header srv %s\n"
                + SERVERS.formatted(origin.port()));
    }

    private static String chosen(TestProxy proxy, String requests) throws Exception {
        StringBuilder chosen = new StringBuilder();
        try (Socket client = connect(proxy)) {
            send(client, requests);
            Matcher found = CHOSEN.matcher(readAll(client));
            while (found.find()) {
                chosen.append(found.group(1));
            }
        }
        return chosen.toString();
    }

    private static String requests() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < REQUESTS.size(); i++) {
            String[] words = REQUESTS.get(i).split(" ", -1);
            String key = words[1].equals("-") ? "" : "k: " + words[1].replace('_', ' ') + "\r\n";
            String end = i == REQUESTS.size() - 1 ? "Connection: close\r\n" : "";
            text.append("GET ")
                    .append(words[0])
                    .append(" HTTP/1.1\r\nHost: ")
                    .append(words[2])
                    .append("\r\n");
            text.append(key).append(end).append("\r\n");
        }
        return text.toString();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            uri | - | 3222133311
            uri len 6 | - | 3311233311
            uri depth 2 | - | 3122233300
            uri len 7 depth 1 | - | 3033133322
            uri whole | - | 3313012301
            uri path-only whole depth 3 | - | 3313112333
            url_param k | - | 0011001331
            hdr(K) | - | 2313100131
            hdr(host) use_domain_only | - | 1301311111
            hash req.hdr(k),length | - | 1103110101
            hash req.hdr(k),length,odd | map-based djb2 | 1110000011
            uri | consistent | 1100100110
            hdr(k) | map-based sdbm | 2313100131
            hdr(k) | map-based sdbm avalanche | 1010200311
            hdr(k) | consistent sdbm | 1101121011
            hdr(k) | consistent sdbm avalanche | 3110301100
            hdr(k) | map-based djb2 | 2300010231
            hdr(k) | map-based djb2 avalanche | 1310110212
            hdr(k) | consistent djb2 | 1133131101
            hdr(k) | consistent djb2 avalanche | 2311231010
            hdr(k) | map-based wt6 | 1101110001
            hdr(k) | map-based wt6 avalanche | 1330130330
            hdr(k) | consistent wt6 | 3003101303
            hdr(k) | consistent wt6 avalanche | 3320111111
            hdr(k) | map-based crc32 | 1312330013
            hdr(k) | map-based crc32 avalanche | 1131110301
            hdr(k) | consistent crc32 | 1301101001
            hdr(k) | consistent crc32 avalanche | 3310111010
            hdr(k) | map-based none | 0033100000
            hdr(k) | map-based none avalanche | 3321230333
            hdr(k) | consistent none | 1111111111
            hdr(k) | consistent none avalanche | 0011101000
            """)
    void choosesAsHaproxyDoes(String balance, String type, String expected) throws Exception {
        String lines = " balance " + balance + (type == null ? "" : "\n hash-type " + type);
        try (ScriptedOrigin origin = new ScriptedOrigin();
                TestProxy proxy = proxy(origin, lines)) {
            assertThat(chosen(proxy, requests())).isEqualTo(expected);
        }
    }

    @Test
    void findsTheParameterOfAFormInTheBody() throws Exception {
        try (ScriptedOrigin origin = new ScriptedOrigin();
                TestProxy proxy = proxy(origin, " balance url_param k check_post")) {
            String inTarget = chosen(proxy, "GET /?k=seven HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
            String inBody = chosen(
                    proxy, "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 11\r\nConnection: close\r\n\r\nx=1&k=seven");

            assertThat(inBody).hasSize(1).isEqualTo(inTarget);
        }
    }

    @Test
    void sendsTheUserOfARemoteDesktopToTheSameServer() throws Exception {
        byte[] header = {3, 0, 0, 40, 35, (byte) 0xE0, 0, 0, 0, 0, 0};
        try (ScriptedOrigin even = new ScriptedOrigin();
                ScriptedOrigin odd = new ScriptedOrigin();
                TestProxy proxy = TestProxy.of(DEFAULTS + """
                        listen l
                         mode tcp
                         bind 127.0.0.1:0
                         tcp-request inspect-delay 5s
                         tcp-request content accept if { req.rdp_cookie_cnt(user) gt 0 }
                         balance rdp-cookie(user)
                         hash-type map-based none
                         server a 127.0.0.1:%d
                         server b 127.0.0.1:%d
                        """.formatted(even.port(), odd.port()))) {
            for (String user : List.of("2", "4", "7")) {
                try (Socket client = connect(proxy)) {
                    client.getOutputStream().write(header);
                    send(client, "Cookie: USER=" + user + "\r\nGET / HTTP/1.1\r\n\r\n");
                    assertThat(Requests.read(client, 12)).isEqualTo("HTTP/1.1 200");
                }
            }

            assertThat(even.received()).contains("USER=2", "USER=4").doesNotContain("USER=7");
            assertThat(odd.received()).contains("USER=7");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "balance hash nosuchfetch",
                "balance uri len 0",
                "balance hdr",
                "balance sticky",
                "hash-type consistent md5",
                "hash-balance-factor 100"
            })
    void refusesWhatMakesNoSense(String line) throws Exception {
        try (ScriptedOrigin origin = new ScriptedOrigin()) {
            assertThatThrownBy(() -> proxy(origin, " " + line)).hasMessageContaining(line.split(" ", -1)[0]);
        }
    }
}
