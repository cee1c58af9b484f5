package dev.sluice.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.it.harness.Await;
import dev.sluice.it.harness.Conversation;
import dev.sluice.it.harness.ProxyProcess;
import dev.sluice.it.harness.RawServer;
import dev.sluice.it.harness.WebConfiguration;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;

/** Whose turn it is at a server with one slot, where rules say who comes first. */
class QueueOrderTest {
    private static final String CONFIGURATION = WebConfiguration.BASE + """
            frontend http
                bind 127.0.0.1:0
                option socket-stats
                http-request set-priority-class req.hdr(class) if { req.hdr(class) -m found }
                http-request set-priority-offset req.hdr(offset) if { req.hdr(offset) -m found }
                http-request add-header told "%[prio_class]/%[prio_offset]"
                default_backend narrow
            backend narrow
                timeout queue 60s
                server s 127.0.0.1:PORT maxconn 1
            """;

    private final List<String> served = new CopyOnWriteArrayList<>();
    private final Semaphore mayAnswer = new Semaphore(0);

    private RawServer server() {
        return new RawServer((socket, in, out) -> {
            String head = RawServer.head(in);
            if (head.isEmpty()) {
                return;
            }
            String told = head.replaceAll("(?s).*told: ([^\r]*)\r.*", "$1");
            served.add(head.substring(4, head.indexOf(' ', 4)) + " " + told);
            mayAnswer.acquireUninterruptibly();
            out.write("HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
                    .getBytes(StandardCharsets.US_ASCII));
        });
    }

    private static void ask(List<Conversation> clients, int port, String path, String fields) {
        Conversation client = new Conversation(port);
        clients.add(client);
        client.send("GET " + path + " HTTP/1.1\r\nHost: x\r\n" + fields + "\r\n");
    }

    private static void untilQueued(ProxyProcess proxy, int count) {
        Await.until(
                () -> proxy.admin().ask("show stat"),
                () -> proxy.admin().ask("show stat").contains("\nnarrow,BACKEND," + count + ","));
    }

    @Test
    void theLowestClassComesFirstAndThenWhoIsAsIfHeHadComeEarlier() {
        List<Conversation> clients = new ArrayList<>();
        try (RawServer server = server();
                ProxyProcess proxy =
                        ProxyProcess.sluice(CONFIGURATION.replace("PORT", String.valueOf(server.port())))) {
            int port = proxy.port("http");
            ask(clients, port, "/first", "");
            Await.until(() -> "served " + served, () -> !served.isEmpty());
            String[][] waiting = {
                {"/plain", ""},
                {"/low", "class: 7\r\n"},
                {"/early", "offset: -60000\r\n"},
                {"/high", "class: -99999\r\noffset: 5\r\n"}
            };
            for (int i = 0; i < waiting.length; i++) {
                ask(clients, port, waiting[i][0], waiting[i][1]);
                untilQueued(proxy, i + 1);
            }
            mayAnswer.release(5);
            Await.until(() -> "served " + served, () -> served.size() == 5);
            assertThat(served)
                    .containsExactly("/first 0/0", "/high -2047/5", "/early 0/-60000", "/plain 0/0", "/low 7/0");
        } finally {
            clients.forEach(Conversation::close);
        }
    }
}
