package dev.sluice.proxy.http;

import static dev.sluice.proxy.http.Requests.DEFAULTS;
import static dev.sluice.proxy.http.Requests.connect;
import static dev.sluice.proxy.http.Requests.exchange;
import static dev.sluice.proxy.http.Requests.send;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which connections to servers serve which requests. */
class ReuseTest extends WithOrigin {
    private static final int WORKERS = 4;
    /** So many clients in a row that they meet several workers: all at one of them by chance is one in a million. */
    private static final int CLIENTS = 11;

    /** So many that one of them would win a race of some microseconds, if there were one. */
    private static final int MANY_CLIENTS = 2_000;

    private TestProxy proxy(String lines, String parameters) throws Exception {
        String text = DEFAULTS + "listen l\n bind 127.0.0.1:0\n" + lines + " server a 127.0.0.1:" + origin.port()
                + parameters + "\n";
        return new TestProxy(text, Map.of(), WORKERS);
    }

    private static void awaitIdle(TestProxy proxy, int count) throws Exception {
        Await.until(
                () -> "idle: " + proxy.server("l", "a").idleConnections().get(),
                () -> proxy.server("l", "a").idleConnections().get() == count);
    }

    @Test
    void workersTakeIdleConnectionsFromOneAnother() throws Exception {
        try (TestProxy proxy = proxy(" http-reuse always\n", "")) {
            for (int i = 0; i < CLIENTS; i++) {
                try (Socket client = connect(proxy)) {
                    exchange(client);
                }
                awaitIdle(proxy, 1);
            }
            assertThat(origin.connectionCount()).isEqualTo(1);
        }
    }

    @Test
    void whoHasTheWholeAnswerFindsTheConnectionIdle() throws Exception {
        try (TestProxy proxy = proxy(" http-reuse always\n", "")) {
            for (int i = 0; i < MANY_CLIENTS; i++) {
                try (Socket client = connect(proxy)) {
                    exchange(client);
                    assertThat(proxy.server("l", "a").idleConnections().get())
                            .as("after request %d", i)
                            .isEqualTo(1);
                }
            }
            assertThat(origin.connectionCount()).isEqualTo(1);
        }
    }

    @Test
    void workersKeepToTheirOwnIdleConnectionsWhereTheyShallNotShareThem() throws Exception {
        String text = "global\n tune.idle-pool.shared off\n" + DEFAULTS
                + "listen l\n bind 127.0.0.1:0\n http-reuse always\n server a 127.0.0.1:" + origin.port() + "\n";
        try (TestProxy proxy = new TestProxy(text, Map.of(), WORKERS)) {
            for (int i = 0; i < CLIENTS; i++) {
                try (Socket client = connect(proxy)) {
                    exchange(client);
                }
            }
            assertThat(origin.connectionCount()).isBetween(2, WORKERS);
        }
    }

    @Test
    void serversAreNotToldThatTheirConnectionEndsWhereThatIsNotWanted() throws Exception {
        try (TestProxy proxy = proxy(" option http-server-close\n option http-pretend-keepalive\n", "");
                Socket client = connect(proxy)) {
            exchange(client);
            exchange(client);
            assertThat(origin.connectionCount()).isEqualTo(2);
            assertThat(origin.received()).isEqualTo(Requests.GET + Requests.GET);
        }
    }

