package dev.sluice.proxy.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.proxy.Rig;
import dev.sluice.state.Counter;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ConnectorTest {
    private static final String DEFAULTS = """
            defaults
                mode tcp
                timeout client 5s
                timeout server 5s
                timeout connect 2s
            """;

    private static ServerSocket origin() throws IOException {
        ServerSocket origin = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        origin.setSoTimeout(5000);
        return origin;
    }

    /** A port that nobody listens on. */
    private static int deadPort() throws IOException {
        try (ServerSocket socket = origin()) {
            return socket.getLocalPort();
        }
    }

    private static void expectClosed(Socket client) throws IOException {
        assertThat(client.getInputStream().read()).isEqualTo(-1);
    }

    @Test
    void triesTheSameServerAgainAfterAPause() throws Exception {
        int port = deadPort();
        try (Rig rig = Rig.start(DEFAULTS + """
                        listen l
                            bind 127.0.0.1:0
                            timeout connect 100ms
                            retries 20
                            server s1 127.0.0.1:%d
                        """.formatted(port))) {
            try (Socket client = rig.connect("l");
                    ServerSocket late = new ServerSocket()) {
                Rig.await(() -> rig.server("l", "s1").counters().sum(Counter.RETRIES) >= 2);
                late.setReuseAddress(true);
                late.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
                late.setSoTimeout(5000);
                try (Socket server = late.accept()) {
                    server.getOutputStream().write('!');
                    assertThat(client.getInputStream().read()).isEqualTo('!');
                }
            }
            assertThat(rig.server("l", "s1").counters().sum(Counter.CONNECT_ERRORS))
                    .isZero();
            assertThat(rig.server("l", "s1").counters().sum(Counter.LOAD_BALANCED))
                    .isEqualTo(1);
        }
    }

    @Test
    void givesUpWhenRetriesAreUsedUp() throws Exception {
        try (Rig rig = Rig.start(DEFAULTS + """
                        listen l
                            bind 127.0.0.1:0
                            timeout connect 100ms
                            retries 2
                            server s1 127.0.0.1:%d
                        """.formatted(deadPort()));
                Socket client = rig.connect("l")) {
            expectClosed(client);
            var server = rig.server("l", "s1").counters();
            var backend = rig.backend("l").counters();
            assertThat(server.sum(Counter.RETRIES)).isEqualTo(2);
            assertThat(server.sum(Counter.SESSIONS)).isEqualTo(3);
            assertThat(server.sum(Counter.CONNECT_ATTEMPTS)).isEqualTo(3);
            assertThat(server.sum(Counter.CONNECT_ERRORS)).isEqualTo(1);
            assertThat(backend.sum(Counter.CONNECT_ERRORS)).isEqualTo(1);
            assertThat(backend.sum(Counter.RETRIES)).isEqualTo(2);
            assertThat(rig.server("l", "s1").sessions().get()).isZero();
        }
    }

    @Test
    void redispatchesToAnotherServerAtOnce() throws Exception {
        try (ServerSocket origin = origin();
                Rig rig = Rig.start(DEFAULTS + """
                        listen l
                            bind 127.0.0.1:0
                            balance roundrobin
                            option redispatch
                            server s1 127.0.0.1:%d
                            server s2 127.0.0.1:%d
                        """.formatted(deadPort(), origin.getLocalPort()))) {
            for (int i = 0; i < 4; i++) {
                long start = System.nanoTime();
                try (Socket client = rig.connect("l");
                        Socket server = origin.accept()) {
                    server.getOutputStream().write('!');
                    assertThat(client.getInputStream().read()).isEqualTo('!');
                }
                assertThat(System.nanoTime() - start).isLessThan(TimeUnit.MILLISECONDS.toNanos(900));
            }
            long redispatches = rig.server("l", "s1").counters().sum(Counter.REDISPATCHES);
            assertThat(redispatches).isBetween(1L, 4L);
            assertThat(rig.backend("l").counters().sum(Counter.REDISPATCHES)).isEqualTo(redispatches);
            assertThat(rig.server("l", "s1").counters().sum(Counter.CONNECT_ERRORS))
                    .isZero();
        }
    }

    @Test
    void closesWhereNoServerIsUp() throws Exception {
        try (Rig rig = Rig.start(DEFAULTS + """
                        listen l
                            bind 127.0.0.1:0
                            server s1 127.0.0.1:%d disabled
                        """.formatted(deadPort()));
                Socket client = rig.connect("l")) {
            expectClosed(client);
            assertThat(rig.backend("l").counters().sum(Counter.CONNECT_ERRORS)).isEqualTo(1);
        }
    }

    @Test
    void doesNotConnectToAServerThatLeftWhileARetryWasDue() throws Exception {
        int port = deadPort();
        try (Rig rig = Rig.start(DEFAULTS + """
                        listen l
                            bind 127.0.0.1:0
                            timeout connect 300ms
                            retries 10
                            server s1 127.0.0.1:%d
                        """.formatted(port))) {
            try (Socket client = rig.connect("l")) {
                Rig.await(() -> rig.server("l", "s1").counters().sum(Counter.CONNECT_ATTEMPTS) >= 1);
                rig.servers.maint(rig.server("l", "s1"));
                rig.servers.publish();
                rig.core.barrier().toCompletableFuture().get(5, TimeUnit.SECONDS);
                long attempts = rig.server("l", "s1").counters().sum(Counter.CONNECT_ATTEMPTS);
                try (ServerSocket late = new ServerSocket()) {
                    late.setReuseAddress(true);
                    late.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
                    expectClosed(client);
                    assertThat(rig.server("l", "s1").counters().sum(Counter.CONNECT_ATTEMPTS))
                            .isEqualTo(attempts);
                }
            }
        }
    }

    @Test
    void waitsForASlotAndGetsIt() throws Exception {
        try (ServerSocket origin = origin();
                Rig rig = Rig.start(DEFAULTS + """
                        listen l
                            bind 127.0.0.1:0
                            server s1 127.0.0.1:%d maxconn 1
                        """.formatted(origin.getLocalPort()))) {
            try (Socket first = rig.connect("l");
                    Socket firstServer = origin.accept();
                    Socket second = rig.connect("l")) {
                Rig.await(() -> rig.backend("l").queued().get()
                                + rig.server("l", "s1").queued().get()
                        == 1);
                origin.setSoTimeout(100);
                expectNobody(origin);
                origin.setSoTimeout(5000);
                Rig.hangUp(first);
                assertThat(firstServer.getInputStream().read()).isEqualTo(-1);
                Rig.hangUp(firstServer);
                try (Socket secondServer = origin.accept()) {
                    secondServer.getOutputStream().write('2');
                    assertThat(second.getInputStream().read()).isEqualTo('2');
                }
            }
            assertThat(rig.server("l", "s1").sessions().maximum()).isEqualTo(1);
        }
    }

    @Test
    void givesUpWaitingAfterTheQueuesTimeout() throws Exception {
        try (ServerSocket origin = origin();
                Rig rig = Rig.start(DEFAULTS + """
                        listen l
                            bind 127.0.0.1:0
                            timeout queue 200ms
                            server s1 127.0.0.1:%d maxconn 1
                        """.formatted(origin.getLocalPort()));
                Socket first = rig.connect("l");
                Socket firstServer = origin.accept();
                Socket second = rig.connect("l")) {
            expectClosed(second);
            assertThat(rig.backend("l").counters().sum(Counter.CONNECT_ERRORS)).isEqualTo(1);
            assertThat(rig.backend("l").queued().get()).isZero();
            firstServer.getOutputStream().write('1');
            assertThat(first.getInputStream().read()).isEqualTo('1');
        }
    }

    @Test
    void aDisabledBackendClosesWhoComesAndWhoWaitsButNotWhoIsConnected() throws Exception {
        try (ServerSocket origin = origin();
                Rig rig = Rig.start(DEFAULTS + """
                        listen l
                            bind 127.0.0.1:0
                            server s1 127.0.0.1:%d maxconn 1
                        """.formatted(origin.getLocalPort()));
                Socket first = rig.connect("l");
                Socket firstServer = origin.accept();
                Socket second = rig.connect("l")) {
            Rig.await(() -> rig.backend("l").queued().get()
                            + rig.server("l", "s1").queued().get()
                    == 1);
            rig.servers.enableBackend(rig.backend("l"), false);
            rig.servers.publish();
            expectClosed(second);
            try (Socket third = rig.connect("l")) {
                expectClosed(third);
            }
            firstServer.getOutputStream().write('1');
            assertThat(first.getInputStream().read()).isEqualTo('1');
        }
    }

    private static void expectNobody(ServerSocket origin) throws IOException {
        try (Socket unexpected = origin.accept()) {
            throw new AssertionError("connected past the limit: " + unexpected);
        } catch (SocketTimeoutException nobody) {
            assertThat(nobody).isNotNull();
        }
    }
}
