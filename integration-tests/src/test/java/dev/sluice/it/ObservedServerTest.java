package dev.sluice.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.it.harness.Await;
import dev.sluice.it.harness.Conversation;
import dev.sluice.it.harness.Origin;
import dev.sluice.it.harness.ProxyProcess;
import dev.sluice.it.harness.RawServer;
import dev.sluice.it.harness.WebConfiguration;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A server whose checks pass and whose responses do not: its traffic takes it out, an operator brings it back. */
class ObservedServerTest {
    private static final byte[] BROKEN =
            "HTTP/1.1 500 Broken\r\nContent-Length: 0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private static int ask(int port) {
        try (Conversation client = new Conversation(port)) {
            return client.get("/").response().status();
        }
    }

    private static String stat(ProxyProcess proxy, String column) {
        return proxy.admin().stat("web", "broken", column);
    }

    private static String configuration(int broken, int checked, int spare) {
        return WebConfiguration.BASE
                + WebConfiguration.proxy(
                        "web",
                        List.of(
                                "default-server inter 60s observe layer7 error-limit 3",
                                "server broken 127.0.0.1:" + broken + " check port " + checked + " on-error mark-down",
                                "server spare 127.0.0.1:" + spare + " backup"))
                + "listen metrics\n    bind 127.0.0.1:0\n    option socket-stats\n"
                + "    http-request use-service prometheus-exporter\n";
    }

    @Test
    void itsTrafficTakesItOutAndAnOperatorBringsItBack() {
        try (Origin spare = new Origin("spare");
                RawServer broken = new RawServer((socket, in, out) -> {
                    while (!RawServer.head(in).isEmpty()) {
                        out.write(BROKEN);
                    }
                });
                ProxyProcess proxy = ProxyProcess.sluice(configuration(broken.port(), spare.port(), spare.port()))) {
            int port = proxy.port("web");
            // The next check is a minute away.
            Await.until(
                    () -> stat(proxy, "check_status"),
                    () -> stat(proxy, "check_status").equals("L4OK"));
            for (int i = 0; i < 3; i++) {
                assertThat(ask(port)).isEqualTo(500);
            }
            // What follows is not waited for by the response that it follows from.
            Await.until(() -> stat(proxy, "status"), () -> ask(port) == 200);
            assertThat(stat(proxy, "status")).isEqualTo("DOWN");
            assertThat(Integer.parseInt(stat(proxy, "hanafail"))).isPositive();
            assertThat(stat(proxy, "check_status")).isEqualTo("HANA");
            assertThat(proxy.admin().ask("show stat"))
                    .contains("Detected 3 consecutive errors, last one was: Wrong http response");
            try (Conversation client = new Conversation(proxy.port("metrics"))) {
                assertThat(client.get("/metrics").response().body())
                        .contains("haproxy_server_check_status{proxy=\"web\",server=\"broken\",state=\"HANA\"} 1\n");
            }

            assertThat(proxy.admin().ask("set server web/broken health up")).isBlank();
            assertThat(stat(proxy, "status")).startsWith("UP");
            assertThat(ask(port)).isEqualTo(500);
            assertThat(proxy.admin().ask("add server web/late 127.0.0.1:1 check observe layer4 on-error fail-check"))
                    .contains("New server registered.");
            assertThat(proxy.admin().stat("web", "late", "hanafail")).isEqualTo("0");
        }
    }
}
