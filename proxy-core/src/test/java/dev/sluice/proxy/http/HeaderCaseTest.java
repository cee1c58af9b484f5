package dev.sluice.proxy.http;

import static dev.sluice.proxy.http.Requests.DEFAULTS;
import static dev.sluice.proxy.http.Requests.connect;
import static dev.sluice.proxy.http.Requests.read;
import static dev.sluice.proxy.http.Requests.send;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.Socket;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Names of fields for peers that mind their case. */
class HeaderCaseTest extends WithOrigin {
    private static final String NAMES = """
            global
             h1-case-adjust host HOST
             h1-case-adjust x-foo X-FoO
             h1-case-adjust content-length Content-Length
             h1-case-adjust transfer-encoding Transfer-Encoding
             h1-case-adjust x-end X-End
             h1-case-adjust set-cookie Set-Cookie
             h1-case-adjust connection Connection
            """;
    private static final String CHUNKS = "3\r\nabc\r\n0\r\n";

    private TestProxy proxy(String front, String back) throws Exception {
        return TestProxy.of(NAMES + DEFAULTS + "frontend fe\n bind 127.0.0.1:0\n" + front
                + " default_backend be\nbackend be\n" + back + " server a 127.0.0.1:" + origin.port() + "\n");
    }

    private static void answers(Socket client, String expected) throws Exception {
        assertThat(read(client, expected.length())).isEqualTo(expected);
    }

    @Test
    void serversGetNamesAsTheyWantThem() throws Exception {
        try (TestProxy proxy = proxy("", " option h1-case-adjust-bogus-server\n");
                Socket client = connect(proxy)) {
            send(client, "GET / HTTP/1.1\r\nHost: a\r\nx-foo: x-foo: 1\r\nX-FOOL: 2\r\nX-foo:\r\n\r\n");
            answers(client, Requests.HI);
            assertThat(origin.received())
                    .isEqualTo("GET / HTTP/1.1\r\nHOST: a\r\nX-FoO: x-foo: 1\r\nx-fool: 2\r\nX-FoO:\r\n\r\n");
        }
    }

    @Test
    void alsoWhatIsAddedOnTheWay() throws Exception {
        try (TestProxy proxy = proxy(
                        " http-request set-header X-fOO 1\n",
                        " option h1-case-adjust-bogus-server\n option http-server-close\n"
                                + " http-send-name-header Set-COOKIE\n");
                Socket client = connect(proxy)) {
            send(client, "GET / HTTP/1.1\r\nhost: a\r\n\r\n");
            answers(client, Requests.HI);
            assertThat(origin.received())
                    .isEqualTo("GET / HTTP/1.1\r\nHOST: a\r\nX-FoO: 1\r\nConnection: close\r\nSet-Cookie: a\r\n\r\n");
        }
    }

    @Test
    void alsoBehindABodyHoweverItComes() throws Exception {
        try (TestProxy proxy = proxy("", " option h1-case-adjust-bogus-server\n");
                Socket client = connect(proxy)) {
            client.setTcpNoDelay(true);
            String request = "POST / HTTP/1.1\r\nhost: a\r\ntransfer-encoding: chunked\r\n\r\n" + CHUNKS
                    + "x-end: host: b\r\nOther: 1\r\n\r\n";
            send(client, request + request);
            for (int i = 0; i < request.length(); i++) {
                send(client, request.substring(i, i + 1));
            }
            answers(client, Requests.HI + Requests.HI + Requests.HI);
            String sent = "POST / HTTP/1.1\r\nHOST: a\r\nTransfer-Encoding: chunked\r\n\r\n" + CHUNKS
                    + "X-End: host: b\r\nother: 1\r\n\r\n";
            Await.until(origin::received, () -> origin.received().length() >= 3 * sent.length());
            assertThat(origin.received()).isEqualTo(sent + sent + sent);
        }
    }

