package dev.sluice.proxy.http;

import static dev.sluice.proxy.http.Requests.DEFAULTS;
import static dev.sluice.proxy.http.Requests.connect;
import static dev.sluice.proxy.http.Requests.readAll;
import static dev.sluice.proxy.http.Requests.send;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.Socket;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A length that is said in several ways is one length to rules and to the next recipient; two lengths are none. */
class LengthsTest extends WithOrigin {
    private static final String SEEN = "%[MESSAGE.fhdr(content-length)]/%[MESSAGE.hdr_cnt(content-length)]";

    private TestProxy proxy() throws Exception {
        return TestProxy.of(DEFAULTS + "frontend fe\n bind 127.0.0.1:0\n default_backend be\n"
                + " http-request set-header seen " + SEEN.replace("MESSAGE", "req") + "\n"
                + " http-response set-header seen " + SEEN.replace("MESSAGE", "res") + "\n"
                + "backend be\n server a 127.0.0.1:" + origin.port() + "\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '>',
            value = {
                "Content-Length: 0 > Content-Length: 0~Seen: 0/1",
                "Content-Length: 00 > Content-Length: 0~Seen: 0/1",
                "Content-Length: 0, 0 > Content-Length: 0~Seen: 0/1",
                "Content-Length: 00 ,0~X: y~Content-Length: 0 > Content-Length: 0~X: y~Seen: 0/1",
                "Content-Length: 0000000000000000000000000~X: y > Content-Length: 0~X: y~Seen: 0/1",
                "Content-Length: 7~Transfer-Encoding: Chunked > Transfer-Encoding: Chunked~Seen: /0",
                "Transfer-Encoding: chunked~Content-Length: 7 > Transfer-Encoding: chunked~Seen: /0",
            })
    void oneLengthIsSaidOnce(String fields, String passed) throws Exception {
        boolean chunked = passed.startsWith("T");
        String body = chunked ? "0\r\n\r\n" : "";
        origin.script(List.of("bytes HTTP/1.1 200 OK\r\n" + fields.replace("~", "\r\n") + "\r\n\r\n" + body));
        String expected = "\r\n" + passed.replace("~", "\r\n").toLowerCase(Locale.ROOT) + "\r\n";
        try (TestProxy proxy = proxy();
                Socket client = connect(proxy)) {
            send(
                    client,
                    "POST / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n" + fields.replace("~", "\r\n") + "\r\n\r\n"
                            + body);
            assertThat(readAll(client)).startsWith("HTTP/1.1 200").containsIgnoringCase(expected);
            assertThat(origin.received()).containsIgnoringCase(expected).doesNotContainIgnoringCase("x: y\r\nc");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '>',
            value = {
                "Content-Length: 0, 1 > 400",
                "Content-Length: 00~Content-Length: 1 > 400",
                "Content-Length: 0, > 400",
                "Content-Length: 1000000000000000000 > 400",
                "Content-Length: 9999999999999999999999 > 400",
            })
    void twoLengthsAreNone(String fields, String status) throws Exception {
        String lines = fields.replace("~", "\r\n") + "\r\n\r\n";
        origin.script(List.of("bytes HTTP/1.1 200 OK\r\n" + lines));
        try (TestProxy proxy = proxy()) {
            try (Socket client = connect(proxy)) {
                send(client, "POST / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n" + lines);
                assertThat(readAll(client)).startsWith("HTTP/1.1 " + status);
                assertThat(origin.received()).isEmpty();
            }
            try (Socket client = connect(proxy)) {
                send(client, "GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
                assertThat(readAll(client)).startsWith("HTTP/1.1 502");
            }
        }
    }
}
