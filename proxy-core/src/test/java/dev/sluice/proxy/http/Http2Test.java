package dev.sluice.proxy.http;

import static dev.sluice.proxy.http.Requests.DEFAULTS;
import static dev.sluice.proxy.http.Requests.connect;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.proxy.http.Http2Talk.Frame;
import dev.sluice.state.Counter;
import dev.sluice.state.CounterSet;
import java.io.EOFException;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients that speak HTTP/2 in the clear, and what servers that speak HTTP/1 see of them. */
class Http2Test extends WithOrigin {
    private static final String GET = ":method=GET|:scheme=http|:authority=a|:path=/";
    private static final String POST = ":method=POST|:scheme=http|:authority=a|:path=/";
    private static final String PLAIN = "GET / HTTP/1.1\r\nhost: a\r\n\r\n";
    private static final int PROTOCOL_ERROR = 1;
    private static final int WINDOW = 65_535;

    private TestProxy proxy(String bind, String rules) throws Exception {
        return TestProxy.of(DEFAULTS + "frontend fe\n bind 127.0.0.1:0" + bind + "\n default_backend be\n" + rules
                + "backend be\n server a 127.0.0.1:" + origin.port() + "\n");
    }

    @Test
    void framesConnectionsAndStreamsAreCounted() throws Exception {
        try (TestProxy proxy = proxy("", "")) {
            CounterSet counters = proxy.frontend("fe").counters();
            try (Http2Talk client = new Http2Talk(connect(proxy))) {
                client.headers(1, true, GET);
                assertThat(client.response(1)).isEqualTo("[:status=200|content-length=2]hi");
                // Without a path it is no request (RFC 9113 section 8.3.1): an error of the stream.
                client.headers(3, true, ":method=GET|:scheme=http|:authority=a");
                assertThat(client.read().code()).isEqualTo(PROTOCOL_ERROR);
                assertThat(counters.sum(Counter.HTTP2_CONNECTIONS_ENDED)).isZero();
            }
            Await.until(() -> "still open", () -> counters.sum(Counter.HTTP2_CONNECTIONS_ENDED) == 1);
            assertThat(counters.sum(Counter.HTTP2_CONNECTIONS)).isEqualTo(1);
            assertThat(counters.sum(Counter.HTTP2_HEADERS_IN)).isEqualTo(2);
            assertThat(counters.sum(Counter.HTTP2_DATA_IN)).isZero();
            assertThat(counters.sum(Counter.HTTP2_SETTINGS_IN)).isBetween(1L, 2L);
            assertThat(counters.sum(Counter.HTTP2_STREAM_ERRORS)).isEqualTo(1);
            assertThat(counters.sum(Counter.HTTP2_RESETS_OUT)).isEqualTo(1);
            assertThat(counters.sum(Counter.HTTP2_STREAMS))
                    .isEqualTo(counters.sum(Counter.HTTP2_STREAMS_ENDED))
                    .isEqualTo(2);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " proto h2"})
    void servesHttp2WhereClientsBeginWithIt(String bind) throws Exception {
        try (TestProxy proxy = proxy(bind, "");
                Http2Talk client = new Http2Talk(connect(proxy))) {
            client.headers(1, true, GET + "|cookie=a=1|cookie=b=2");
            assertThat(client.response(1)).isEqualTo("[:status=200|content-length=2]hi");
            client.headers(3, true, GET);
            assertThat(client.response(3)).isEqualTo("[:status=200|content-length=2]hi");
            assertThat(origin.received()).isEqualTo("GET / HTTP/1.1\r\nhost: a\r\ncookie: a=1; b=2\r\n\r\n" + PLAIN);
            assertThat(proxy.frontend("fe").counters().sum(Counter.HTTP2_REQUESTS))
                    .isEqualTo(2);
            assertThat(proxy.frontend("fe").counters().sum(Counter.HTTP2_SESSIONS))
                    .isEqualTo(1);
            assertThat(proxy.frontend("fe").counters().sum(Counter.HTTP1_REQUESTS))
                    .isZero();
        }
    }

