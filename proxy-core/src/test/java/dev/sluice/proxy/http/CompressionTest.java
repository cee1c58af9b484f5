package dev.sluice.proxy.http;

import static dev.sluice.proxy.http.Requests.DEFAULTS;
import static dev.sluice.proxy.http.Requests.connect;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.proxy.http.Http2Talk.Frame;
import dev.sluice.state.Counter;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.InflaterInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies that are made smaller on their way, and those that are left alone ({@code compression}). */
class CompressionTest {
    private static final String BODY = "to be or not to be, ".repeat(500);
    private static final String GZIP = " compression algo gzip\n";
    private static final long ONE_ENCODER = 268 * 1024;

    private ScriptedOrigin origin;

    @BeforeEach
    void start() throws Exception {
        origin = new ScriptedOrigin();
    }

    @AfterEach
    void stop() throws Exception {
        origin.close();
    }

    private TestProxy proxy(String front, String back) throws Exception {
        return TestProxy.of(DEFAULTS + "frontend fe\n bind 127.0.0.1:0\n default_backend be\n" + front + "backend be\n"
                + back + " server a 127.0.0.1:" + origin.port() + "\n");
    }

    private void answers(String status, String fields, String body) throws IOException {
        origin.script(List.of("bytes HTTP/1.1 " + status + "\r\n" + fields + "\r\n" + body));
    }

    private void answers(String fields) throws IOException {
        answers("200 OK", "Content-Length: " + BODY.length() + "\r\n" + fields, BODY);
    }

    /** Head and content of a response, as the head frames it. */
    private record Answer(String head, byte[] content) {
        String unpacked() throws IOException {
            InputStream raw = new ByteArrayInputStream(content);
            String kind = head.contains("gzip\r\n") ? "gzip" : head.contains("deflate\r\n") ? "deflate" : "";
            return switch (kind) {
                case "gzip" -> new String(new GZIPInputStream(raw).readAllBytes(), StandardCharsets.ISO_8859_1);
                case "deflate" -> new String(new InflaterInputStream(raw).readAllBytes(), StandardCharsets.ISO_8859_1);
                default -> new String(content, StandardCharsets.ISO_8859_1);
            };
        }
    }

