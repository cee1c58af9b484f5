package dev.sluice.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.it.harness.Await;
import dev.sluice.it.harness.Conversation;
import dev.sluice.it.harness.ProxyProcess;
import dev.sluice.it.harness.RawServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Known traffic through one proxy: the servers it needs, its configuration, and the requests, one after the other. */
final class LedgerTraffic implements AutoCloseable {
    /** Bytes of a body that a client leaves in the middle; more than the sockets in between can hold. */
    private static final int LARGE = 20_000_000;

    private static final Pattern STATUS = Pattern.compile(" /status/(\\d+)");

    private final Semaphore slow = new Semaphore(0);
    private final Semaphore slowBegun = new Semaphore(0);
    private final RawServer origin = new RawServer(this::answer);
    private final RawServer echo = new RawServer((socket, in, out) -> in.transferTo(out));
    private final AtomicInteger failuresDue = new AtomicInteger();
    private final RawServer checked = new RawServer(this::health);
    private final int closedPort = freePort();
    private final int webPort = freePort();
    private final int tcpPort = freePort();

    String configuration() {
        return """
                global
                    stats socket {{dir}}/admin.sock mode 600 level admin
                    nbthread 1
                    maxconn 200
                defaults
                    mode http
                    timeout connect 2s
                    timeout client 5s
                    timeout server 5s
                    timeout http-request 1s
                    retries 1
                    balance roundrobin
                frontend web
                    bind 127.0.0.1:%2$d name entry
                    option socket-stats
                    http-request use-service prometheus-exporter if { path /metrics }
                    use_backend refused if { path_beg /refused }
                    use_backend moved if { path_beg /moved }
                    use_backend busy if { path_beg /busy }
                    use_backend silent if { path_beg /silent }
                    use_backend nobody if { path_beg /nobody }
                    default_backend ok
                backend ok
                    http-reuse always
                    server a 127.0.0.1:%1$d
                backend refused
                    server dead 127.0.0.1:%4$d
                backend moved
                    option redispatch 1
                    balance first
                    server dead 127.0.0.1:%4$d
                    server live 127.0.0.1:%1$d
                backend busy
                    server one 127.0.0.1:%1$d maxconn 1
                backend silent
                    timeout server 300ms
                    server mute 127.0.0.1:%1$d
                backend nobody
                    server off 127.0.0.1:%4$d disabled
                backend watched
                    option httpchk GET /health
                    server checked 127.0.0.1:%6$d check inter 500ms fall 2 rise 1
                listen tunnel
                    mode tcp
                    bind 127.0.0.1:%3$d
                    server echo 127.0.0.1:%5$d
                """.formatted(origin.port(), webPort, tcpPort, closedPort, echo.port(), checked.port());
    }

    private void health(Socket socket, InputStream in, OutputStream out) throws IOException {
        String unused = RawServer.head(in);
        out.write(ascii("HTTP/1.0 " + (failuresDue.getAndUpdate(n -> Math.max(0, n - 1)) > 0 ? "500 Broken" : "200 OK")
                + "\r\n\r\n"));
    }

    private void answer(Socket socket, InputStream in, OutputStream out) throws IOException {
        for (String head = RawServer.head(in); !head.isEmpty(); head = RawServer.head(in)) {
            Matcher status = STATUS.matcher(head);
            if (head.contains("/garbage")) {
                out.write(ascii("this is no HTTP\r\n\r\n"));
                return;
            } else if (head.contains("/cut")) {
                out.write(ascii("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf"));
                return;
            } else if (head.contains("/mute")) {
                String unused = RawServer.head(in);
                return;
            } else if (head.contains("/large")) {
                out.write(ascii("HTTP/1.1 200 OK\r\nContent-Length: " + LARGE + "\r\n\r\n"));
                out.write(new byte[LARGE]);
            } else if (head.contains("/slow")) {
                slowBegun.release();
                slow.acquireUninterruptibly();
                out.write(ascii("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nslow"));
            } else {
                String code = status.find() ? status.group(1) : "200";
                out.write(ascii("HTTP/1.1 " + code + " X\r\nContent-Length: 5\r\n\r\nhello"));
            }
        }
    }