    @Test
    void takesAPrefaceThatComesInPieces() throws Exception {
        try (TestProxy proxy = proxy("", "");
                Socket socket = connect(proxy)) {
            socket.getOutputStream().write("PRI * HT".getBytes(StandardCharsets.US_ASCII));
            ScriptedOrigin.pause();
            socket.getOutputStream().write("TP/2.0\r\n\r\nS".getBytes(StandardCharsets.US_ASCII));
            ScriptedOrigin.pause();
            socket.getOutputStream().write("M\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().write(new byte[] {0, 0, 0, 4, 0, 0, 0, 0, 0});
            assertThat(socket.getInputStream().readNBytes(4)[3]).isEqualTo((byte) Http2Talk.SETTINGS);
        }
    }

    @Test
    void staysWithHttp1WhereThatIsWanted() throws Exception {
        try (TestProxy proxy = proxy("", " option disable-h2-upgrade\n");
                Socket socket = connect(proxy)) {
            socket.getOutputStream().write(Http2Talk.PREFACE.getBytes(StandardCharsets.US_ASCII));
            assertThat(new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII))
                    .isEqualTo("HTTP/1.1 405");
        }
    }

    @Test
    void passesBodiesAndTrailersBothWays() throws Exception {
        origin.script(List.of("bytes HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n"
                + "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nConnection: close\r\nX-A: b\r\n\r\n"
                + "3\r\nabc\r\n2\r\nde\r\n0\r\nX-End: yes\r\n\r\n"));
        try (TestProxy proxy = proxy("", "");
                Http2Talk client = new Http2Talk(connect(proxy))) {
            client.headers(1, false, POST + "|te=trailers");
            client.data(1, false, "hello".getBytes(StandardCharsets.US_ASCII));
            client.data(1, false, "!".getBytes(StandardCharsets.US_ASCII));
            client.headers(1, true, "x-sum=1");
            assertThat(client.response(1)).isEqualTo("[:status=103|link=x][:status=200|x-a=b]abcde[x-end=yes]");
            Await.until(origin::received, () -> origin.received().endsWith("x-sum: 1\r\n\r\n"));
            assertThat(origin.received())
                    .startsWith("POST / HTTP/1.1\r\nte: trailers\r\nhost: a\r\ntransfer-encoding: chunked\r\n\r\n");
        }
    }

    @Test
    void knowsResponsesWithoutBodies() throws Exception {
        try (TestProxy proxy = proxy("", "");
                Http2Talk client = new Http2Talk(connect(proxy))) {
            origin.script(List.of("bytes HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n"));
            client.headers(1, true, GET.replace("GET", "HEAD"));
            assertThat(client.response(1)).isEqualTo("[:status=200|content-length=5]");
            origin.script(List.of("bytes HTTP/1.1 304 Not Modified\r\nContent-Length: 5\r\n\r\n"));
            client.headers(3, true, GET);
            assertThat(client.response(3)).isEqualTo("[:status=304|content-length=5]");
            origin.script(List.of("bytes HTTP/1.0 200 OK\r\n\r\nuntil the end", "close"));
            client.headers(5, true, GET);
            assertThat(client.response(5)).isEqualTo("[:status=200]until the end");
        }
    }

