package dev.sluice.proxy.http;

import static dev.sluice.proxy.http.Requests.DEFAULTS;
import static dev.sluice.proxy.http.Requests.HI;
import static dev.sluice.proxy.http.Requests.connect;
import static dev.sluice.proxy.http.Requests.read;
import static dev.sluice.proxy.http.Requests.send;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.Socket;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What servers are told of clients in headers; each line is what HAProxy 3.5 sends for the same option and request. */
class ForwardedTest extends WithOrigin {
    private static final String FOUR = "x-src: 192.0.2.1\r\nx-dst: 192.0.2.2\r\n";
    private static final String SIX = "x-src: 2001:db8::1\r\nx-dst: 2001:db8::2\r\n";

    private String told(String option, String fields) throws Exception {
        origin.script(List.of());
        String rules = """
                 http-request set-src hdr(x-src) if { req.hdr(x-src) -m found }
                 http-request set-dst hdr(x-dst) if { req.hdr(x-dst) -m found }
                 http-request set-src-port int(4711)
                 http-request set-dst-port int(443)
                 http-request del-header x-src
                 http-request del-header x-dst
                """;
        try (TestProxy proxy = TestProxy.of(DEFAULTS + "frontend fe\n bind 127.0.0.1:0\n default_backend be\n" + rules
                        + "backend be\n server a 127.0.0.1:" + origin.port() + "\n option " + option + "\n");
                Socket client = connect(proxy)) {
            send(client, "GET / HTTP/1.1\r\nHost: vtest:80\r\n" + fields + "\r\n");
            read(client, HI.length());
            String head = "GET / HTTP/1.1\r\nHost: vtest:80\r\n";
            String received = origin.received();
            assertThat(received).startsWith(head).endsWith("\r\n\r\n");
            return received.substring(head.length(), received.length() - 2).replace("\r\n", "|");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '@',
            quoteCharacter = '\0',
            value = {
                "forwarded @ forwarded: proto=http;for=192.0.2.1|",
                "forwarded proto host by by_port for for_port @ forwarded: proto=http;host=\"vtest:80\";"
                        + "by=\"192.0.2.2:443\";for=\"192.0.2.1:4711\"|",
                "forwarded host @ forwarded: host=\"vtest:80\"|",
                "forwarded for for_port @ forwarded: for=\"192.0.2.1:4711\"|",
                "forwarded by-expr str(secret) for-expr str(_gazonk) @ forwarded: by=_secret;for=_gazonk|",
                "forwarded by by_port-expr int(70000) for_port for"
                        + " @ forwarded: by=\"192.0.2.2:_70000\";for=\"192.0.2.1:4711\"|",
                "originalto @ x-original-to: 192.0.2.2|",
                "originalto header X-Dst-IP @ x-dst-ip: 192.0.2.2|",
                "originalto except 192.0.2.0/24 @ ''",
                "originalto except 192.0.2.3 @ x-original-to: 192.0.2.2|",
            })
    void tellsOfBothEnds(String option, String expected) throws Exception {
        assertThat(told(option, FOUR)).isEqualTo(expected.equals("''") ? "" : expected);
    }

    @Test
    void addressesOfTheSixthVersionStandInBrackets() throws Exception {
        assertThat(told("forwarded", SIX)).isEqualTo("forwarded: proto=http;for=\"[2001:db8::1]\"|");
        assertThat(told("originalto", SIX)).endsWith("x-original-to: 2001:db8::2|");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '@',
            quoteCharacter = '\0',
            value = {
                "some host @ host=\"\";for=unknown @ ''",
                "10.1.1.1 @ host=\"10.1.1.1\";for=10.1.1.1 @ :_10.1.1.1",
                "::1 @ host=\"\";for=unknown @ ''",
                "name-x_y @ host=\"\";for=_name-x_y @ :_name-x_y",
                "_ab @ host=\"\";for=_ab @ :_ab",
                "unknown @ host=\"unknown\";for=unknown @ :_unknown",
                "a\"b @ host=\"\";for=unknown @ ''",
                "ex.org:8080 @ host=\"ex.org:8080\";for=unknown @ ''",
                "99 @ host=\"99\";for=_99 @ :99",
                "70000 @ host=\"70000\";for=_70000 @ :_70000",
                "[::1]:80 @ host=\"[::1]:80\";for=unknown @ ''",
            })
    void whateverAnExpressionFindsTheLineIsWellFormed(String value, String names, String port) throws Exception {
        String field = "h: " + value + "\r\n";
        String before = "h: " + value + "|forwarded: ";
        assertThat(told("forwarded host-expr req.hdr(h) for-expr req.hdr(h)", field))
                .isEqualTo(before + names + "|");
        assertThat(told("forwarded for for_port-expr req.hdr(h)", field))
                .isEqualTo(before + "for=\"127.0.0.1" + (port.equals("''") ? "" : port) + "\"|");
    }

    @Test
    void whatOthersToldStaysInFrontOfIt() throws Exception {
        assertThat(told("forwarded for-expr req.hdr(nothing)", "forwarded: for=old\r\n"))
                .isEqualTo("forwarded: for=old|forwarded: for=unknown|");
    }
}
