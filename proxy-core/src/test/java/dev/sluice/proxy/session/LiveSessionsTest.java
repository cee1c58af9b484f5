package dev.sluice.proxy.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.proxy.Rig;
import dev.sluice.state.Counter;
import dev.sluice.state.DataPlane.StreamFilter;
import dev.sluice.state.StreamInfo;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LiveSessionsTest {
    private static final String CONFIG = """
            defaults
                mode tcp
                timeout client 5s
                timeout server 5s
                timeout connect 2s
            listen l
                bind 127.0.0.1:0
                balance roundrobin
                server s1 127.0.0.1:%d
                server s2 127.0.0.1:%d
            """;

    @Test
    void listsCutsOneAndCutsThoseOfAServer() throws Exception {
        try (ServerSocket one = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                ServerSocket two = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                Rig rig = Rig.start(CONFIG.formatted(one.getLocalPort(), two.getLocalPort()), 2, Map.of())) {
            List<Socket> clients = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                clients.add(rig.connect("l"));
            }
            Rig.await(() -> rig.server("l", "s1").usedConnections().get()
                            + rig.server("l", "s2").usedConnections().get()
                    == 10);
            List<StreamInfo> all = streams(rig, StreamFilter.ALL, 100);
            assertThat(all).hasSize(10);
            assertThat(all.stream().map(StreamInfo::id).distinct()).hasSize(10);
            assertThat(streams(rig, StreamFilter.ALL, 3)).hasSize(3);
            StreamInfo victim = all.get(4);
            assertThat(victim.source()).startsWith("127.0.0.1:");
            assertThat(victim.server()).isNotNull();
            assertThat(streams(rig, new StreamFilter(victim.id(), null, null, null, 0), 100))
                    .hasSize(1);
            assertThat(streams(rig, new StreamFilter(null, null, null, null, 60_000), 100))
                    .isEmpty();

            assertThat(rig.core
                            .shutdownSession(victim.id())
                            .toCompletableFuture()
                            .get(5, TimeUnit.SECONDS))
                    .isTrue();
            assertThat(rig.core
                            .shutdownSession(victim.id())
                            .toCompletableFuture()
                            .get(5, TimeUnit.SECONDS))
                    .isFalse();
            assertThat(rig.core
                            .shutdownSession(0x7FFF_FFF0L)
                            .toCompletableFuture()
                            .get(5, TimeUnit.SECONDS))
                    .isFalse();
            Socket cut = clients.stream()
                    .filter(client -> client.getLocalPort() == victim.sourcePort())
                    .findFirst()
                    .orElseThrow();
            assertThat(cut.getInputStream().read()).isEqualTo(-1);

            int onFirst = streams(rig, new StreamFilter(null, rig.server("l", "s1"), null, null, 0), 100)
                    .size();
            int number = rig.core
                    .shutdownSessions(rig.server("l", "s1"))
                    .toCompletableFuture()
                    .get(5, TimeUnit.SECONDS);
            assertThat(number).isEqualTo(onFirst).isBetween(4, 5);
            assertThat(rig.server("l", "s1").sessions().get()).isZero();
            assertThat(streams(rig, StreamFilter.ALL, 100)).hasSize(9 - onFirst);
            for (Socket client : clients) {
                client.close();
            }
        }
    }

    @Test
    void aRequestThatIsCutBeforeItsAnswerCountsAsAnError() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                Rig rig = Rig.start(
                        CONFIG.replace("mode tcp", "mode http").formatted(silent.getLocalPort(), silent.getLocalPort()),
                        1,
                        Map.of());
                Socket client = rig.connect("l")) {
            client.getOutputStream().write("GET / HTTP/1.1\r\nHost: a\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            Socket asked = silent.accept();
            assertThat(asked.getInputStream().read()).isEqualTo('G');
            StreamInfo victim = streams(rig, StreamFilter.ALL, 2).get(0);
            var unused =
                    rig.core.shutdownSession(victim.id()).toCompletableFuture().get(5, TimeUnit.SECONDS);
            assertThat(client.getInputStream().read()).isEqualTo(-1);
            assertThat(rig.frontend("l").counters().total(Counter.RESPONSES_5XX))
                    .isEqualTo(1);
            assertThat(rig.frontend("l").counters().total(Counter.RESPONSES_OTHER))
                    .isZero();
            asked.close();
        }
    }

    private static List<StreamInfo> streams(Rig rig, StreamFilter filter, int limit) throws Exception {
        return rig.core.streams(filter, limit).toCompletableFuture().get(5, TimeUnit.SECONDS);
    }
}