    @Test
    void resetsAStreamWhoseResponseBreaksOff() throws Exception {
        origin.script(List.of("bytes HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\nhello", "close"));
        try (TestProxy proxy = proxy("", "");
                Http2Talk client = new Http2Talk(connect(proxy))) {
            client.headers(1, true, GET);
            Frame frame = client.read();
            while (frame.type() == Http2Talk.HEADERS || frame.type() == Http2Talk.DATA) {
                assertThat(frame.isLast()).isFalse();
                frame = client.read();
            }
            assertThat(frame.type()).isEqualTo(Http2Talk.RST_STREAM);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                GET + "|connection=close",
                ":method=GET / HTTP/1.1\r\nx: y|:scheme=http|:authority=a|:path=/",
                ":method=GET|:scheme=http|:authority=a\r\nx: y|:path=/",
                ":method=GET|:scheme=http|:authority=a|:path=/ HTTP/1.1\r\nx: y",
                GET + "|transfer-encoding=chunked",
                GET + "|x=a\r\nHost: b",
                GET + "|X=a",
                GET + "|te=gzip",
                GET + "|content-length=5",
                GET + "|:path=/b",
                ":method=GET|:authority=a|:path=/"
            })
    void refusesMalformedRequestsBeforeAnyServerSeesThem(String fields) throws Exception {
        try (TestProxy proxy = proxy("", "");
                Http2Talk client = new Http2Talk(connect(proxy))) {
            client.headers(1, true, fields);
            Frame frame = client.read();
            assertThat(frame.type()).isEqualTo(Http2Talk.RST_STREAM);
            assertThat(frame.code()).isEqualTo(PROTOCOL_ERROR);
            client.headers(3, true, GET);
            assertThat(client.response(3)).endsWith("hi");
            assertThat(origin.received()).isEqualTo(PLAIN);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ":method=GET?/|:scheme=http|:authority=a|:path=/",
                ":method=GET|:scheme=http|:authority=a|:path=/a b",
                ":method=GET|:scheme=http://b/?|:authority=a|:path=/",
                ":method=GET|:scheme=http|:path=/|:authority=a b",
                ":method=PRI|:scheme=http|:authority=a|:path=*"
            })
    void answersRequestsThatCannotBe(String fields) throws Exception {
        try (TestProxy proxy = proxy("", "");
                Http2Talk client = new Http2Talk(connect(proxy))) {
            client.headers(1, true, fields);
            assertThat(client.response(1)).startsWith("[:status=400|");
            client.headers(3, true, GET);
            assertThat(client.response(3)).endsWith("hi");
            assertThat(origin.received()).isEqualTo(PLAIN);
        }
    }

    @Test
    void refusesABodyOfAnotherLengthThanSaid() throws Exception {
        try (TestProxy proxy = proxy("", "");
                Http2Talk client = new Http2Talk(connect(proxy))) {
            client.headers(1, false, POST + "|content-length=3");
            client.data(1, true, new byte[5]);
            Frame frame = client.read();
            while (frame.type() != Http2Talk.RST_STREAM) {
                frame = client.read();
            }
            assertThat(frame.code()).isEqualTo(PROTOCOL_ERROR);
        }
    }

    @Test
    void sendsNoMoreThanTheClientHasRoomFor() throws Exception {
        int size = 300_000;
        origin.script(List.of("bytes HTTP/1.1 200 OK\r\nContent-Length: " + size + "\r\n\r\n" + "x".repeat(size)));
        try (TestProxy proxy = proxy("", "");
                Http2Talk client = new Http2Talk(connect(proxy))) {
            client.headers(1, true, GET);
            int got = 0;
            Frame frame = client.read();
            while (!frame.isLast()) {
                frame = client.read();
                got += frame.payload().length;
                assertThat(got).isLessThanOrEqualTo(size);
                if (got % WINDOW == 0 && !frame.isLast()) {
                    // All that there was room for has come; nothing more does before there is more.
                    client.frame(Http2Talk.PING, 0, 0, new byte[8]);
                    assertThat(client.read().type()).isEqualTo(Http2Talk.PING);
                    client.room(0, WINDOW);
                    client.room(1, WINDOW);
                }
            }
            assertThat(got).isEqualTo(size);
        }
    }

    @Test
    void makesRoomForAsMuchAsTheServerTakes() throws Exception {
        int size = 1 << 20;
        try (TestProxy proxy = proxy("", "");
                Http2Talk client = new Http2Talk(connect(proxy))) {
            origin.script(List.of());
            client.headers(1, false, POST + "|content-length=" + size);
            int stream = WINDOW;
            int connection = WINDOW;
            int sent = 0;
            while (sent < size) {
                int some = Math.min(Math.min(stream, connection), Math.min(16_384, size - sent));
                if (some > 0) {
                    byte[] bytes = new byte[some];
                    Arrays.fill(bytes, (byte) 'u');
                    client.data(1, sent + some == size, bytes);
                    sent += some;
                    stream -= some;
                    connection -= some;
                    continue;
                }
                Frame frame = client.readAny();
                if (frame.type() == Http2Talk.WINDOW_UPDATE) {
                    int more = frame.payload()[0] << 24
                            | (frame.payload()[1] & 255) << 16
                            | (frame.payload()[2] & 255) << 8
                            | frame.payload()[3] & 255;
                    stream += frame.stream() == 1 ? more : 0;
                    connection += frame.stream() == 0 ? more : 0;
                }
            }
            Await.until(
                    () -> "" + origin.received().length(),
                    () -> origin.received().length() > size);
        }
    }

