package dev.sluice.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.it.harness.Await;
import dev.sluice.it.harness.FreePort;
import dev.sluice.it.harness.HttpResponse;
import dev.sluice.it.harness.Origin;
import dev.sluice.it.harness.ProxyProcess;
import dev.sluice.it.harness.WebConfiguration;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Programs written for HAProxy, from Debian, against the socket: they do not know what they talk to. */
class ClientsTest {
    private static final Lock LOCK = new ReentrantLock();

    private final Origin origin = new Origin("web1");
    private final ProxyProcess proxy = ProxyProcess.sluice(WebConfiguration.of(
            "webservers", List.of("server web1 127.0.0.1:" + origin.port() + " check inter 200ms")));

    @AfterEach
    void end() {
        origin.close();
        proxy.close();
    }

    @Test
    void prometheusHaproxyExporterScrapesTheSocket() throws IOException {
        Await.until(
                () -> "web1 is up",
                () -> proxy.admin().stat("webservers", "web1", "status").equals("UP"));
        int port = FreePort.any();
        Process exporter = new ProcessBuilder(List.of(
                        "prometheus-haproxy-exporter",
                        "--web.listen-address=127.0.0.1:" + port,
                        "--haproxy.scrape-uri=unix:" + proxy.directory().resolve("admin.sock")))
                .redirectErrorStream(true)
                .redirectOutput(proxy.directory().resolve("exporter.log").toFile())
                .start();
        try {
            Await.until(() -> "the exporter listens", () -> scrape(port) != null);
            String metrics = scrape(port);
            assertThat(metrics).contains("haproxy_up 1\n");
            assertThat(metrics).contains("haproxy_server_up{backend=\"webservers\",server=\"web1\"} 1\n");
            assertThat(metrics).contains("haproxy_exporter_csv_parse_failures_total 0\n");
            assertThat(metrics).containsPattern("haproxy_version_info\\{[^}]*version=\"3\\.5");
        } finally {
            exporter.destroy();
        }
    }

    @Test
    void hatopShowsTheServers() throws IOException, InterruptedException {
        // script(1) gives it the terminal that it insists on; the key q ends it.
        String socket = proxy.directory().resolve("admin.sock").toString();
        Process hatop = new ProcessBuilder(
                        List.of("script", "-qfec", "stty rows 40 cols 150; hatop -s " + socket, "/dev/null"))
                .redirectErrorStream(true)
                .start();
        StringBuilder screen = new StringBuilder();
        InputStream in = hatop.getInputStream();
        Thread reader = new Thread(() -> collect(in, screen), "hatop-screen");
        reader.setDaemon(true);
        reader.start();
        Await.until(
                () -> "hatop shows the server; it shows:\n" + text(screen),
                () -> text(screen).contains("web1"));
        hatop.getOutputStream().write('q');
        hatop.getOutputStream().flush();
        assertThat(hatop.waitFor(Await.PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(text(screen))
                .contains("webservers")
                .contains("HAProxy Version")
                .doesNotContain("missing");
        assertThat(hatop.exitValue()).isZero();
    }

    private static void collect(InputStream in, StringBuilder screen) {
        try {
            byte[] buffer = new byte[8192];
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                append(screen, new String(buffer, 0, n, StandardCharsets.ISO_8859_1));
            }
        } catch (IOException e) {
            append(screen, e.toString());
        }
    }

    private static void append(StringBuilder screen, String more) {
        LOCK.lock();
        try {
            screen.append(more);
        } finally {
            LOCK.unlock();
        }
    }

    private static String text(StringBuilder screen) {
        LOCK.lock();
        try {
            return screen.toString();
        } finally {
            LOCK.unlock();
        }
    }

    private static @Nullable String scrape(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.getOutputStream()
                    .write("GET /metrics HTTP/1.1\r\nHost: t\r\nConnection: close\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
            return HttpResponse.read(new BufferedInputStream(socket.getInputStream()))
                    .body();
        } catch (IOException e) {
            return null;
        }
    }
}
