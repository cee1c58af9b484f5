package dev.sluice.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.it.harness.Await;
import dev.sluice.it.harness.Conversation;
import dev.sluice.it.harness.Load;
import dev.sluice.it.harness.Origin;
import dev.sluice.it.harness.ProxyProcess;
import dev.sluice.it.harness.WebConfiguration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The files are read again while traffic flows: what did not change does not notice. */
class ReloadTest {
    private static final int ROUNDS = 10;

    private final Origin web1 = new Origin("web1");
    private final Origin web2 = new Origin("web2");
    private final Origin web3 = new Origin("web3");
    private final ProxyProcess proxy = ProxyProcess.sluice(configuration(true, false, ""));

    @AfterEach
    void end() {
        web1.close();
        web2.close();
        web3.close();
        proxy.close();
    }

    private String configuration(boolean two, boolean three, String more) {
        return WebConfiguration.BASE
                + WebConfiguration.frontend("http", "127.0.0.1:0", "webservers")
                + more
                + "\nbackend webservers\n    balance roundrobin\n"
                + "    server web1 127.0.0.1:" + web1.port() + " check inter 200ms\n"
                + (two ? "    server web2 127.0.0.1:" + web2.port() + "\n" : "")
                + (three ? "    server web3 127.0.0.1:" + web3.port() + "\n" : "");
    }

    @Test
    void trafficAndWebSocketsDoNotNotice() {
        int port = proxy.port("http");
        try (Conversation webSocket = new Conversation(port);
                Load load = new Load(port, 6, true)) {
            webSocket.send("GET /upgrade HTTP/1.1\r\nHost: t\r\nConnection: Upgrade\r\nUpgrade: echo\r\n\r\n");
            assertThat(webSocket.response().status()).isEqualTo(101);
            for (int round = 0; round < ROUNDS; round++) {
                boolean second = round % 2 == 1;
                proxy.configuration(configuration(second, !second, ""));
                assertThat(proxy.admin().ask("reload")).contains("1 servers added, 1 removed, 0 connections closed");
                String expected = second ? "web2" : "web3";
                int before = load.answers(expected);
                Await.until(() -> expected + " serves; " + load.errors(), () -> load.answers(expected) > before + 10);
                assertThat(webSocket.send("ping").receive(4)).isEqualTo("ping");
            }
            assertThat(load.errors()).isEmpty();
        }
    }

    @Test
    void whatWasChangedAtRunTimeStays() {
        assertThat(proxy.admin().ask("set server webservers/web1 weight 77")).isEqualTo("\n");
        assertThat(proxy.admin().ask("disable server webservers/web2")).isEqualTo("\n");
        try (Conversation client = new Conversation(proxy.port("http"))) {
            assertThat(client.get("/").response().status()).isEqualTo(200);
        }
        proxy.configuration(configuration(true, true, ""));
        assertThat(proxy.admin().ask("reload"))
                .contains("1 servers added, 0 removed")
                .contains("2 runtime changes kept");
        assertThat(proxy.admin().ask("get weight webservers/web1")).isEqualTo("77 (initial 1)\n\n");
        assertThat(proxy.admin().stat("webservers", "web2", "status")).isEqualTo("MAINT");
        assertThat(proxy.admin().stat("webservers", "web1", "stot")).isEqualTo("1");
        assertThat(proxy.admin().stat("webservers", "web3", "status")).isEqualTo("no check");
    }

    @Test
    void anErrorChangesNothingAndIsToldWithItsPlace() {
        int port = proxy.port("http");
        proxy.configuration(configuration(true, true, "    no-such-keyword 1\n    timeout nonsense 2\n"));
        String reply = proxy.admin().ask("reload");
        assertThat(reply).contains("haproxy.cfg:13").contains("no-such-keyword").contains("haproxy.cfg:14");
        assertThat(proxy.admin().ask("show servers state")).doesNotContain("web3");
        try (Conversation client = new Conversation(port)) {
            assertThat(client.get("/").response().status()).isEqualTo(200);
        }
    }

    @Test
    void removedListenersCloseAndNewOnesOpen() {
        int port = proxy.port("http");
        String second =
                "frontend second\n    bind 127.0.0.1:0\n    option socket-stats\n    default_backend webservers\n";
        proxy.configuration(configuration(true, false, second));
        assertThat(proxy.admin().ask("reload")).doesNotContain("error");
        int secondPort = proxy.port("second");
        try (Conversation client = new Conversation(secondPort)) {
            assertThat(client.get("/").response().status()).isEqualTo(200);
        }
        proxy.configuration(configuration(true, false, ""));
        assertThat(proxy.admin().ask("reload")).doesNotContain("error");
        assertThat(Conversation.isRefused(secondPort)).isTrue();
        assertThat(Conversation.isRefused(port)).isFalse();
    }
}
