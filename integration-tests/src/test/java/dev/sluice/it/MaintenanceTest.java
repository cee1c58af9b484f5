package dev.sluice.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.it.harness.Await;
import dev.sluice.it.harness.HttpResponse;
import dev.sluice.it.harness.Load;
import dev.sluice.it.harness.Origin;
import dev.sluice.it.harness.ProxyProcess;
import dev.sluice.it.harness.Socat;
import dev.sluice.it.harness.StampingOrigin;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An operator takes a server out while traffic flows: nothing is cut, and once the reply was read nothing arrives there any more. */
class MaintenanceTest {
    /** Often enough to meet the moment between a decision already taken and the reply. */
    private static final int ROUNDS = 40;

    private static final int CLIENTS = 8;

    private final Origin web1 = new Origin("web1");
    private final Origin web2 = new Origin("web2");
    private final StampingOrigin stamped = new StampingOrigin("stamped");
    private ProxyProcess proxy;

    MaintenanceTest() {
        proxy = ProxyProcess.sluice(configuration(""));
    }

    private String configuration(String more) {
        return """
                global
                    stats socket {{dir}}/admin.sock mode 600 level admin
                    nbthread 2
                defaults
                    mode http
                    timeout connect 5s
                    timeout client 30s
                    timeout server 30s
                frontend http
                    bind 127.0.0.1:0
                    option socket-stats
                    default_backend webservers
                frontend other
                    bind 127.0.0.1:0
                    option socket-stats
                    default_backend stamped
                backend stamped
                    balance roundrobin
                    server server 127.0.0.1:%d check inter 200ms
                    server web2 127.0.0.1:%d
                backend webservers
                    balance roundrobin
                    server web1 127.0.0.1:%d check inter 200ms
                    server web2 127.0.0.1:%d check inter 200ms
                %s
                """.formatted(stamped.port(), web2.port(), web1.port(), web2.port(), more);
    }

    @BeforeEach
    void bothServe() {
        Await.until(
                () -> proxy.admin().ask("show stat"),
                () -> status("web1").equals("UP") && status("web2").equals("UP"));
    }

    @AfterEach
    void end() {
        web1.close();
        web2.close();
        stamped.close();
        proxy.close();
    }

    private String status(String server) {
        return proxy.admin().stat("webservers", server, "status");
    }

    @ParameterizedTest(name = "{0} / {1}, keep-alive {2}")
    @CsvSource({
        "disable server stamped/server, enable server stamped/server, true",
        "disable server stamped/server, enable server stamped/server, false",
        "set server stamped/server state drain, set server stamped/server state ready, true",
        "set server stamped/server state drain, set server stamped/server state ready, false",
        "set server stamped/server state maint, set server stamped/server state ready, true",
        "set server stamped/server state maint, set server stamped/server state ready, false"
    })
    void nothingArrivesAfterTheReply(String out, String in, boolean keepAlive) {
        try (Load load = new Load(proxy.port("other"), CLIENTS, keepAlive)) {
            for (int round = 0; round < ROUNDS; round++) {
                int before = load.answers("stamped");
                Await.until(() -> "it serves; " + load.errors(), () -> load.answers("stamped") > before);
                assertThat(proxy.admin().ask(out)).isEqualTo("\n");
                long replied = nanosSince1970();
                int seen = load.answers("web2");
                Await.until(() -> "web2 serves alone; " + load.errors(), () -> load.answers("web2") > seen + 20);
                assertThat(stamped.lastArrivalNanos() - replied)
                        .as("round " + round)
                        .isNotPositive();
                assertThat(proxy.admin().ask(in)).isEqualTo("\n");
            }
            assertThat(load.errors()).isEmpty();
        }
    }

    private static long nanosSince1970() {
        Instant now = Instant.now();
        return now.getEpochSecond() * 1_000_000_000L + now.getNano();
    }

    @Test
    void aDownloadUnderWayCompletes() throws IOException {
        int port = proxy.port("http");
        assertThat(Socat.ask(proxy, "disable server webservers/web2")).isEqualTo("\n");
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.getOutputStream().write("GET /slow HTTP/1.1\r\nHost: t\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            InputStream in = new BufferedInputStream(socket.getInputStream());
            in.mark(1);
            assertThat(in.read()).isEqualTo('H');
            in.reset();
            assertThat(Socat.ask(proxy, "enable server webservers/web2")).isEqualTo("\n");
            assertThat(Socat.ask(proxy, "disable server webservers/web1")).isEqualTo("\n");
            CompletableFuture<Integer> length = CompletableFuture.supplyAsync(() -> length(in));
            try (Load load = new Load(port, CLIENTS, true)) {
                Await.until(() -> "web2 serves", () -> load.answers("web2") > 100);
                assertThat(load.answers("web1")).isZero();
                assertThat(load.errors()).isEmpty();
            }
            assertThat(length).isNotDone();
            web1.finishSlow();
            assertThat(length.join()).isEqualTo(Origin.SLOW_BYTES);
        }
        assertThat(Socat.ask(proxy, "enable server webservers/web1")).isEqualTo("\n");
        try (Load load = new Load(port, CLIENTS, false)) {
            Await.until(() -> "web1 serves again", () -> load.answers("web1") > 10);
            assertThat(load.errors()).isEmpty();
        }
    }

    private static int length(InputStream in) {
        try {
            return HttpResponse.read(in).body().length();
        } catch (IOException e) {
            return -1;
        }
    }
}
