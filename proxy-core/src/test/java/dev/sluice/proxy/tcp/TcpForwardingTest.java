package dev.sluice.proxy.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.proxy.Rig;
import dev.sluice.state.Counter;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TcpForwardingTest {
    private static final int LARGE = 8 << 20;
    private static final long SEED = 20261122;

    private ServerSocket origin;

    @BeforeEach
    void listen() throws IOException {
        origin = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        origin.setSoTimeout(5000);
    }

    @AfterEach
    void close() throws IOException {
        origin.close();
    }

    private Rig rig(String more) throws Exception {
        return rig("", more);
    }

    private Rig rig(String global, String more) throws Exception {
        return Rig.start("""
                global
                    %s
                defaults
                    mode tcp
                    timeout client 5s
                    timeout server 5s
                    timeout connect 2s
                listen l
                    bind 127.0.0.1:0
                    %s
                    server s1 127.0.0.1:%d
                """.formatted(global, more, origin.getLocalPort()));
    }

    private static byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        new Random(SEED).nextBytes(bytes);
        return bytes;
    }

    @Test
    void forwardsBothWaysAndHalfCloses() throws Exception {
        try (Rig rig = rig("");
                Socket client = rig.connect("l");
                Socket server = origin.accept()) {
            client.getOutputStream().write("question".getBytes(StandardCharsets.US_ASCII));
            client.shutdownOutput();
            assertThat(server.getInputStream().readAllBytes()).asString().isEqualTo("question");
            server.getOutputStream().write("answer".getBytes(StandardCharsets.US_ASCII));
            Rig.hangUp(server);
            assertThat(client.getInputStream().readAllBytes()).asString().isEqualTo("answer");
            Rig.await(() -> rig.state.process().connections().get() == 0);
            assertThat(rig.frontend("l").counters().sum(Counter.REQUEST_BYTES_IN))
                    .isEqualTo(8);
            assertThat(rig.frontend("l").counters().sum(Counter.RESPONSE_BYTES_OUT))
                    .isEqualTo(6);
            assertThat(rig.server("l", "s1").counters().sum(Counter.REQUEST_BYTES_OUT))
                    .isEqualTo(8);
            assertThat(rig.server("l", "s1").counters().sum(Counter.RESPONSE_BYTES_IN))
                    .isEqualTo(6);
            assertThat(rig.server("l", "s1").counters().sum(Counter.SESSIONS)).isEqualTo(1);
            assertThat(rig.server("l", "s1").counters().sum(Counter.LOAD_BALANCED))
                    .isEqualTo(1);
            assertThat(rig.backend("l").counters().sum(Counter.SESSIONS)).isEqualTo(1);
            assertThat(rig.backend("l").sessions().get()).isZero();
            assertThat(rig.server("l", "s1").sessions().get()).isZero();
            assertThat(rig.server("l", "s1").usedConnections().get()).isZero();
            assertThat(rig.frontend("l").sessions().get()).isZero();
            assertThat(rig.frontend("l").sessions().maximum()).isEqualTo(1);
            assertThat(rig.state.process().streams().get()).isZero();
        }
    }

    @Test
    void aRuleAboutAnswersEndsTheSessionOnceItsServerIsReached() throws Exception {
        try (Rig rig = rig("    tcp-response content set-var(sess.x) int(3)\n"
                        + "    tcp-response content reject if { var(sess.x) -m int 3 }\n");
                Socket client = rig.connect("l");
                Socket server = origin.accept()) {
            assertThat(server.getInputStream().read()).isEqualTo(-1);
            assertThat(client.getInputStream().read()).isEqualTo(-1);
            Rig.await(() -> rig.state.process().connections().get() == 0);
            assertThat(rig.frontend("l").counters().sum(Counter.RESPONSES_DENIED))
                    .isEqualTo(1);
            assertThat(rig.server("l", "s1").sessions().get()).isZero();
            assertThat(rig.server("l", "s1").usedConnections().get()).isZero();
        }
    }

    @Test
    void servesTheServerThatSpeaksFirst() throws Exception {
        try (Rig rig = rig("");
                Socket client = rig.connect("l");
                Socket server = origin.accept()) {
            server.getOutputStream().write('!');
            assertThat(client.getInputStream().read()).isEqualTo('!');
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "nosplice"})
    void carriesLargeDataBothWaysAtOnce(String global) throws Exception {
        byte[] up = bytes(LARGE);
        byte[] down = bytes(LARGE);
        try (Rig rig = rig(global, "");
                Socket client = rig.connect("l");
                Socket server = origin.accept()) {
            CompletableFuture<Void> sendingUp = sending(client, up);
            CompletableFuture<Void> sendingDown = sending(server, down);
            CompletableFuture<byte[]> gotUp = receiving(server);
            assertThat(client.getInputStream().readAllBytes()).isEqualTo(down);
            assertThat(gotUp.get(10, TimeUnit.SECONDS)).isEqualTo(up);
            sendingUp.get(5, TimeUnit.SECONDS);
            sendingDown.get(5, TimeUnit.SECONDS);
            Rig.await(() -> rig.state.process().connections().get() == 0);
            assertThat(rig.frontend("l").counters().sum(Counter.REQUEST_BYTES_IN))
                    .isEqualTo(LARGE);
            assertThat(rig.frontend("l").counters().sum(Counter.RESPONSE_BYTES_OUT))
                    .isEqualTo(LARGE);
            assertThat(rig.state.process().counters().sum(Counter.SPLICED_BYTES) > 0)
                    .isEqualTo(global.isEmpty());
        }
    }

    /** Whoever goes while a pipe holds what was meant for him takes nothing from the next. */
    @Test
    void bulkThatNobodyTakesIsGivenUp() throws Exception {
        byte[] down = bytes(LARGE);
        try (Rig rig = rig("")) {
            for (int i = 0; i < 20; i++) {
                try (Socket client = rig.connect("l");
                        Socket server = origin.accept()) {
                    CompletableFuture<Void> cut = sending(server, down);
                    assertThat(client.getInputStream().readNBytes(1 << 20)).isEqualTo(Arrays.copyOf(down, 1 << 20));
                    client.setSoLinger(true, 0);
                    Rig.hangUp(client);
                    // The system's buffers may have taken all of it.
                    Rig.await(cut::isDone);
                }
            }
            Rig.await(() -> rig.state.process().connections().get() == 0);
            try (Socket client = rig.connect("l");
                    Socket server = origin.accept()) {
                CompletableFuture<Void> whole = sending(server, down);
                assertThat(client.getInputStream().readAllBytes()).isEqualTo(down);
                whole.get(5, TimeUnit.SECONDS);
            }
        }
    }

    /** A buffer of its own, or a pipe of the system's. */
    @ParameterizedTest
    @CsvSource({"nosplice, 16384", "'', 65536"})
    void holdsOneBufferForASlowReaderEvenAfterTheSendersEnd(String global, long most) throws Exception {
        byte[] down = bytes(LARGE);
        try (Rig rig = rig(global, "");
                Socket client = rig.connect("l");
                Socket server = origin.accept()) {
            CompletableFuture<Void> sendingDown = sending(server, down);
            // While nobody reads, the proxy must not take in more than the sockets' buffers and its own one.
            long before = 0;
            long now = -1;
            while (before != now) {
                before = now;
                Thread.sleep(200);
                now = rig.server("l", "s1").counters().sum(Counter.RESPONSE_BYTES_IN);
            }
            long out = rig.frontend("l").counters().sum(Counter.RESPONSE_BYTES_OUT);
            assertThat(now - out).isBetween(0L, most);
            assertThat(client.getInputStream().readAllBytes()).isEqualTo(down);
            sendingDown.get(5, TimeUnit.SECONDS);
        }
    }

    @Test
    void endsWithTheClientsTimeout() throws Exception {
        try (Rig rig = rig("timeout client 200ms");
                Socket client = rig.connect("l");
                Socket server = origin.accept()) {
            long start = System.nanoTime();
            assertThat(client.getInputStream().read()).isEqualTo(-1);
            assertThat(server.getInputStream().read()).isEqualTo(-1);
            assertThat(millisSince(start)).isBetween(150L, 1500L);
            assertThat(rig.backend("l").counters().sum(Counter.CLIENT_ABORTS)).isEqualTo(1);
        }
    }

    @Test
    void endsWithTheServersTimeout() throws Exception {
        try (Rig rig = rig("timeout server 200ms");
                Socket client = rig.connect("l");
                Socket server = origin.accept()) {
            assertThat(client.getInputStream().read()).isEqualTo(-1);
            assertThat(server.getInputStream().read()).isEqualTo(-1);
            assertThat(rig.server("l", "s1").counters().sum(Counter.SERVER_ABORTS))
                    .isEqualTo(1);
        }
    }

    @Test
    void activityKeepsASessionPastItsTimeout() throws Exception {
        try (Rig rig = rig("timeout client 300ms\n timeout server 300ms");
                Socket client = rig.connect("l");
                Socket server = origin.accept()) {
            for (int i = 0; i < 8; i++) {
                Thread.sleep(100);
                server.getOutputStream().write(i);
                assertThat(client.getInputStream().read()).isEqualTo(i);
            }
        }
    }

    @Test
    void halfClosedSidesHaveTheirOwnTimeout() throws Exception {
        try (Rig rig = rig("timeout server-fin 200ms");
                Socket client = rig.connect("l");
                Socket server = origin.accept()) {
            client.shutdownOutput();
            long start = System.nanoTime();
            assertThat(server.getInputStream().read()).isEqualTo(-1);
            assertThat(client.getInputStream().read()).isEqualTo(-1);
            assertThat(millisSince(start)).isBetween(150L, 1500L);
        }
    }

    @Test
    void tunnelsHaveTheirOwnTimeout() throws Exception {
        try (Rig rig = rig("timeout tunnel 200ms");
                Socket client = rig.connect("l");
                Socket server = origin.accept()) {
            long start = System.nanoTime();
            assertThat(client.getInputStream().read()).isEqualTo(-1);
            assertThat(server.getInputStream().read()).isEqualTo(-1);
            assertThat(millisSince(start)).isBetween(150L, 1500L);
        }
    }

    @Test
    void aClientsResetEndsTheServersSide() throws Exception {
        try (Rig rig = rig("");
                Socket client = rig.connect("l");
                Socket server = origin.accept()) {
            client.setSoLinger(true, 0);
            Rig.hangUp(client);
            assertThat(server.getInputStream().read()).isEqualTo(-1);
            Rig.await(() -> rig.backend("l").counters().sum(Counter.CLIENT_ABORTS) == 1);
        }
    }

    @Test
    void aServersResetEndsTheClientsSide() throws Exception {
        try (Rig rig = rig("");
                Socket client = rig.connect("l");
                Socket server = origin.accept()) {
            // A reset before the proxy has seen the connection stand is a failed attempt, and repeated.
            server.getOutputStream().write('!');
            assertThat(client.getInputStream().read()).isEqualTo('!');
            server.setSoLinger(true, 0);
            Rig.hangUp(server);
            assertThat(client.getInputStream().read()).isEqualTo(-1);
            assertThat(rig.server("l", "s1").counters().sum(Counter.SERVER_ABORTS))
                    .isEqualTo(1);
            assertThat(rig.server("l", "s1").counters().sum(Counter.RESPONSE_ERRORS))
                    .isEqualTo(1);
        }
    }

    private static CompletableFuture<Void> sending(Socket to, byte[] bytes) {
        return CompletableFuture.runAsync(() -> {
            try {
                OutputStream out = to.getOutputStream();
                out.write(bytes);
                to.shutdownOutput();
            } catch (IOException failure) {
                throw new java.io.UncheckedIOException(failure);
            }
        });
    }

    /** Leaves the stream open: to close it would close the socket, on which the other direction may still be under way. */
    private static CompletableFuture<byte[]> receiving(Socket from) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return from.getInputStream().readAllBytes();
            } catch (IOException failure) {
                throw new java.io.UncheckedIOException(failure);
            }
        });
    }

    private static long millisSince(long start) {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
    }
}