    @Test
    void letsTheServerGoWhenTheClientGivesUp() throws Exception {
        origin.script(List.of("wait"));
        try (TestProxy proxy = proxy("", "");
                Http2Talk client = new Http2Talk(connect(proxy))) {
            client.headers(1, true, GET);
            Await.until(origin::received, () -> origin.received().equals(PLAIN));
            client.frame(Http2Talk.RST_STREAM, 0, 1, new byte[] {0, 0, 0, 8});
            Await.until(
                    () -> "streams " + proxy.state.process().streams().get(),
                    () -> proxy.state.process().streams().get() == 0);
            assertThat(proxy.server("be", "a").usedConnections().get()).isZero();
        }
    }

    @Test
    void judgesByTheSameRules() throws Exception {
        String rules = " http-request set-header x-seen %[req.ver]/%[fc_http_major]/%[path]/%[hdr(host)]\n"
                + " http-request deny deny_status 403 if { path /no }\n"
                + " http-request return status 200 content-type text/plain lf-string %HV if { path /version }\n";
        try (TestProxy proxy = proxy("", rules);
                Http2Talk client = new Http2Talk(connect(proxy))) {
            client.headers(1, true, GET.replace(":path=/", ":path=/no"));
            assertThat(client.response(1)).startsWith("[:status=403|");
            client.headers(3, true, GET.replace(":path=/", ":path=/version"));
            assertThat(client.response(3)).endsWith("]HTTP/2.0");
            client.headers(5, true, GET);
            assertThat(client.response(5)).endsWith("hi");
            assertThat(origin.received()).isEqualTo("GET / HTTP/1.1\r\nhost: a\r\nx-seen: 2.0/2///a\r\n\r\n");
        }
    }

    @Test
    void endsConnectionsWithoutRequestsInTime() throws Exception {
        try (TestProxy proxy = proxy("", " timeout http-keep-alive 50ms\n");
                Http2Talk client = new Http2Talk(connect(proxy))) {
            client.headers(1, true, GET);
            assertThat(client.response(1)).endsWith("hi");
            assertThat(client.read().type()).isEqualTo(Http2Talk.GOAWAY);
            assertThatEnds(client);
            Await.until(
                    () -> "sessions " + proxy.frontend("fe").sessions().get(),
                    () -> proxy.frontend("fe").sessions().get() == 0);
        }
    }

    @Test
    void endsConnectionsThatGiveUpStreamAfterStream() throws Exception {
        // Each stays until it is given up, and no server is asked.
        String rules = " timeout tarpit 60s\n http-request tarpit\n";
        try (TestProxy proxy = proxy("", rules);
                Http2Talk client = new Http2Talk(connect(proxy))) {
            boolean ended = false;
            for (int id = 1; id < 4001 && !ended; id += 2) {
                try {
                    client.headers(id, true, GET);
                    client.frame(Http2Talk.RST_STREAM, 0, id, new byte[] {0, 0, 0, 8});
                } catch (IOException closed) {
                    ended = true;
                }
            }
            Await.until(
                    () -> "sessions " + proxy.frontend("fe").sessions().get(),
                    () -> proxy.frontend("fe").sessions().get() == 0);
        }
    }

    private static void assertThatEnds(Http2Talk client) throws IOException {
        try {
            assertThat(client.read()).isNull();
        } catch (EOFException ended) {
            assertThat(ended).isNotNull();
        }
    }
}
