package dev.sluice.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.it.harness.Await;
import dev.sluice.it.harness.Conversation;
import dev.sluice.it.harness.ProxyProcess;
import dev.sluice.it.harness.WebConfiguration;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** What the syslog servers of rings get, also those that were away for a while. */
class RingForwardingTest {
    private static String configuration(ServerSocket counted, ServerSocket plain) {
        // One worker, whose lines come in order.
        return WebConfiguration.BASE.replace("nbthread 2", "nbthread 1")
                + """
                ring counted
                    size 1500
                    timeout connect 5s
                    timeout server 5s
                    server syslog 127.0.0.1:%d log-proto octet-count
                ring plain
                    format priority
                    server syslog 127.0.0.1:%d
                frontend http
                    bind 127.0.0.1:0
                    option socket-stats
                    log ring@counted local1
                    log ring@plain local1
                    log-format "%%HU"
                    http-request return status 200
                """.formatted(counted.getLocalPort(), plain.getLocalPort());
    }

    private static ServerSocket syslog(int port) throws IOException {
        ServerSocket server = new ServerSocket();
        server.setReuseAddress(true);
        server.setSoTimeout((int) Await.PATIENCE.toMillis());
        server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        return server;
    }

    /** Nobody listens there any more. */
    private static void leave(ServerSocket server) throws IOException {
        server.close();
    }

    private static Socket accepted(ServerSocket server) throws IOException {
        Socket accepted = server.accept();
        accepted.setSoTimeout((int) Await.PATIENCE.toMillis());
        return accepted;
    }

    private static void ask(int port, String target) {
        try (Conversation client = new Conversation(port)) {
            assertThat(client.get(target).response().status()).isEqualTo(200);
        }
    }

    private static void arrives(Socket from, String expected) throws IOException {
        assertThat(new String(from.getInputStream().readNBytes(expected.length()), StandardCharsets.UTF_8))
                .isEqualTo(expected);
    }

    private static boolean holds(ProxyProcess proxy, String ring, String line) {
        return proxy.admin().ask("show events " + ring).contains(line + "\n");
    }

    @Test
    void messagesOfATimeWithoutTheServerArriveLater() throws IOException {
        try (ServerSocket counted = syslog(0);
                ServerSocket plain = syslog(0);
                ProxyProcess proxy = ProxyProcess.sluice(configuration(counted, plain))) {
            int port = proxy.port("http");
            try (Socket first = accepted(counted);
                    Socket second = accepted(plain)) {
                ask(port, "/one");
                arrives(first, "4 /one");
                arrives(second, "<142>/one\n");
                ask(port, "/twenty");
                arrives(first, "7 /twenty");
                arrives(second, "<142>/twenty\n");
                leave(counted);
                // Nothing tells from outside when the program has seen the end, but that it ends its side too.
                first.shutdownOutput();
                assertThat(first.getInputStream().read()).isEqualTo(-1);
                ask(port, "/alone");
                arrives(second, "<142>/alone\n");
            }
            ask(port, "/later");
            Await.until(() -> "the last line", () -> holds(proxy, "counted", "/later"));
            try (ServerSocket again = syslog(counted.getLocalPort());
                    Socket back = accepted(again)) {
                arrives(back, "6 /alone6 /later");
                ask(port, "/on");
                arrives(back, "3 /on");
                assertThat(proxy.admin().ask("show events")).contains("    counted    : type=buffer, 0 dropped, ");
            }
        }
    }

    @Test
    void theNewestAreKeptForAServerThatStaysAway() throws IOException {
        try (ServerSocket counted = syslog(0);
                ServerSocket plain = syslog(0)) {
            leave(counted);
            try (ProxyProcess proxy = ProxyProcess.sluice(configuration(counted, plain))) {
                int port = proxy.port("http");
                for (int i = 10; i < 30; i++) {
                    ask(port, "/" + i + "x".repeat(97));
                }
                Await.until(() -> "the last line", () -> holds(proxy, "counted", "/29" + "x".repeat(97)));
                try (ServerSocket again = syslog(counted.getLocalPort());
                        Socket back = accepted(again)) {
                    // Twelve messages of 102 bytes fit into 1307.
                    for (int i = 18; i < 30; i++) {
                        arrives(back, "100 /" + i + "x".repeat(97));
                    }
                    ask(port, "/on");
                    arrives(back, "3 /on");
                    assertThat(proxy.admin().ask("show events"))
                            .contains("    counted    : type=buffer, 8 dropped, counted\n");
                }
            }
        }
    }

    @Test
    void aReloadLeavesAServerThatStaysAsItIs() throws IOException {
        try (ServerSocket counted = syslog(0);
                ServerSocket plain = syslog(0);
                ServerSocket other = syslog(0)) {
            String before = configuration(counted, plain);
            try (ProxyProcess proxy = ProxyProcess.sluice(before);
                    Socket first = accepted(counted);
                    Socket second = accepted(plain)) {
                int port = proxy.port("http");
                ask(port, "/one");
                arrives(first, "4 /one");
                arrives(second, "<142>/one\n");
                proxy.configuration(configuration(counted, other).replace("timeout connect 5s", "timeout connect 6s"));
                assertThat(proxy.admin().ask("reload")).contains("0 servers added");
                // A server gets what its ring holds, whoever else had it.
                try (Socket third = accepted(other)) {
                    assertThat(second.getInputStream().read()).isEqualTo(-1);
                    ask(port, "/two");
                    arrives(first, "4 /two");
                    arrives(third, "<142>/one\n<142>/two\n");
                }
            }
        }
    }

    @Test
    void aLogLineMayNameAServerByItself() throws IOException {
        try (ServerSocket one = syslog(0);
                ServerSocket other = syslog(0)) {
            String lines = """
                    frontend http
                        bind 127.0.0.1:0
                        option socket-stats
                        log tcp@127.0.0.1:%d len 80 format priority local1
                        log tcp4@127.0.0.1:%d format raw sample 2:2 local1
                        log-format "%%HU"
                        http-request return status 200
                    """.formatted(one.getLocalPort(), other.getLocalPort());
            try (ProxyProcess proxy =
                            ProxyProcess.sluice(WebConfiguration.BASE.replace("nbthread 2", "nbthread 1") + lines);
                    Socket first = accepted(one);
                    Socket second = accepted(other)) {
                assertThat(proxy.admin().ask("show events"))
                        .contains("    ring#1     : type=buffer, 0 dropped, created from log directive declared into '")
                        .contains("/haproxy.cfg' at line 12\n    ring#2     : type=buffer, 0 dropped, ");
                int port = proxy.port("http");
                ask(port, "/" + "x".repeat(100));
                arrives(first, "<142>/" + "x".repeat(73) + "\n");
                ask(port, "/two");
                arrives(first, "<142>/two\n");
                arrives(second, "/two\n");
            }
        }
    }

    @Test
    void aStopSendsWhatIsLeft() throws IOException {
        try (ServerSocket counted = syslog(0);
                ServerSocket plain = syslog(0)) {
            Socket first;
            Socket second;
            try (ProxyProcess proxy = ProxyProcess.sluice(configuration(counted, plain))) {
                first = accepted(counted);
                second = accepted(plain);
                int port = proxy.port("http");
                for (int i = 100; i < 150; i++) {
                    ask(port, "/" + i);
                }
            }
            try (first;
                    second) {
                assertThat(new String(second.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                        .startsWith("<142>/100\n")
                        .contains("<142>/149\n");
                assertThat(new String(first.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                        .startsWith("4 /100")
                        .contains("4 /149");
            }
        }
    }
}
