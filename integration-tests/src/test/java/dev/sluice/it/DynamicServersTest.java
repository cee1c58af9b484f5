package dev.sluice.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.it.harness.Await;
import dev.sluice.it.harness.Conversation;
import dev.sluice.it.harness.FreePort;
import dev.sluice.it.harness.Load;
import dev.sluice.it.harness.Origin;
import dev.sluice.it.harness.ProxyProcess;
import dev.sluice.it.harness.WebConfiguration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Servers, backends and frontends come and go under load: nothing is lost. */
class DynamicServersTest {
    private static final int ROUNDS = 5;

    private final Origin web1 = new Origin("web1");
    private final Origin web2 = new Origin("web2");
    private final ProxyProcess proxy = ProxyProcess.sluice(WebConfiguration.BASE
            + "\ndefaults web\n    mode http\n    timeout connect 5s\n    timeout client 30s\n    timeout server 30s\n"
            + WebConfiguration.frontend("http", "127.0.0.1:0", "webservers")
            + "\nbackend webservers\n    balance roundrobin\n"
            + "    server web1 127.0.0.1:" + web1.port() + "\n");

    @AfterEach
    void end() {
        web1.close();
        web2.close();
        proxy.close();
    }

    private String ask(String command) {
        return proxy.admin().ask(command);
    }

    @Test
    void aServerComesUpServesAndGoesUnderLoad() {
        try (Load load = new Load(proxy.port("http"), 6, true)) {
            for (int round = 0; round < ROUNDS; round++) {
                assertThat(ask("add server webservers/web2 127.0.0.1:" + web2.port() + " check inter 100ms rise 1"))
                        .isEqualTo("New server registered.\n\n");
                assertThat(ask("enable health webservers/web2")).isEqualTo("\n");
                assertThat(ask("enable server webservers/web2")).isEqualTo("\n");
                int before = load.answers("web2");
                Await.until(() -> "web2 serves; " + load.errors(), () -> load.answers("web2") > before + 10);
                Await.until(
                        () -> "checks pass",
                        () -> proxy.admin()
                                .stat("webservers", "web2", "check_status")
                                .contains("L4OK"));
                assertThat(ask("set server webservers/web2 state drain")).isEqualTo("\n");
                assertThat(ask("del server webservers/web2"))
                        .isEqualTo("Only servers in maintenance mode can be deleted.\n\n");
                assertThat(ask("set server webservers/web2 state maint")).isEqualTo("\n");
                Await.until(
                        () -> "nothing is connected to it",
                        () -> ask("del server webservers/web2").equals("Server deleted.\n\n"));
            }
            assertThat(load.errors()).isEmpty();
        }
        assertThat(ask("show servers state webservers")).doesNotContain("web2");
    }

    @Test
    void aBackendAndAFrontendComeAndGo() {
        assertThat(ask("add backend extra from web")).isEqualTo("New backend registered.\n\n");
        assertThat(ask("add server extra/s1 127.0.0.1:" + web2.port())).isEqualTo("New server registered.\n\n");
        assertThat(ask("enable server extra/s1")).isEqualTo("\n");
        assertThat(ask("publish backend extra")).isEqualTo("Backend published.\n\n");
        assertThat(ask("add frontend more from web default_backend extra")).isEqualTo("New frontend registered.\n\n");
        int port = FreePort.any();
        assertThat(ask("add bind more 127.0.0.1:" + port)).isEqualTo("New listener registered.\n\n");
        try (Conversation client = new Conversation(port)) {
            assertThat(client.get("/").response().status()).isEqualTo(200);
        }
        assertThat(ask("reload")).contains("0 servers added, 0 removed");
        try (Conversation client = new Conversation(port)) {
            assertThat(client.get("/").response().status()).as("after a reload").isEqualTo(200);
        }
        assertThat(ask("disable frontend more")).isEqualTo("\n");
        assertThat(ask("del frontend more")).isEqualTo("Frontend deleted.\n\n");
        assertThat(ask("unpublish backend extra")).isEqualTo("Backend unpublished.\n\n");
        assertThat(ask("disable server extra/s1")).isEqualTo("\n");
        Await.until(() -> "s1 goes", () -> ask("del server extra/s1").equals("Server deleted.\n\n"));
        assertThat(ask("del backend extra"))
                .as("what happened to its servers meanwhile comes first")
                .startsWith("Server extra/s1 is going DOWN for maintenance.")
                .endsWith("Server deleted.\nBackend deleted.\n\n");
    }
}