    @Test
    void alsoInARequestThatIsKeptToBeSentAgain() throws Exception {
        origin.script(List.of("bytes HTTP/1.1 503 Busy\r\nContent-Length: 0\r\n\r\n"));
        try (TestProxy proxy = proxy("", " option h1-case-adjust-bogus-server\n retries 1\n retry-on 503\n");
                Socket client = connect(proxy)) {
            send(
                    client,
                    "POST / HTTP/1.1\r\nhost: a\r\ntransfer-encoding: chunked\r\n\r\n" + CHUNKS + "x-end: 1\r\n\r\n");
            assertThat(read(client, 12)).isEqualTo("HTTP/1.1 503");
            String sent =
                    "POST / HTTP/1.1\r\nHOST: a\r\nTransfer-Encoding: chunked\r\n\r\n" + CHUNKS + "X-End: 1\r\n\r\n";
            Await.until(origin::received, () -> origin.received().length() >= 2 * sent.length());
            assertThat(origin.received()).isEqualTo(sent + sent);
        }
    }

    @Test
    void clientsGetNamesAsTheyWantThem() throws Exception {
        origin.script(List.of(
                "bytes HTTP/1.1 103 Early\r\nX-foo: 1\r\n\r\nHTTP/1.1 200 OK\r\nX-Other: 1\r\n"
                        + "transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\nX-e",
                "pause",
                "bytes nd: 1\r\n\r\n"));
        try (TestProxy proxy = proxy(" option h1-case-adjust-bogus-client\n", "");
                Socket client = connect(proxy)) {
            send(client, "GET / HTTP/1.1\r\nHost: a\r\n\r\n");
            answers(
                    client,
                    "HTTP/1.1 103 Early\r\nX-FoO: 1\r\n\r\nHTTP/1.1 200 OK\r\nx-other: 1\r\n"
                            + "Transfer-Encoding: chunked\r\n\r\n" + CHUNKS + "X-End: 1\r\n\r\n");
            assertThat(origin.received()).isEqualTo("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
        }
    }

    @Test
    void alsoOfCompressedBodies() throws Exception {
        origin.script(List.of(
                "bytes HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\nx-foo: 1\r\n\r\n3\r\nabc\r\n0\r\nx-e",
                "pause",
                "bytes nd: 1\r\n\r\n"));
        try (TestProxy proxy = proxy(" option h1-case-adjust-bogus-client\n compression algo identity\n", "");
                Socket client = connect(proxy)) {
            send(client, "GET / HTTP/1.1\r\nHost: a\r\n\r\n");
            answers(
                    client,
                    "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nX-FoO: 1\r\nvary: Accept-Encoding\r\n\r\n"
                            + CHUNKS + "X-End: 1\r\n\r\n");
        }
    }

    @Test
    void alsoInWhatTheProxyItselfSays() throws Exception {
        try (TestProxy proxy = proxy(
                        " option h1-case-adjust-bogus-client\n"
                                + " http-request return status 200 content-type text/plain string hi hdr x-foo 1\n"
                                + " http-after-response set-header set-cookie a\n",
                        "");
                Socket client = connect(proxy)) {
            send(client, "GET / HTTP/1.0\r\n\r\n");
            assertThat(Requests.readAll(client))
                    .contains("\r\nX-FoO: 1\r\n", "\r\nContent-Length: 2\r\n", "\r\nSet-Cookie: a\r\n")
                    .contains("\r\nConnection: close\r\n", "\r\ncontent-type: text/plain\r\n");
        }
        try (TestProxy proxy = proxy(" option h1-case-adjust-bogus-client\n", "");
                Socket client = connect(proxy)) {
            send(client, "GET\r\n\r\n");
            assertThat(Requests.readAll(client))
                    .startsWith("HTTP/1.1 400 Bad request\r\nContent-Length: 90\r\n")
                    .contains("\r\nConnection: close\r\n");
        }
    }

    @Test
    void clientsOfHttp2GetThemAsThatHasThem() throws Exception {
        origin.script(List.of("bytes HTTP/1.1 200 OK\r\nX-Foo: 1\r\nContent-Length: 0\r\n\r\n"));
        try (TestProxy proxy = proxy(" option h1-case-adjust-bogus-client\n", " option h1-case-adjust-bogus-server\n");
                Http2Talk client = new Http2Talk(connect(proxy))) {
            client.headers(1, true, ":method=GET|:scheme=http|:authority=a|:path=/|x-foo=1");
            assertThat(client.response(1)).isEqualTo("[:status=200|x-foo=1|content-length=0]");
            assertThat(origin.received()).isEqualTo("GET / HTTP/1.1\r\nX-FoO: 1\r\nHOST: a\r\n\r\n");
        }
    }
}
