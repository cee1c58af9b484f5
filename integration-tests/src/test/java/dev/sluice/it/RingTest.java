package dev.sluice.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.it.harness.Await;
import dev.sluice.it.harness.Conversation;
import dev.sluice.it.harness.ProxyProcess;
import dev.sluice.it.harness.UnixClient;
import dev.sluice.it.harness.WebConfiguration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Log lines that are kept in memory, and what the admin socket shows of them. */
class RingTest {
    /** With one worker, whose lines come in order. */
    private static final String CONFIGURATION = WebConfiguration.BASE.replace("nbthread 2", """
            nbthread 1
                log ring@notices local0 notice
                log-tag edge
            """) + """
            ring notices
                description "what is important"
                format rfc3164
            ring few
                size 300
                maxlen 20
            ring lines
                format rfc5424
            frontend http
                bind 127.0.0.1:0
                option socket-stats
                log global
                log ring@few format rfc5424 local1
                log ring@lines len 80 sample 1:2 local1
                log-format "%HU"
                http-request return status 200
            backend b
                log global
                server s 127.0.0.1:1
            """;

    private static void ask(int port, String target) {
        try (Conversation client = new Conversation(port)) {
            assertThat(client.get(target).response().status()).isEqualTo(200);
        }
    }

    private static List<String> shown(ProxyProcess proxy, String ring) {
        return proxy.admin().ask("show events " + ring).lines().toList();
    }

    @Test
    void theNewestLinesAreShown() {
        try (ProxyProcess proxy = ProxyProcess.sluice(CONFIGURATION)) {
            assertThat(proxy.admin().ask("show events"))
                    .contains("    notices    : type=buffer, 0 dropped, what is important\n"
                            + "    few        : type=buffer, 0 dropped, few\n"
                            + "    lines      : type=buffer, 0 dropped, lines\n");
            int port = proxy.port("http");
            for (int i = 10; i < 30; i++) {
                ask(port, "/" + i + "/cut-off-at-twenty");
            }
            Await.until(
                    () -> "the last line in " + shown(proxy, "few"),
                    () -> shown(proxy, "few").contains("/29/cut-off-at-twent"));
            // 107 bytes have room for four messages of 22; the section's format holds, not that of the line.
            assertThat(shown(proxy, "few").stream().filter(line -> !line.isEmpty()))
                    .containsExactly(
                            "/26/cut-off-at-twent",
                            "/27/cut-off-at-twent",
                            "/28/cut-off-at-twent",
                            "/29/cut-off-at-twent");
            assertThat(proxy.admin().ask("show events few -0")).startsWith("/26/cut-off-at-twent\0/27");

            List<String> lines = shown(proxy, "lines").stream()
                    .filter(line -> !line.isEmpty())
                    .toList();
            assertThat(lines).hasSize(10).allMatch(line -> line.startsWith("<142>1 ") && line.length() <= 79);
            assertThat(lines.get(0)).contains(" - edge " + proxy.process().pid() + " - - /10/");
            assertThat(lines.get(9)).contains(" - - /28/");

            assertThat(shown(proxy, "notices")).allMatch(String::isEmpty);
            proxy.admin().ask("disable server b/s");
            Await.until(
                    () -> "the server's line in " + shown(proxy, "notices"),
                    () -> shown(proxy, "notices").stream()
                            .anyMatch(line -> line.startsWith("<129>")
                                    && line.contains(" localhost edge["
                                            + proxy.process().pid() + "]: Server b/s is going DOWN for maintenance")));
        }
    }

    @Test
    void whoWaitsIsToldOfNewLines() {
        try (ProxyProcess proxy = ProxyProcess.sluice(CONFIGURATION)) {
            int port = proxy.port("http");
            ask(port, "/before");
            Await.until(
                    () -> "the line in " + shown(proxy, "few"),
                    () -> shown(proxy, "few").contains("/before"));
            assertThat(proxy.admin().ask("show events few -n")).isEqualTo("\n");
            try (UnixClient reader = new UnixClient(proxy.directory().resolve("admin.sock"))) {
                reader.send("show events few -w\n");
                assertThat(reader.until("\n")).isEqualTo("/before\n");
                ask(port, "/after");
                assertThat(reader.until("\n")).isEqualTo("/after\n");
            }
        }
    }

    @Test
    void aReloadKeepsWhatARingHolds() {
        try (ProxyProcess proxy = ProxyProcess.sluice(CONFIGURATION)) {
            int port = proxy.port("http");
            ask(port, "/one");
            ask(port, "/two");
            Await.until(
                    () -> "the line in " + shown(proxy, "few"),
                    () -> shown(proxy, "few").contains("/two"));
            proxy.configuration(CONFIGURATION.replace(
                    "ring lines\n    format rfc5424", "ring lines\n    format raw\n    size 2000"));
            assertThat(proxy.admin().ask("reload")).contains("0 servers added");
            ask(port, "/three");
            Await.until(
                    () -> "the line in " + shown(proxy, "lines"),
                    () -> shown(proxy, "lines").contains("/three"));
            assertThat(shown(proxy, "few")).contains("/one", "/two", "/three");
            assertThat(shown(proxy, "lines").get(0)).isEqualTo("/three");
        }
    }
}
