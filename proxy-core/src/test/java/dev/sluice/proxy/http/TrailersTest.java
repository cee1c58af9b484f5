package dev.sluice.proxy.http;

import static dev.sluice.proxy.http.Requests.DEFAULTS;
import static dev.sluice.proxy.http.Requests.connect;
import static dev.sluice.proxy.http.Requests.read;
import static dev.sluice.proxy.http.Requests.send;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.Socket;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Fields behind bodies that go no further. */
class TrailersTest extends WithOrigin {
    private static final String REQUEST_OPTION = " option http-drop-request-trailers\n";
    private static final String RESPONSE_OPTION = " option http-drop-response-trailers\n";
    private static final String HEAD =
            "POST / HTTP/1.1\r\nHost: a\r\nTrailer: x-end\r\nTransfer-Encoding: chunked\r\n\r\n";
    private static final String BODY = "3;e=1\r\nabc\r\n02\r\nde\r\n0\r\n";
    private static final String END = "X-End: 1\r\nX-More: \r\n\r\n";

    private TestProxy proxy(String front, String back) throws Exception {
        return TestProxy.of(DEFAULTS + "frontend fe\n bind 127.0.0.1:0\n" + front + " default_backend be\nbackend be\n"
                + back + " server a 127.0.0.1:" + origin.port() + "\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " retry-on 500\n", " option h1-case-adjust-bogus-server\n"})
    void ofRequestsStayHere(String more) throws Exception {
        try (TestProxy proxy = proxy("", REQUEST_OPTION + more);
                Socket client = connect(proxy)) {
            client.setTcpNoDelay(true);
            send(client, HEAD + BODY + END + HEAD + BODY + "\r\n" + HEAD + "0\r\n" + END);
            String slow = HEAD + BODY + END;
            for (int i = 0; i < slow.length(); i++) {
                send(client, slow.substring(i, i + 1));
            }
            String answers = Requests.HI.repeat(4);
            assertThat(read(client, answers.length())).isEqualTo(answers);
            String whole = HEAD + BODY + "\r\n";
            String empty = HEAD + "0\r\n\r\n";
            // Answered before they have come whole, requests may go over one connection or several.
            Await.until(origin::received, () -> origin.received().length() >= 3 * whole.length() + empty.length());
            String received = origin.received().toLowerCase(Locale.ROOT);
            assertThat(received.split(Pattern.quote(whole.toLowerCase(Locale.ROOT)), -1))
                    .hasSize(4);
            assertThat(received.replace(whole.toLowerCase(Locale.ROOT), "")).isEqualToIgnoringCase(empty);
        }
    }

    @Test
    void ofRequestsAreNotSentAgainEither() throws Exception {
        origin.script(List.of("bytes HTTP/1.1 503 Busy\r\nContent-Length: 0\r\n\r\n"));
        try (TestProxy proxy = proxy("", REQUEST_OPTION + " retries 1\n retry-on 503\n");
                Socket client = connect(proxy)) {
            send(client, HEAD + BODY + END);
            assertThat(read(client, 12)).isEqualTo("HTTP/1.1 503");
            String whole = HEAD + BODY + "\r\n";
            Await.until(origin::received, () -> origin.received().length() >= 2 * whole.length());
            assertThat(origin.received()).isEqualTo(whole + whole);
        }
    }

    @Test
    void ofRequestsAreCheckedAllTheSame() throws Exception {
        for (String wrong : List.of("X End: 1\r\n\r\n", "Content-Length: 5\r\n\r\n", "X: \rGET")) {
            try (TestProxy proxy = proxy("", REQUEST_OPTION);
                    Socket client = connect(proxy)) {
                send(client, HEAD + BODY + wrong);
                assertThat(read(client, 12)).as(wrong.substring(0, 5)).isEqualTo("HTTP/1.1 400");
                assertThat(origin.received()).doesNotContain("X");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " compression algo identity\n"})
    void ofResponsesStayHere(String more) throws Exception {
        origin.script(List.of(
                "bytes HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\nX-E",
                "pause",
                "bytes nd: 1\r\n\r",
                "pause",
                "bytes \n"));
        try (TestProxy proxy = proxy(RESPONSE_OPTION + more, "");
                Socket client = connect(proxy)) {
            String vary = more.isEmpty() ? "" : "vary: Accept-Encoding\r\n";
            String answer = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n" + vary + "\r\n3\r\nabc\r\n0\r\n\r\n";
            for (int i = 0; i < 2; i++) {
                send(client, Requests.GET);
                assertThat(read(client, answer.length())).isEqualToIgnoringCase(answer);
            }
            assertThat(origin.connectionCount()).isEqualTo(1);
        }
    }

    @Test
    void stayHereWhateverTheVersion() throws Exception {
        origin.script(List.of(
                "bytes HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\nX-End: 1\r\n\r\n"));
        try (TestProxy proxy = proxy(RESPONSE_OPTION, REQUEST_OPTION);
                Http2Talk client = new Http2Talk(connect(proxy))) {
            client.headers(1, false, ":method=POST|:scheme=http|:authority=a|:path=/");
            client.data(1, false, new byte[] {'h'});
            client.headers(1, true, "x-end=1");
            assertThat(client.response(1)).isEqualTo("[:status=200]abc");
            Await.until(origin::received, () -> origin.received().endsWith("0\r\n\r\n"));
            assertThat(origin.received()).endsWith("\r\n\r\n1\r\nh\r\n0\r\n\r\n");
        }
    }
}
