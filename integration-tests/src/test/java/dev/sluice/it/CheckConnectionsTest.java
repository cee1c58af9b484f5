package dev.sluice.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.it.harness.Await;
import dev.sluice.it.harness.ProxyProcess;
import dev.sluice.it.harness.RawServer;
import dev.sluice.it.harness.TestCertificates;
import dev.sluice.it.harness.WebConfiguration;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How health checks connect and what they speak: the program checks frontends of its own that are particular about it. */
class CheckConnectionsTest {
    private static final LinkedBlockingQueue<String> heads = new LinkedBlockingQueue<>();
    private static final LinkedBlockingQueue<String> passed = new LinkedBlockingQueue<>();

    @TempDir
    static Path directory;

    private static RawServer origin;
    private static RawServer socks;
    private static ProxyProcess proxy;

    @BeforeAll
    static void start() {
        origin = new RawServer((socket, in, out) -> {
            heads.add(RawServer.head(in));
            out.write("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        });
        socks = new RawServer((socket, in, out) -> {
            byte[] asked = in.readNBytes(16);
            passed.add(asked[0] + " " + new String(asked, 8, 7, StandardCharsets.US_ASCII));
            out.write(new byte[] {0, 0x5a, 0, 0, 0, 0, 0, 0});
            String unused = RawServer.head(in);
            out.write("HTTP/1.1 204 None\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        });
        String file = new TestCertificates("Ours").sign("www.a.test", 1).writtenTo(directory.resolve("site.pem"));
        proxy = ProxyProcess.sluice(WebConfiguration.BASE + """
                frontend encrypted
                    bind 127.0.0.1:0 ssl crt %s alpn h2,http/1.1
                    option socket-stats
                    http-request return status 200 if { ssl_fc_alpn h2 } HTTP_2.0
                    http-request return status 503
                frontend clear
                    bind 127.0.0.1:0 proto h2
                    option socket-stats
                    http-request return status 200
                backend plain
                    option httpchk GET /
                backend steps
                    option httpchk
                    http-check connect ssl alpn h2
                    http-check send meth GET uri /
                    http-check expect status 200
                    http-check connect ssl alpn http/1.1
                    http-check send meth GET uri /
                    http-check expect status 503
                backend around
                    option httpchk
                    http-check connect via-socks4
                    server far 127.0.0.1:1 check inter 500ms socks4 127.0.0.1:%d
                backend told
                    option httpchk
                    http-check send-state
                    server first 127.0.0.1:%d check inter 500ms
                """.formatted(file, socks.port(), origin.port()));
    }

    @AfterAll
    static void end() {
        proxy.close();
        origin.close();
        socks.close();
    }

    private static String status(String backend, String server) {
        return proxy.admin().stat(backend, server, "check_status")
                + " "
                + proxy.admin().stat(backend, server, "check_code");
    }

    /** Adds a server and waits until its checks come to what they are to come to. */
    private static void check(String server, int port, String words, String result) {
        String[] names = server.split("/", 2);
        assertThat(proxy.admin()
                        .ask("add server " + server + " 127.0.0.1:" + port + " check inter 500ms rise 1 fall 1 "
                                + words))
                .contains("New server registered.");
        assertThat(proxy.admin().ask("enable health " + server)).isBlank();
        assertThat(proxy.admin().ask("enable server " + server)).isBlank();
        Await.until(
                () -> server + " is " + status(names[0], names[1]),
                () -> status(names[0], names[1]).equals(result));
    }

    @Test
    void whatIsAgreedOnIsSpoken() {
        int port = proxy.port("encrypted");
        check("plain/both", port, "check-ssl verify none check-alpn h2,http/1.1", "L7OK 200");
        check("plain/own", port, "ssl check-ssl verify none alpn h2", "L7OK 200");
        check("plain/older", port, "check-ssl verify none alpn h2 check-alpn http/1.1", "L7STS 503");
        check("steps/each", port, "verify none", "L7OK 503");
    }

    @Test
    void whatIsSaidIsSpoken() {
        int port = proxy.port("clear");
        check("plain/said", port, "check-proto h2", "L7OK 200");
        check("plain/same", port, "proto h2", "L7OK 200");
        check("plain/apart", port, "proto h2 check-proto h1", "SOCKERR ");
        assertThat(proxy.admin().ask("add server plain/none 127.0.0.1:1 check check-proto none"))
                .contains("config: backend 'plain': server 'none' uses an incompatible MUX protocol for the selected"
                        + " check type");
    }

    @Test
    void stepsGoThroughProxies() throws Exception {
        assertThat(passed.poll(30, TimeUnit.SECONDS)).isEqualTo("4 HAProxy");
        Await.until(() -> status("around", "far"), () -> status("around", "far").equals("L7OK 204"));
    }

    @Test
    void aServerIsUpBeforeItWasChecked() throws Exception {
        assertThat(heads.poll(30, TimeUnit.SECONDS)).contains("x-haproxy-server-state: UP -1/3; ");
    }
}
