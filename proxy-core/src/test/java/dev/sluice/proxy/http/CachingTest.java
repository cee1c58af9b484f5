package dev.sluice.proxy.http;

import static dev.sluice.proxy.http.Requests.DEFAULTS;
import static dev.sluice.proxy.http.Requests.connect;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.proxy.http.Http2Talk.Frame;
import dev.sluice.state.CacheContent;
import dev.sluice.state.Counter;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.StreamSupport;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Responses that are kept and given again ({@code cache-use}, {@code cache-store}). */
class CachingTest {
    private static final String AGE = "Cache-Control: max-age=50\r\n";
    private static final String USE = " http-request cache-use c\n";
    private static final String STORE =
            " http-response cache-store c\n http-response set-header X-Hit %[res.cache_hit],%[res.cache_name]\n";
    private static final String CACHE = "cache c\n total-max-size 1\n max-object-size 500000\n";
    private static final String MISS = "x-hit: 0,\r\n";
    private static final String HIT = "x-hit: 1,c\r\n";

    private ScriptedOrigin origin;

    @BeforeEach
    void start() throws Exception {
        origin = new ScriptedOrigin();
    }

    @AfterEach
    void stop() throws Exception {
        origin.close();
    }

    private TestProxy proxy(String front, String back, String cache) throws Exception {
        return TestProxy.of(DEFAULTS + "frontend fe\n bind 127.0.0.1:0\n default_backend be\n" + front + "backend be\n"
                + back + " server a 127.0.0.1:" + origin.port() + "\n" + cache);
    }

    private TestProxy proxy() throws Exception {
        return proxy("", USE + STORE, CACHE);
    }

    private void answers(String response) throws IOException {
        origin.script(List.of("bytes HTTP/1.1 " + response));
    }

    private static String ask(TestProxy proxy, String method, String fields) throws Exception {
        try (Socket client = connect(proxy)) {
            Requests.send(client, method + " / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n" + fields + "\r\n");
            return Requests.readAll(client);
        }
    }

    private static String ask(TestProxy proxy) throws Exception {
        return ask(proxy, "GET", "");
    }

    private int asked() {
        return origin.received().split("HTTP/1.1\r\n", -1).length - 1;
    }

    private static CacheContent content(TestProxy proxy) {
        return proxy.core.caches().get(0);
    }

    private static List<CacheContent.Entry> entries(TestProxy proxy) {
        return StreamSupport.stream(content(proxy).entries().spliterator(), false)
                .toList();
    }

    @Test
    void givesTheSameAgain() throws Exception {
        answers("200 Fine\r\nContent-Length: 3\r\nX-Own: 1\r\nAge: 7\r\n" + AGE + "\r\nabc");
        try (TestProxy proxy = proxy()) {
            String head = "HTTP/1.1 200 Fine\r\nContent-Length: 3\r\nX-Own: 1\r\n";
            assertThat(ask(proxy)).isEqualTo(head + "Age: 7\r\n" + AGE + MISS + "connection: close\r\n\r\nabc");
            assertThat(ask(proxy)).isEqualTo(head + AGE + "age: 7\r\n" + HIT + "connection: close\r\n\r\nabc");
            assertThat(asked()).isEqualTo(1);
            assertThat(proxy.backend("be").counters().sum(Counter.CACHE_LOOKUPS))
                    .isEqualTo(2);
            assertThat(proxy.backend("be").counters().sum(Counter.CACHE_HITS)).isEqualTo(1);
            assertThat(proxy.frontend("fe").counters().sum(Counter.CACHE_LOOKUPS))
                    .isZero();
            assertThat(entries(proxy)).singleElement().satisfies(entry -> {
                assertThat(entry.readers()).isZero();
                assertThat(entry.blocks()).isEqualTo(1);
            });
            assertThat(content(proxy).available()).isEqualTo(1024);
        }
    }