    /** So that their ports are free at once. */
    @Test
    void connectionsThatAreNotKeptEndWithAReset() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
                TestProxy proxy = new TestProxy(
                        DEFAULTS + "listen l\n bind 127.0.0.1:0\n server a 127.0.0.1:" + server.getLocalPort()
                                + " pool-max-conn 0\n",
                        Map.of(),
                        1);
                Socket client = connect(proxy)) {
            server.setSoTimeout(5000);
            send(client, Requests.GET);
            try (Socket reached = server.accept()) {
                reached.setSoTimeout(5000);
                InputStream in = reached.getInputStream();
                assertThat(in.readNBytes(Requests.GET.length())).asString().isEqualTo(Requests.GET);
                reached.getOutputStream().write(Chars.bytes("HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n"));
                assertThatThrownBy(in::read).isInstanceOf(SocketException.class);
            }
        }
    }

    @Test
    void theyLeaveOneAnotherALowNumberOfThem() throws Exception {
        try (TestProxy proxy = new TestProxy(
                DEFAULTS + "listen l\n bind 127.0.0.1:0\n http-reuse always\n server a 127.0.0.1:" + origin.port()
                        + " pool-low-conn 2\n",
                Map.of(),
                1)) {
            for (int i = 0; i < 3; i++) {
                try (Socket client = connect(proxy)) {
                    exchange(client);
                }
                awaitIdle(proxy, 1);
            }
            assertThat(origin.connectionCount())
                    .as("its own a worker always takes")
                    .isEqualTo(1);
        }
    }

    @Test
    void aClientsFirstRequestGoesOverAConnectionOfItsOwnAndLaterOnesOverAny() throws Exception {
        try (TestProxy proxy = proxy("", " pool-max-conn 1")) {
            try (Socket client = connect(proxy)) {
                exchange(client);
                exchange(client);
            }
            awaitIdle(proxy, 1);
            try (Socket client = connect(proxy)) {
                exchange(client);
                awaitIdle(proxy, 1);
                exchange(client);
            }
            assertThat(origin.connectionCount()).isEqualTo(2);
        }
    }

    @ParameterizedTest
    @CsvSource({"a, a, 1", "a, b, 2"})
    void connectionsHaveNames(String first, String second, int expected) throws Exception {
        try (TestProxy proxy = proxy(" http-reuse always\n", " pool-conn-name req.hdr(x-name)")) {
            for (String name : new String[] {first, second}) {
                try (Socket client = connect(proxy)) {
                    send(client, "GET / HTTP/1.1\r\nHost: a\r\nX-Name: " + name + "\r\n\r\n");
                    assertThat(Requests.read(client, Requests.HI.length())).isEqualTo(Requests.HI);
                }
            }
            assertThat(origin.connectionCount()).isEqualTo(expected);
        }
    }

    /** That of a stays, and each of b is one more than was ever in use at once; unless some more shall be idle. */
    @ParameterizedTest
    @CsvSource({"'', 3", "' pool-low-conn 1', 2"})
    void noMoreIdleConnectionsAreKeptThanWereNeededAtOnce(String parameters, int expected) throws Exception {
        String text = DEFAULTS + "listen l\n bind 127.0.0.1:0\n http-reuse always\n server a 127.0.0.1:" + origin.port()
                + " pool-conn-name req.hdr(x-name)" + parameters + "\n";
        try (TestProxy proxy = new TestProxy(text, Map.of(), 1)) {
            for (String name : new String[] {"a", "b", "a", "b"}) {
                try (Socket client = connect(proxy)) {
                    send(client, "GET / HTTP/1.1\r\nHost: a\r\nX-Name: " + name + "\r\n\r\n");
                    assertThat(Requests.read(client, Requests.HI.length())).isEqualTo(Requests.HI);
                }
            }
            assertThat(origin.connectionCount()).isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @CsvSource({"5, 2", "1, 3", "0, 4"})
    void aClientsOwnConnectionsAreKeptUpToALimit(int most, int expected) throws Exception {
        String lines = " http-reuse never\n max-session-srv-conns " + most + "\n";
        try (TestProxy proxy = proxy(lines, " pool-conn-name req.hdr(x-name)");
                Socket client = connect(proxy)) {
            for (String name : new String[] {"a", "b", "a", "b"}) {
                send(client, "GET / HTTP/1.1\r\nHost: a\r\nX-Name: " + name + "\r\n\r\n");
                assertThat(Requests.read(client, Requests.HI.length())).isEqualTo(Requests.HI);
            }
            assertThat(origin.connectionCount()).isEqualTo(expected);
        }
    }
}