    /** Sends all of it; {@code proxy} runs the configuration above. */
    void send(ProxyProcess proxy) {
        keepAlive();
        oneEach("/moved", 200);
        oneEach("/refused", 503);
        oneEach("/nobody", 503);
        oneEach("/garbage", 502);
        oneEach("/silent/mute", 504);
        oneEach("/metrics", 200);
        badRequest();
        unfinishedRequest();
        queue(proxy);
        serverCuts();
        clientLeaves(proxy);
        tunnel();
        checks(proxy);
        quiet(proxy);
    }

    private void keepAlive() {
        try (Conversation client = new Conversation(webPort)) {
            for (String status : new String[] {"200", "302", "404", "500", "200"}) {
                assertThat(client.get("/status/" + status).response().status()).isEqualTo(Integer.parseInt(status));
            }
        }
    }

    private void oneEach(String path, int status) {
        try (Conversation client = new Conversation(webPort)) {
            client.send("GET " + path + " HTTP/1.1\r\nHost: t\r\nConnection: close\r\n\r\n");
            assertThat(client.response().status()).as(path).isEqualTo(status);
        }
    }

    private void badRequest() {
        try (Conversation client = new Conversation(webPort)) {
            assertThat(client.send("GET / HTTP/1.1\r\nno header\r\n\r\n")
                            .response()
                            .status())
                    .isEqualTo(400);
        }
    }

    private void unfinishedRequest() {
        try (Conversation client = new Conversation(webPort)) {
            assertThat(client.send("GET / HTTP/1.1\r\nHost:").response().status())
                    .isEqualTo(408);
        }
    }

    private void queue(ProxyProcess proxy) {
        try (Conversation first = new Conversation(webPort);
                Conversation second = new Conversation(webPort)) {
            first.get("/busy/slow");
            slowBegun.acquireUninterruptibly();
            second.get("/busy/next");
            Await.until(
                    () -> "one waits",
                    () -> proxy.admin().stat("busy", "BACKEND", "qcur").equals("1"));
            slow.release();
            assertThat(first.response().body()).isEqualTo("slow");
            assertThat(second.response().body()).isEqualTo("hello");
        }
    }

    private void serverCuts() {
        try (Conversation client = new Conversation(webPort)) {
            assertThat(client.get("/cut").receive("HTTP/1.1 200".length())).isEqualTo("HTTP/1.1 200");
            client.drain();
        }
    }

    private void clientLeaves(ProxyProcess proxy) {
        try (Conversation client = new Conversation(webPort)) {
            assertThat(client.get("/large").receive("HTTP/1.1 200".length())).isEqualTo("HTTP/1.1 200");
        }
        Await.until(
                () -> "the abort is seen",
                () -> proxy.admin().stat("ok", "a", "cli_abrt").equals("1"));
    }

    private void tunnel() {
        try (Conversation client = new Conversation(tcpPort)) {
            String text = "x".repeat(1000);
            assertThat(client.send(text).receive(1000)).isEqualTo(text);
        }
    }

    private void checks(ProxyProcess proxy) {
        Await.until(
                () -> "up",
                () -> proxy.admin().stat("watched", "checked", "status").equals("UP"));
        failuresDue.set(2);
        Await.until(
                () -> "down and up again",
                () -> proxy.admin().stat("watched", "checked", "chkdown").equals("1")
                        && proxy.admin().stat("watched", "checked", "status").equals("UP"));
    }

    /** Everything has ended: what is counted at an end has been counted. */
    private static void quiet(ProxyProcess proxy) {
        Await.until(
                () -> "quiet: " + proxy.admin().ask("show stat"),
                () -> proxy.admin().stat("web", "FRONTEND", "scur").equals("0")
                        && proxy.admin().stat("tunnel", "FRONTEND", "scur").equals("0")
                        && proxy.admin().stat("ok", "BACKEND", "scur").equals("0"));
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** A port that nobody listens on, or that a proxy is about to. */
    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        slow.release(100);
        origin.close();
        echo.close();
        checked.close();
    }
}
