package dev.sluice.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.it.harness.Await;
import dev.sluice.it.harness.ProxyProcess;
import dev.sluice.it.harness.RawServer;
import dev.sluice.it.harness.WebConfiguration;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Peers that mind how names of fields are spelled, or which there are. */
class HeaderNamesTest {
    private static final String ANSWER = "HTTP/1.1 200 OK\r\nX-Foo: 1\r\ntransfer-encoding: chunked\r\n\r\n";
    private static final String BODY = "3\r\nabc\r\n0\r\n";

    @TempDir
    Path directory;

    private final Queue<String> heads = new ConcurrentLinkedQueue<>();

    private RawServer origin() {
        return new RawServer((socket, in, out) -> {
            for (String head = RawServer.head(in); !head.isEmpty(); head = RawServer.head(in)) {
                heads.add(head);
                out.write((ANSWER + BODY + "x-END: 1\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1));
            }
        });
    }

    private static String ask(int port, String request) throws IOException {
        try (Socket client = new Socket(InetAddress.getLoopbackAddress(), port)) {
            client.setSoTimeout(30_000);
            client.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            InputStream in = client.getInputStream();
            return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }

    @Test
    void theyGetThemAsLinesAndFilesSayAndNobodyElse() throws IOException {
        Path file = Files.writeString(directory.resolve("names"), "# for old ones\nx-foo X-FoO\nx-end X-End\n");
        try (RawServer origin = origin();
                ProxyProcess proxy = ProxyProcess.sluice(WebConfiguration.BASE.replace(
                                "    nbthread 2\n",
                                "    nbthread 2\n    h1-case-adjust host HOST\n    h1-case-adjust-file " + file + "\n")
                        + """
                        listen old
                            option socket-stats
                            option h1-case-adjust-bogus-client
                            option h1-case-adjust-bogus-server
                            bind 127.0.0.1:0
                            server one 127.0.0.1:%1$d
                        listen other
                            option socket-stats
                            bind 127.0.0.1:0
                            server one 127.0.0.1:%1$d
                        """.formatted(origin.port()))) {
            String request = "GET / HTTP/1.1\r\nHost: a\r\nx-foo: 1\r\nConnection: close\r\n\r\n";
            assertThat(ask(proxy.port("old"), request))
                    .isEqualTo("HTTP/1.1 200 OK\r\nX-FoO: 1\r\ntransfer-encoding: chunked\r\nconnection: close\r\n\r\n"
                            + BODY + "X-End: 1\r\n\r\n");
            assertThat(heads.remove()).isEqualTo("GET / HTTP/1.1\r\nHOST: a\r\nX-FoO: 1\r\n\r\n");
            assertThat(ask(proxy.port("other"), request))
                    .isEqualTo("HTTP/1.1 200 OK\r\nX-Foo: 1\r\ntransfer-encoding: chunked\r\nconnection: close\r\n\r\n"
                            + BODY + "x-END: 1\r\n\r\n");
            assertThat(heads.remove()).isEqualTo("GET / HTTP/1.1\r\nHost: a\r\nx-foo: 1\r\n\r\n");
        }
    }

    @Test
    void oddOnesArePassedOnLeftOutOrRefusedAsTheBackendSays() throws IOException {
        try (RawServer origin = origin();
                ProxyProcess proxy = ProxyProcess.sluice(WebConfiguration.BASE + """
                        frontend http
                            option socket-stats
                            bind 127.0.0.1:0
                            use_backend %%[path,field(2,/)]
                        backend preserve
                            server one 127.0.0.1:%1$d
                        backend delete
                            option http-restrict-req-hdr-names delete
                            server one 127.0.0.1:%1$d
                        backend reject
                            option http-restrict-req-hdr-names reject
                            server one 127.0.0.1:%1$d
                        """.formatted(origin.port()))) {
            String rest = " HTTP/1.1\r\nHost: a\r\nX_Foo: 1\r\nX-Foo: 2\r\nConnection: close\r\n\r\n";
            assertThat(ask(proxy.port("http"), "GET /preserve" + rest)).startsWith("HTTP/1.1 200 ");
            assertThat(heads.remove()).isEqualTo("GET /preserve HTTP/1.1\r\nHost: a\r\nX_Foo: 1\r\nX-Foo: 2\r\n\r\n");
            assertThat(ask(proxy.port("http"), "GET /delete" + rest)).startsWith("HTTP/1.1 200 ");
            assertThat(heads.remove()).isEqualTo("GET /delete HTTP/1.1\r\nHost: a\r\nX-Foo: 2\r\n\r\n");
            assertThat(ask(proxy.port("http"), "GET /reject" + rest)).startsWith("HTTP/1.1 403 ");
            assertThat(heads).isEmpty();
            assertThat(proxy.admin().stat("reject", "BACKEND", "dreq")).isEqualTo("1");
        }
    }

    @Test
    void nothingStandsBehindBodiesWhereThatIsNotWanted() throws IOException {
        try (RawServer origin = origin();
                ProxyProcess proxy = ProxyProcess.sluice(WebConfiguration.BASE + """
                        listen without
                            option socket-stats
                            option http-drop-request-trailers
                            option http-drop-response-trailers
                            bind 127.0.0.1:0
                            server one 127.0.0.1:%1$d
                        listen with
                            option socket-stats
                            bind 127.0.0.1:0
                            server one 127.0.0.1:%1$d
                        """.formatted(origin.port()))) {
            // Whatever stands behind the body ends like another head, as the server reads it.
            String request = "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n" + BODY
                    + "X-End: 1\r\n\r\nGET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n";
            String head = ANSWER.replace("\r\n\r\n", "\r\n");
            assertThat(ask(proxy.port("without"), request)).startsWith(ANSWER + BODY + "\r\n" + head);
            Await.until(() -> "not in " + heads, () -> heads.contains(BODY + "\r\n"));
            heads.clear();
            assertThat(ask(proxy.port("with"), request)).startsWith(ANSWER + BODY + "x-END: 1\r\n\r\n" + head);
            Await.until(() -> "not in " + heads, () -> heads.contains(BODY + "X-End: 1\r\n\r\n"));
        }
    }

    @Test
    void checksSpellThemLikeRequests() throws IOException {
        try (RawServer origin = origin();
                ProxyProcess proxy = ProxyProcess.sluice(WebConfiguration.BASE.replace(
                                "    nbthread 2\n", "    nbthread 2\n    h1-case-adjust x-foo X-FoO\n")
                        + """
                        defaults
                            mode http
                            timeout connect 5s
                            timeout server 5s
                            option h1-case-adjust-bogus-server
                        backend plain
                            option httpchk
                            http-check send meth GET uri /plain hdr X-Foo x-foo hdr X-Other 1
                            server one 127.0.0.1:%1$d check inter 100
                        backend script
                            option httpchk
                            http-check connect
                            http-check send meth GET uri /script hdr x-foo 1 body x-foo:1
                            server one 127.0.0.1:%1$d check inter 100
                        """.formatted(origin.port()))) {
            Set<String> expected = Set.of(
                    "GET /plain HTTP/1.0\r\nX-FoO: x-foo\r\nx-other: 1\r\n\r\n",
                    "GET /script HTTP/1.0\r\nX-FoO: 1\r\ncontent-length: 7\r\n\r\n");
            Await.until(() -> "both checks, not " + heads, () -> new HashSet<>(heads).containsAll(expected));
            assertThat(proxy.process().isAlive()).isTrue();
        }
    }
}