    @Test
    void keepsContentHoweverItIsFramed() throws Exception {
        String chunks = "2\r\nab\r\n3;x=y\r\ncde\r\n0\r\nX-End: 1\r\n\r\n";
        answers("200 OK\r\nTransfer-Encoding: chunked\r\n" + AGE + "\r\n" + chunks);
        try (TestProxy proxy = proxy()) {
            assertThat(ask(proxy)).endsWith("\r\n\r\n" + chunks);
            assertThat(ask(proxy))
                    .contains("Transfer-Encoding: chunked\r\n", HIT)
                    .endsWith("\r\n\r\n5\r\nabcde\r\n0\r\nX-End: 1\r\n\r\n");
        }
        answers("200 OK\r\nTransfer-Encoding: chunked\r\n" + AGE + "\r\n0\r\n\r\n");
        try (TestProxy proxy = proxy()) {
            ask(proxy);
            assertThat(ask(proxy)).contains(HIT).endsWith("\r\n\r\n0\r\n\r\n");
        }
        answers("200 OK\r\nContent-Length: 0\r\n" + AGE + "\r\n");
        try (TestProxy proxy = proxy()) {
            ask(proxy);
            assertThat(ask(proxy)).contains(HIT).endsWith("\r\n\r\n");
        }
        origin.script(List.of("bytes HTTP/1.1 200 OK\r\n" + AGE + "\r\nto the ", "pause", "bytes end", "close"));
        try (TestProxy proxy = proxy()) {
            assertThat(ask(proxy)).contains(MISS).endsWith("\r\n\r\nto the end");
            assertThat(ask(proxy)).contains(HIT, "content-length: 10\r\n").endsWith("\r\n\r\nto the end");
        }
    }

    @Test
    void keepsNothingThatWasCut() throws Exception {
        origin.script(List.of("bytes HTTP/1.1 200 OK\r\nContent-Length: 10\r\n" + AGE + "\r\nabc", "close"));
        try (TestProxy proxy = proxy()) {
            ask(proxy);
            ask(proxy);
            assertThat(asked()).isEqualTo(2);
            assertThat(entries(proxy)).isEmpty();
            assertThat(content(proxy).available()).isEqualTo(1024);
        }
    }

    @Test
    void answersOneAfterTheOtherOnOneConnection() throws Exception {
        answers("200 OK\r\nContent-Length: 2\r\n" + AGE + "\r\nhi");
        try (TestProxy proxy = proxy();
                Socket client = connect(proxy)) {
            ask(proxy);
            String hit = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n" + AGE + "age: 0\r\n" + HIT + "\r\nhi";
            for (int i = 0; i < 3; i++) {
                // The content of a request that needs none belongs to it all the same.
                Requests.send(client, "GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc");
                assertThat(Requests.read(client, hit.length())).isEqualTo(hit);
            }
            Requests.send(client, Requests.GET + Requests.GET);
            assertThat(Requests.read(client, 2 * hit.length())).isEqualTo(hit + hit);
            Requests.send(client, "HEAD / HTTP/1.1\r\nHost: a\r\n\r\n" + Requests.GET);
            assertThat(Requests.read(client, 2 * hit.length() - 2)).isEqualTo(hit.substring(0, hit.length() - 2) + hit);
            assertThat(asked()).isEqualTo(1);
        }
    }

