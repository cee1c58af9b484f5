package dev.sluice.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.it.harness.Conversation;
import dev.sluice.it.harness.Distribution;
import dev.sluice.it.harness.Origin;
import dev.sluice.it.harness.ProxyProcess;
import dev.sluice.it.harness.WebConfiguration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Closing a frontend or a backend for a while: what is established goes on, what is new is turned away, and all comes back as it was. */
class FrontendBackendTest {
    /** Listens on a port of its own choice, writes it down, and becomes the program with the descriptor inherited. */
    private static final String HAND_DOWN = """
            import os, socket, sys
            s = socket.socket()
            s.bind(("127.0.0.1", 0))
            s.listen(100)
            os.set_inheritable(s.fileno(), True)
            open(os.path.join(os.path.dirname(sys.argv[3]), "port"), "w").write(str(s.getsockname()[1]))
            os.environ["inherited"] = str(s.fileno())
            os.execv("%s", ["haproxy"] + sys.argv[1:])
            """;

    private final Origin web1 = new Origin("web1");
    private final Origin web2 = new Origin("web2");

    @AfterEach
    void end() {
        web1.close();
        web2.close();
    }

    private String configuration(String bind) {
        return WebConfiguration.of(
                bind,
                "webservers",
                List.of(
                        "server web1 127.0.0.1:" + web1.port() + " weight 10",
                        "server web2 127.0.0.1:" + web2.port() + " disabled"));
    }

    @Test
    void aDisabledFrontendRefusesWhatIsNewAlone() {
        try (ProxyProcess proxy = ProxyProcess.sluice(configuration("127.0.0.1:0"))) {
            disableAndEnable(proxy, proxy.port("http"));
        }
    }

    @Test
    void soDoesOneOnAnInheritedDescriptor() throws IOException {
        Path launcher = Files.createTempFile("hand-down", ".py");
        Files.writeString(launcher, "#!/usr/bin/env python3\n" + HAND_DOWN.formatted(Distribution.haproxy()));
        assertThat(launcher.toFile().setExecutable(true)).isTrue();
        try (ProxyProcess proxy = ProxyProcess.start(launcher, configuration("\"fd@${inherited}\""))) {
            int port = Integer.parseInt(Files.readString(proxy.directory().resolve("port")));
            disableAndEnable(proxy, port);
        } finally {
            Files.delete(launcher);
        }
    }

    private void disableAndEnable(ProxyProcess proxy, int port) {
        try (Conversation established = new Conversation(port);
                Conversation download = new Conversation(port)) {
            assertThat(established.get("/").response().body()).isEqualTo("web1");
            assertThat(download.get("/slow").receive(4)).isEqualTo("HTTP");
            for (int round = 0; round < 20; round++) {
                assertThat(proxy.admin().ask("disable frontend http")).isEqualTo("\n");
                assertThat(proxy.admin().stat("http", "FRONTEND", "status")).isEqualTo("PAUSED");
                assertThat(Conversation.isRefused(port)).as("round " + round).isTrue();
                assertThat(established.get("/").response().body()).isEqualTo("web1");
                assertThat(proxy.admin().ask("disable frontend http"))
                        .isEqualTo("All sockets are already disabled.\n\n");
                assertThat(proxy.admin().ask("enable frontend http")).isEqualTo("\n");
                assertThat(proxy.admin().stat("http", "FRONTEND", "status")).isEqualTo("OPEN");
                try (Conversation fresh = new Conversation(port)) {
                    assertThat(fresh.get("/").response().body()).isEqualTo("web1");
                }
            }
            web1.finishSlow();
            assertThat(download.receive(Origin.SLOW_BYTES)).hasSize(Origin.SLOW_BYTES);
        }
    }

    @Test
    void aDisabledBackendFinishesWhatItBeganAndAnswers503() {
        try (ProxyProcess proxy = ProxyProcess.sluice(configuration("127.0.0.1:0"))) {
            int port = proxy.port("http");
            try (Conversation download = new Conversation(port);
                    Conversation established = new Conversation(port)) {
                assertThat(download.get("/slow").receive(4)).isEqualTo("HTTP");
                assertThat(established.get("/").response().body()).isEqualTo("web1");
                String before = proxy.admin().ask("show servers state webservers");
                assertThat(proxy.admin().ask("disable backend webservers")).isEqualTo("\n");
                assertThat(proxy.admin().stat("webservers", "BACKEND", "status"))
                        .isEqualTo("MAINT");
                assertThat(proxy.admin().stat("webservers", "web1", "status")).isEqualTo("no check");
                assertThat(established.get("/").response().status()).isEqualTo(503);
                try (Conversation fresh = new Conversation(port)) {
                    assertThat(fresh.get("/").response().status()).isEqualTo(503);
                }
                assertThat(proxy.admin().ask("reload")).doesNotContain("error");
                try (Conversation fresh = new Conversation(port)) {
                    assertThat(fresh.get("/").response().status()).isEqualTo(503);
                }
                web1.finishSlow();
                assertThat(download.receive(Origin.SLOW_BYTES)).hasSize(Origin.SLOW_BYTES);
                assertThat(proxy.admin().ask("enable backend webservers")).isEqualTo("\n");
                assertThat(stable(proxy.admin().ask("show servers state webservers")))
                        .isEqualTo(stable(before));
                try (Conversation fresh = new Conversation(port)) {
                    assertThat(fresh.get("/").response().body()).isEqualTo("web1");
                }
            }
            assertThat(proxy.admin().ask("disable backend nope")).isEqualTo("No such backend.\n\n");
            assertThat(proxy.admin().ask("disable backend")).isEqualTo("A backend name is expected.\n\n");
        }
    }

    /** Without the column that counts seconds. */
    private static String stable(String servers) {
        return servers.replaceAll("(?m)^((?:\\S+ ){9})\\d+", "$1-");
    }
}
