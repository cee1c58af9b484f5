package dev.sluice.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.it.harness.Await;
import dev.sluice.it.harness.Conversation;
import dev.sluice.it.harness.FreePort;
import dev.sluice.it.harness.GrpcClient;
import dev.sluice.it.harness.Origin;
import dev.sluice.it.harness.ProxyProcess;
import dev.sluice.it.harness.UnixClient;
import dev.sluice.it.harness.WebConfiguration;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a reload does to lines that open something besides traffic, and to clients whose frontend is gone. */
class EndpointsTest {
    private static final String GONE =
            "frontend gone\n    bind 127.0.0.1:0\n    option socket-stats\n    default_backend app\n";

    private final Origin web1 = new Origin("web1");
    private final int first = FreePort.any();
    private final int second = FreePort.any();

    @AfterEach
    void end() {
        web1.close();
    }

    private String configuration(String more) {
        return WebConfiguration.of("app", List.of("server web1 127.0.0.1:" + web1.port())) + more + "\n";
    }

    private static String scrape(int port) {
        try (Conversation client = new Conversation(port)) {
            return client.get("/metrics").response().body();
        }
    }

    @Test
    void metricsMoveWithTheirLine() {
        try (ProxyProcess proxy = ProxyProcess.sluice(configuration("sluice\n    metrics 127.0.0.1:" + first))) {
            assertThat(scrape(first)).contains("haproxy_process_nbthread");
            proxy.configuration(configuration("sluice\n    metrics 127.0.0.1:" + second));
            assertThat(proxy.admin().ask("reload")).startsWith("0 servers added");
            assertThat(scrape(second)).contains("haproxy_process_nbthread");
            Await.until(() -> "the old port closes", () -> Conversation.isRefused(first));
            proxy.configuration(configuration(""));
            assertThat(proxy.admin().ask("reload")).startsWith("0 servers added");
            Await.until(() -> "the new port closes", () -> Conversation.isRefused(second));
        }
    }

    @Test
    void unixSocketsHaveInCommonWhatOneLineSays(@TempDir Path folder) throws IOException {
        String common = "global\n    unix-bind prefix " + folder + "/ mode 640\n    fd-hard-limit 900\n";
        String lines =
                "frontend paths\n    bind unix@one label first\n    bind unix@two mode 600\n    default_backend app\n";
        try (ProxyProcess proxy = ProxyProcess.sluice(common + configuration(lines))) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("one"))))
                    .isEqualTo("rw-r-----");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("two"))))
                    .isEqualTo("rw-------");
            try (UnixClient client = new UnixClient(folder.resolve("one"))) {
                assertThat(client.send("GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
                                .all())
                        .startsWith("HTTP/1.1 200");
            }
            assertThat(proxy.admin().ask("show info")).contains("\nUlimit-n: 900\n");
        }
    }

    @Test
    void anAddressThatCannotBeHadRefusesTheReload() throws IOException {
        try (ProxyProcess proxy = ProxyProcess.sluice(configuration("sluice\n    metrics 127.0.0.1:" + first));
                ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            proxy.configuration(configuration(GONE + "sluice\n    metrics 127.0.0.1:" + taken.getLocalPort()));
            assertThat(proxy.admin().ask("reload"))
                    .contains("haproxy.cfg:", "for metrics: cannot listen on", "Address already in use");
            assertThat(proxy.admin().ask("show stat")).doesNotContain("gone,");
            assertThat(scrape(first)).contains("haproxy_process_nbthread");
        }
    }

    @Test
    void theTypedApiAnswersTheReloadThatChangesItsOwnLine() {
        String line = "sluice\n    grpc 127.0.0.1:" + first + " level ";
        try (ProxyProcess proxy = ProxyProcess.sluice(configuration(line + "admin"))) {
            try (GrpcClient client = new GrpcClient(first)) {
                proxy.configuration(configuration("sluice\n    grpc 127.0.0.1:" + second + " level admin"));
                assertThat(client.reload().getServersAdded()).isZero();
            }
            Await.until(() -> "the old port closes", () -> Conversation.isRefused(first));
            try (GrpcClient client = new GrpcClient(second)) {
                // The same address with another level: the new one opens when the old one is closed.
                proxy.configuration(configuration("sluice\n    grpc 127.0.0.1:" + second + " level operator"));
                assertThat(client.reload().getServersAdded()).isZero();
            }
            try (GrpcClient client = new GrpcClient(second)) {
                assertThatThrownBy(client::reload).hasMessageContaining("PERMISSION_DENIED");
            }
        }
    }

    @Test
    void clientsOfARemovedFrontendAreCountedWhenTheyAreClosed() {
        try (ProxyProcess proxy = ProxyProcess.sluice(configuration(GONE));
                Conversation idle = new Conversation(proxy.port("gone"));
                Conversation busy = new Conversation(proxy.port("gone"));
                Conversation other = new Conversation(proxy.port("http"))) {
            assertThat(idle.get("/").response().status()).isEqualTo(200);
            assertThat(other.get("/").response().status()).isEqualTo(200);
            busy.get("/slow");
            Await.until(() -> "the download has begun", () -> web1.slowBegun() == 1);
            proxy.configuration(configuration(""));
            assertThat(proxy.admin().ask("reload"))
                    .startsWith("0 servers added, 0 removed, 1 connections closed, 0 runtime changes kept");
            assertThat(idle.drain()).isZero();
            web1.finishSlow();
            assertThat(busy.response().body()).hasSize(Origin.SLOW_BYTES);
            assertThat(busy.drain()).as("closed behind its response").isZero();
            assertThat(other.get("/").response().status()).isEqualTo(200);
        }
    }
}