    @Test
    void saysThatNothingHasChanged() throws Exception {
        answers("200 OK\r\nContent-Length: 2\r\nETag: \"e\"\r\nLast-Modified: Thu, 15 Oct 2020 22:23:24 GMT\r\n\r\nhi");
        try (TestProxy proxy = proxy()) {
            ask(proxy);
            for (String same : List.of(
                    "If-None-Match: *",
                    "If-None-Match: \"e\"",
                    "If-None-Match: \"x\", W/\"e\"",
                    "If-None-Match: \"x\"\r\nIf-None-Match: \"e\"",
                    "If-Modified-Since: Thu, 15 Oct 2020 22:23:24 GMT",
                    "If-Modified-Since: Fri, 16 Oct 2020 22:23:24 GMT")) {
                assertThat(ask(proxy, "GET", same + "\r\n"))
                        .as(same)
                        .startsWith("HTTP/1.1 304 Not Modified\r\n")
                        .contains("ETag: \"e\"\r\n", HIT)
                        .endsWith("\r\n\r\n");
            }
            for (String other : List.of(
                    "If-None-Match: \"x\"\r\nIf-Modified-Since: Fri, 16 Oct 2020 22:23:24 GMT",
                    "If-None-Match: e",
                    "If-Modified-Since: Wed, 14 Oct 2020 22:23:24 GMT",
                    "If-Modified-Since: soon")) {
                assertThat(ask(proxy, "GET", other + "\r\n")).as(other).startsWith("HTTP/1.1 200 OK\r\n");
            }
            assertThat(asked()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "DELETE", "PATCH", "FOO"})
    void forgetsWhatIsChanged(String method) throws Exception {
        answers("200 OK\r\nContent-Length: 2\r\n" + AGE + "\r\nhi");
        try (TestProxy proxy = proxy()) {
            ask(proxy);
            origin.scriptOnly(List.of("bytes HTTP/1.1 500 No\r\nContent-Length: 0\r\n\r\n"));
            assertThat(ask(proxy, method, "Content-Length: 0\r\n")).startsWith("HTTP/1.1 500");
            assertThat(ask(proxy)).contains(HIT);
            origin.scriptOnly(List.of("bytes HTTP/1.1 200 OK\r\nContent-Length: 2\r\n" + AGE + "\r\nho"));
            assertThat(ask(proxy, method, "Content-Length: 0\r\n")).contains(MISS);
            assertThat(ask(proxy)).contains(MISS).endsWith("ho");
            assertThat(ask(proxy)).contains(HIT).endsWith("ho");
        }
    }

    @Test
    void leavesAloneWhatIsNotMeantForOthers() throws Exception {
        answers("200 OK\r\nContent-Length: 2\r\n" + AGE + "\r\nhi");
        try (TestProxy proxy = proxy()) {
            assertThat(ask(proxy, "GET", "Authorization: Basic YTpi\r\n")).contains(MISS);
            assertThat(ask(proxy, "HEAD", "")).contains(MISS);
            assertThat(ask(proxy, "OPTIONS", "")).contains(MISS);
            assertThat(entries(proxy)).isEmpty();
            assertThat(ask(proxy)).contains(MISS);
            assertThat(ask(proxy, "GET", "Authorization: Basic YTpi\r\n")).contains(MISS);
            assertThat(ask(proxy, "GET", "Cache-Control: no-cache\r\n")).contains(MISS);
            assertThat(ask(proxy, "OPTIONS", "")).contains(MISS);
            try (Socket client = connect(proxy)) {
                Requests.send(client, "GET / HTTP/1.0\r\nHost: a\r\n\r\n");
                assertThat(Requests.readAll(client)).contains(MISS);
            }
            try (Socket client = connect(proxy)) {
                Requests.send(client, "GET / HTTP/1.1\r\nHost: b\r\nConnection: close\r\n\r\n");
                assertThat(Requests.readAll(client)).contains(MISS);
            }
            assertThat(ask(proxy)).contains(HIT);
        }
    }

    @Test
    void keepsTheHeadAsItIsWhenTheRuleRuns() throws Exception {
        answers("200 OK\r\nContent-Length: 2\r\nX-Gone: 1\r\n\r\nhi");
        String rules = " http-response del-header X-Gone\n http-response set-header Cache-Control max-age=9\n"
                + " http-response cache-store c if { status 200 }\n http-response set-header X-Late %[res.cache_hit]\n";
        try (TestProxy proxy = proxy(" http-after-response set-header X-After %[status]\n", USE + rules, CACHE)) {
            ask(proxy);
            assertThat(ask(proxy, "GET", "If-None-Match: *\r\n"))
                    .isEqualTo(
                            "HTTP/1.1 304 Not Modified\r\nContent-Length: 2\r\nage: 0\r\ncache-control: max-age=9\r\n"
                                    + "x-late: 1\r\nx-after: 304\r\nconnection: close\r\n\r\n");
            assertThat(asked()).isEqualTo(1);
        }
    }

    @Test
    void rulesOfTheFrontendAnswerBeforeABackendIsChosen() throws Exception {
        answers("200 OK\r\nContent-Length: 2\r\n" + AGE + "\r\nhi");
        try (TestProxy proxy = proxy(USE + STORE, " http-response set-header X-Back %[res.cache_hit]\n", CACHE)) {
            ask(proxy);
            assertThat(ask(proxy)).contains(HIT, "x-back: 0\r\n");
            assertThat(proxy.frontend("fe").counters().sum(Counter.CACHE_HITS)).isEqualTo(1);
            assertThat(proxy.backend("be").counters().sum(Counter.CACHE_LOOKUPS))
                    .isZero();
        }
    }

    @Test
    void rulesMayRefuseOrWaitWithWhatWasKept() throws Exception {
        answers("200 OK\r\nContent-Length: 2\r\n" + AGE + "\r\nhi");
        String rules = " http-request deny if { path /no }\n" + USE
                + " http-response pause 20 if { res.cache_hit }\n" + STORE
                + " http-response deny deny_status 403 if { res.cache_hit } { capture.req.method HEAD }\n";
        try (TestProxy proxy = proxy("", rules, CACHE)) {
            ask(proxy);
            assertThat(ask(proxy)).contains(HIT).endsWith("\r\n\r\nhi");
            assertThat(ask(proxy, "HEAD", "")).startsWith("HTTP/1.1 403 ");
            assertThat(entries(proxy)).allMatch(entry -> entry.readers() == 0);
        }
    }

    @Test
    void tellsLinksOfWhatItKeepsNoMore() throws Exception {
        answers("200 OK\r\nContent-Length: 2\r\nLink: <a>; rel=preload, <b>; rel=next\r\n" + AGE + "\r\nhi");
        String use = " http-request cache-use c no-early-hints if { req.hdr(x-plain) -m found }\n" + USE;
        try (TestProxy proxy = proxy("", use + STORE, CACHE + " early-hints only\n")) {
            assertThat(ask(proxy)).startsWith("HTTP/1.1 200 OK\r\n");
            assertThat(ask(proxy, "GET", "Cache-Control: no-cache\r\n")).startsWith("HTTP/1.1 200 OK\r\n");
            assertThat(ask(proxy))
                    .startsWith("HTTP/1.1 103 Early Hints\r\nlink: <a>; rel=preload\r\n\r\nHTTP/1.1 200 OK\r\n")
                    .endsWith("\r\n\r\nhi");
            assertThat(entries(proxy))
                    .singleElement()
                    .satisfies(entry -> assertThat(entry.hints()).isTrue());
            assertThat(proxy.backend("be").counters().sum(Counter.CACHE_HINT_HITS))
                    .isEqualTo(1);
            assertThat(proxy.backend("be").counters().sum(Counter.CACHE_HITS)).isZero();
        }
    }

    @Test
    void compressesWhatWasKeptAsItCame() throws Exception {
        String body = "to be or not to be, ".repeat(500);
        answers("200 OK\r\nContent-Length: 10000\r\nContent-Type: text/plain\r\n" + AGE + "\r\n" + body);
        try (TestProxy proxy = proxy("", USE + STORE + " compression algo gzip\n", CACHE)) {
            for (String hit : List.of(MISS, HIT)) {
                String all = ask(proxy, "GET", "Accept-Encoding: gzip\r\n");
                assertThat(all).contains("content-encoding: gzip\r\n", hit);
                String chunks = all.substring(all.indexOf("\r\n\r\n") + 4);
                int size = Integer.parseInt(chunks.substring(0, chunks.indexOf("\r\n")), 16);
                int from = chunks.indexOf("\r\n") + 2;
                byte[] packed = chunks.substring(from, from + size).getBytes(StandardCharsets.ISO_8859_1);
                assertThat(new GZIPInputStream(new ByteArrayInputStream(packed)).readNBytes(1000))
                        .isEqualTo(body.substring(0, 1000).getBytes(StandardCharsets.ISO_8859_1));
            }
            assertThat(ask(proxy)).contains(HIT, "Content-Length: 10000\r\n").endsWith(body);
            assertThat(asked()).isEqualTo(1);
        }
    }

    @Test
    void servesClientsOfHttp2() throws Exception {
        String body = "x".repeat(30_000);
        answers("200 OK\r\nContent-Length: 30000\r\n" + AGE + "\r\n" + body);
        try (TestProxy proxy = proxy();
                Http2Talk client = new Http2Talk(connect(proxy))) {
            ask(proxy);
            for (int stream : new int[] {1, 3}) {
                client.headers(stream, true, ":method=GET|:scheme=http|:authority=a|:path=/");
                Frame frame = client.read();
                assertThat(client.fields(frame)).contains("x-hit=1,c").contains("content-length=30000");
                int length = 0;
                while (!frame.isLast()) {
                    frame = client.read();
                    length += frame.type() == Http2Talk.DATA ? frame.payload().length : 0;
                }
                assertThat(length).isEqualTo(30_000);
            }
            assertThat(asked()).isEqualTo(1);
        }
    }

    @Test
    void aSlowReaderKeepsWhatItReads() throws Exception {
        int length = 400_000;
        answers("200 OK\r\nContent-Length: " + length + "\r\n" + AGE + "\r\n" + "x".repeat(length));
        try (TestProxy proxy = proxy();
                Http2Talk slow = new Http2Talk(connect(proxy))) {
            ask(proxy);
            // It takes as much as a client of HTTP/2 does that says nothing, and no more.
            slow.headers(1, true, ":method=GET|:scheme=http|:authority=a|:path=/");
            assertThat(slow.fields(slow.read())).contains("x-hit=1,c");
            assertThat(entries(proxy))
                    .singleElement()
                    .satisfies(entry -> assertThat(entry.readers()).isEqualTo(1));
            assertThat(content(proxy).available()).isLessThan(1024);
            ask(proxy, "DELETE", "");
            assertThat(entries(proxy)).isEmpty();
            assertThat(content(proxy).available()).isLessThan(1024);
            slow.frame(Http2Talk.WINDOW_UPDATE, 0, 0, new byte[] {0, 16, 0, 0});
            slow.frame(Http2Talk.WINDOW_UPDATE, 0, 1, new byte[] {0, 16, 0, 0});
            StringBuilder all = new StringBuilder();
            while (all.length() < length) {
                Frame frame = slow.read();
                all.append(
                        frame.type() == Http2Talk.DATA ? new String(frame.payload(), StandardCharsets.ISO_8859_1) : "");
            }
            assertThat(all.toString()).isEqualTo("x".repeat(length));
            Await.until(
                    () -> "still held: " + content(proxy), () -> content(proxy).available() == 1024);
        }
    }

    @Test
    void whoLeavesInTheMiddleHoldsNothing() throws Exception {
        int length = 400_000;
        answers("200 OK\r\nContent-Length: " + length + "\r\n" + AGE + "\r\n" + "x".repeat(length));
        try (TestProxy proxy = proxy()) {
            ask(proxy);
            for (int i = 0; i < 5; i++) {
                try (Socket client = connect(proxy)) {
                    client.setSoLinger(true, 0);
                    Requests.send(client, Requests.GET);
                    Requests.read(client, 10);
                }
            }
            Await.until(
                    () -> "still held: " + entries(proxy),
                    () -> entries(proxy).stream().allMatch(entry -> entry.readers() == 0));
            assertThat(entries(proxy)).hasSize(1);
        }
    }
}