    private static void send(Socket client, String text) throws IOException {
        client.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder text = new StringBuilder();
        while (text.indexOf("\r\n") < 0) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("ended after " + text);
            }
            text.append((char) next);
        }
        return text.toString();
    }

    private static void skip(InputStream in) throws IOException {
        String line;
        do {
            line = line(in);
        } while (!line.equals("\r\n"));
    }

    private static Answer read(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        String line;
        int length = 0;
        do {
            line = line(in);
            head.append(line);
            if (line.startsWith("Content-Length: ")) {
                length = Integer.parseInt(line.substring(16).strip());
            }
        } while (!line.equals("\r\n"));
        if (!head.toString().toLowerCase(Locale.ROOT).contains("transfer-encoding: chunked")) {
            return new Answer(head.toString(), in.readNBytes(length));
        }
        return new Answer(head.toString(), unchunked(in));
    }

    private static byte[] unchunked(InputStream in) throws IOException {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        int size = Integer.parseInt(line(in).strip(), 16);
        while (size > 0) {
            content.writeBytes(in.readNBytes(size));
            assertThat(line(in)).isEqualTo("\r\n");
            size = Integer.parseInt(line(in).strip(), 16);
        }
        skip(in);
        return content.toByteArray();
    }

    private static Answer ask(TestProxy proxy, String method, String fields, String body) throws Exception {
        try (Socket client = connect(proxy)) {
            send(client, method + " / HTTP/1.1\r\nHost: a\r\n" + fields + "\r\n" + body);
            return read(client.getInputStream());
        }
    }

    private static Answer ask(TestProxy proxy, String method, String fields) throws Exception {
        return ask(proxy, method, fields, "");
    }

    private static Answer ask(TestProxy proxy) throws Exception {
        return ask(proxy, "GET", "Accept-Encoding: gzip, deflate\r\n");
    }

    private static long sum(TestProxy proxy, Counter counter) {
        return proxy.backend("be").counters().sum(counter);
    }

    @ParameterizedTest
    @CsvSource({"gzip,gzip", "deflate,deflate", "gzip deflate,gzip"})
    void makesResponsesSmaller(String algorithms, String chosen) throws Exception {
        answers("ETag: \"v1\"\r\nVary: Origin\r\n");
        try (TestProxy proxy = proxy("", " compression algo " + algorithms + "\n")) {
            Answer answer = ask(proxy);
            assertThat(answer.head())
                    .contains("content-encoding: " + chosen + "\r\n", "ETag: W/\"v1\"\r\n")
                    .containsIgnoringCase("vary: Origin,Accept-Encoding\r\n")
                    .doesNotContain("Content-Length");
            assertThat(answer.content().length).isLessThan(BODY.length() / 10);
            assertThat(answer.unpacked()).isEqualTo(BODY);
            assertThat(sum(proxy, Counter.COMPRESSED_RESPONSES)).isEqualTo(1);
            assertThat(sum(proxy, Counter.COMPRESSION_BYTES_IN)).isEqualTo(BODY.length());
            assertThat(sum(proxy, Counter.COMPRESSION_BYTES_OUT)).isEqualTo(answer.content().length);
        }
    }

    @Test
    void makesPiecesSmallerAndSendsThemWhenTheyCome() throws Exception {
        origin.script(List.of("bytes HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nfirst\r\n", "wait"));
        try (TestProxy proxy = proxy("", GZIP);
                Socket client = connect(proxy)) {
            send(client, "GET / HTTP/1.1\r\nHost: a\r\nAccept-Encoding: gzip\r\n\r\n");
            InputStream in = client.getInputStream();
            skip(in);
            byte[] piece = in.readNBytes(Integer.parseInt(line(in).strip(), 16));
            assertThat(new String(
                            new GZIPInputStream(new ByteArrayInputStream(piece)).readNBytes(5),
                            StandardCharsets.ISO_8859_1))
                    .isEqualTo("first");
        }
    }

    @Test
    void keepsConnectionsAndEncodersForTheNextResponse() throws Exception {
        answers("200 OK", "Transfer-Encoding: chunked\r\n", "6\r\nabcabc\r\n3;x=y\r\nabc\r\n0\r\nX-End: 1\r\n\r\n");
        try (TestProxy proxy = proxy("", GZIP);
                Socket client = connect(proxy)) {
            for (int i = 0; i < 20; i++) {
                send(client, "GET / HTTP/1.1\r\nHost: a\r\nAccept-Encoding: gzip\r\n\r\n");
                assertThat(read(client.getInputStream()).unpacked()).isEqualTo("abcabcabc");
            }
            assertThat(proxy.state.process().compression().memoryBytes()).isEqualTo(ONE_ENCODER);
            assertThat(origin.connectionCount()).isEqualTo(1);
        }
    }

    @Test
    void givesEncodersBackWhereClientsLeave() throws Exception {
        origin.script(List.of("bytes HTTP/1.1 200 OK\r\nContent-Length: 90000\r\n\r\nabc", "wait"));
        try (TestProxy proxy = proxy("", GZIP)) {
            for (int i = 0; i < 5; i++) {
                try (Socket client = connect(proxy)) {
                    send(client, "GET / HTTP/1.1\r\nHost: a\r\nAccept-Encoding: gzip\r\n\r\n");
                    assertThat(line(client.getInputStream())).startsWith("HTTP/1.1 200");
                }
                Await.until(
                        () -> "streams " + proxy.state.process().streams().get(),
                        () -> proxy.state.process().streams().get() == 0);
            }
            assertThat(proxy.state.process().compression().memoryBytes()).isEqualTo(ONE_ENCODER);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Encoding: br\r\n",
                "Cache-Control: max-age=1, no-transform\r\n",
                "ETag: \"a\"\r\nETag: \"b\"\r\n",
                "ETag: a\r\n",
                "Content-Type: multipart/mixed\r\n"
            })
    void leavesAloneWhatMustNotBeChanged(String fields) throws Exception {
        answers(fields);
        try (TestProxy proxy = proxy("", GZIP)) {
            Answer answer = ask(proxy);
            assertThat(answer.head()).contains(fields).doesNotContain("content-encoding: gzip");
            assertThat(new String(answer.content(), StandardCharsets.ISO_8859_1))
                    .isEqualTo(BODY);
            assertThat(sum(proxy, Counter.COMPRESSED_RESPONSES)).isZero();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "text/html; charset=utf-8,true",
        "TEXT/HTML,true",
        "text/plain,false",
        "application/json,true",
        "image/png,false"
    })
    void looksAtTypes(String type, boolean smaller) throws Exception {
        answers("Content-Type: " + type + "\r\n");
        try (TestProxy proxy = proxy("", GZIP + " compression type text/html application/json\n")) {
            assertThat(ask(proxy).head().contains("content-encoding: gzip")).isEqualTo(smaller);
        }
    }

    @ParameterizedTest
    @CsvSource({"10000,true", "10001,false"})
    void looksAtLengths(int least, boolean smaller) throws Exception {
        answers("");
        try (TestProxy proxy = proxy("", GZIP + " compression minsize-res " + least + "\n")) {
            assertThat(ask(proxy).head().contains("content-encoding: gzip")).isEqualTo(smaller);
        }
    }

    @Test
    void leavesHeadsAndOtherStatusesAlone() throws Exception {
        try (TestProxy proxy = proxy(" http-request set-method GET if { method HEAD }\n", GZIP)) {
            answers("206 Partial Content", "Content-Length: 4\r\n", "abcd");
            assertThat(ask(proxy).unpacked()).isEqualTo("abcd");
            answers("");
            try (Socket client = connect(proxy)) {
                send(client, "HEAD / HTTP/1.1\r\nHost: a\r\nAccept-Encoding: gzip\r\nConnection: close\r\n\r\n");
                String all = new String(client.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
                assertThat(all)
                        .contains("Content-Length: 10000")
                        .endsWith("\r\n\r\n")
                        .doesNotContain("gzip");
            }
        }
    }

    @Test
    void speaksForServersOnlyWhereItIsToldTo() throws Exception {
        answers("");
        try (TestProxy proxy = proxy(" compression offload\n", GZIP)) {
            assertThat(ask(proxy).unpacked()).isEqualTo(BODY);
            assertThat(origin.received()).doesNotContainIgnoringCase("accept-encoding");
        }
        answers("");
        try (TestProxy proxy = proxy("", GZIP)) {
            ask(proxy);
            assertThat(origin.received()).contains("Accept-Encoding: gzip, deflate\r\n");
        }
    }

    @ParameterizedTest
    @CsvSource({"both,true,true", "request,true,false", "response,false,true"})
    void compressesInTheDirectionsThatAreSaid(String ways, boolean request, boolean response) throws Exception {
        answers("");
        try (TestProxy proxy = proxy(
                "",
                " compression direction " + ways + "\n compression algo-req gzip\n compression algo-res gzip\n"
                        + " compression type-req text/\n compression minsize-req 5\n")) {
            Answer answer = ask(
                    proxy, "POST", "Accept-Encoding: gzip\r\nContent-Type: text/x\r\nContent-Length: 7\r\n", "abcabca");
            assertThat(answer.head().contains("content-encoding: gzip")).isEqualTo(response);
            // The origin answers before it has the body.
            String end = request ? "\r\n0\r\n\r\n" : "abcabca";
            Await.until(
                    () -> "no end of " + origin.received(),
                    () -> origin.received().endsWith(end));
            String seen = origin.received();
            assertThat(seen.contains("content-encoding: gzip")).isEqualTo(request);
            if (request) {
                byte[] rest = seen.substring(seen.indexOf("\r\n\r\n") + 4).getBytes(StandardCharsets.ISO_8859_1);
                byte[] content = unchunked(new ByteArrayInputStream(rest));
                assertThat(new GZIPInputStream(new ByteArrayInputStream(content)).readAllBytes())
                        .isEqualTo("abcabca".getBytes(StandardCharsets.ISO_8859_1));
            } else {
                assertThat(seen).endsWith("\r\n\r\nabcabca");
            }
        }
    }

    @Test
    void leavesBodiesAloneOnceTheProcessHasHadEnough() throws Exception {
        answers("");
        try (TestProxy proxy = TestProxy.of("global\n maxzlibmem 1\n" + DEFAULTS + "listen be\n bind 127.0.0.1:0\n"
                + GZIP + " server a 127.0.0.1:" + origin.port() + "\n")) {
            proxy.state.process().compression().uses(1 << 20);
            assertThat(ask(proxy).head()).doesNotContain("gzip");
            proxy.state.process().compression().uses(-(1 << 20));
            assertThat(ask(proxy).head()).contains("content-encoding: gzip");
        }
    }

    @Test
    void countsWhatGoesAround() throws Exception {
        answers("");
        try (TestProxy proxy = proxy("", " compression algo identity\n")) {
            assertThat(ask(proxy, "GET", "Accept-Encoding: identity\r\n").unpacked())
                    .isEqualTo(BODY);
            assertThat(sum(proxy, Counter.COMPRESSION_BYTES_BYPASSED)).isEqualTo(BODY.length());
            assertThat(sum(proxy, Counter.COMPRESSION_BYTES_IN)).isZero();
        }
    }

    @Test
    void servesClientsOfHttp2() throws Exception {
        answers("");
        try (TestProxy proxy = proxy("", GZIP);
                Http2Talk client = new Http2Talk(connect(proxy))) {
            client.headers(1, true, ":method=GET|:scheme=http|:authority=a|:path=/|accept-encoding=gzip");
            Frame frame = client.read();
            assertThat(client.fields(frame)).contains("content-encoding=gzip").doesNotContain("content-length");
            ByteArrayOutputStream content = new ByteArrayOutputStream();
            while (!frame.isLast()) {
                frame = client.read();
                content.writeBytes(frame.payload());
            }
            assertThat(new GZIPInputStream(new ByteArrayInputStream(content.toByteArray())).readAllBytes())
                    .isEqualTo(BODY.getBytes(StandardCharsets.ISO_8859_1));
        }
    }
}
