package dev.sluice.proxy.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.proxy.Rig;
import dev.sluice.proxy.worker.Route;
import io.netty.channel.epoll.LinuxSocket;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What sockets towards servers are like, asked of the kernel, and where servers see connections come from. */
class OutgoingTest {
    private static final SocketAddress ANYWHERE = new InetSocketAddress(InetAddress.getLoopbackAddress(), 1);

    private ServerSocket origin;

    @BeforeEach
    void start() throws IOException {
        origin = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        origin.setSoTimeout(10_000);
    }

    @AfterEach
    void stop() throws IOException {
        origin.close();
    }

    private String config(String backend, String server) {
        return """
                defaults
                    mode tcp
                    timeout client 10s
                    timeout server 10s
                    timeout connect 10s
                    retries 2
                listen l
                    bind 127.0.0.1:0
                    %s
                    server s 127.0.0.1:%d %s
                """.formatted(backend.replace(";", "\n    "), origin.getLocalPort(), server);
    }

    private static void reset(Socket socket) throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    private static Route.Manner manner(Rig rig) throws IOException {
        return Objects.requireNonNull(
                Outgoing.of(rig.server("l", "s")).route(ANYWHERE, null, true).manner());
    }

    @ParameterizedTest
    @CsvSource({
        "'', tcp-ut 7s, 6, 18, 7000",
        "option srvtcpka, '', 1, 9, 1",
        "option tcpka, '', 1, 9, 1",
        "option srvtcpka;srvtcpka-cnt 4, '', 6, 6, 4",
        "option srvtcpka;srvtcpka-idle 30, '', 6, 4, 30",
        "option srvtcpka;srvtcpka-intvl 1500ms, '', 6, 5, 2",
        "'', tfo, 6, 30, 1",
        "option tcp-smart-connect, '', 6, 12, 0",
        "source 127.0.0.2, '', 0, 24, 1"
    })
    void sayWhatTheirLinesSay(String backend, String server, int level, int option, int expected) throws Exception {
        try (Rig rig = Rig.start(config(backend, server))) {
            LinuxSocket socket = LinuxSocket.newSocketStream(false);
            try {
                assertThat(manner(rig).prepare(socket, ANYWHERE)).isNull();
                assertThat(socket.getIntOpt(level, option)).isEqualTo(expected);
            } finally {
                socket.close();
            }
        }
    }

    @Test
    void theSystemHoldsAsMuchAsTheConfigurationSays() throws Exception {
        String tunes = "global\n tune.rcvbuf.server 20000\n tune.sndbuf.server 30k\n tune.notsent-lowat.server 16384\n";
        try (Rig rig = Rig.start(tunes + config("", ""))) {
            LinuxSocket socket = LinuxSocket.newSocketStream(false);
            try {
                assertThat(manner(rig).prepare(socket, ANYWHERE)).isNull();
                // The kernel doubles both, for what it needs besides (socket(7)).
                assertThat(socket.getReceiveBufferSize()).isEqualTo(40_000);
                assertThat(socket.getSendBufferSize()).isEqualTo(61_440);
                assertThat(socket.getIntOpt(6, 25)).isEqualTo(16_384);
            } finally {
                socket.close();
            }
        }
    }

    @Test
    void nothingIsDoneWhereNothingIsSaid() throws Exception {
        try (Rig rig = Rig.start(config("", ""))) {
            assertThat(Outgoing.of(rig.server("l", "s"))
                            .route(ANYWHERE, null, true)
                            .manner())
                    .isNull();
        }
    }

    @Test
    void firstPacketsCarryNothingWhereThereIsNothingToSay() throws Exception {
        try (Rig rig = Rig.start(config("", "tfo"))) {
            LinuxSocket socket = LinuxSocket.newSocketStream(false);
            Route.Manner manner = Objects.requireNonNull(Outgoing.of(rig.server("l", "s"))
                    .route(ANYWHERE, null, false)
                    .manner());
            try {
                assertThat(manner.prepare(socket, ANYWHERE)).isNull();
                assertThat(socket.getIntOpt(6, 30)).isZero();
            } finally {
                socket.close();
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "source 127.0.0.2, '', 127.0.0.2",
        "'', source 127.0.0.3, 127.0.0.3",
        // A server's own goes first.
        "source 127.0.0.2, source 127.0.0.4, 127.0.0.4",
        "source 127.0.0.2, source 0.0.0.0, 127.0.0.1"
    })
    void comeFromTheAddressThatIsSaid(String backend, String server, String expected) throws Exception {
        try (Rig rig = Rig.start(config(backend, server));
                Socket client = rig.connect("l");
                Socket reached = origin.accept()) {
            assertThat(client.isConnected()).isTrue();
            assertThat(reached.getInetAddress().getHostAddress()).isEqualTo(expected);
        }
    }

    /** Two ports in a row of an address that nobody else has, below those that the system gives away. */
    private static int freePorts() throws IOException {
        InetAddress host = InetAddress.getByName("127.0.0.7");
        for (int port = 21_000; port < 32_000; port += 2) {
            try (ServerSocket one = new ServerSocket(port, 1, host);
                    ServerSocket other = new ServerSocket(port + 1, 1, host)) {
                assertThat(other.getLocalPort()).isEqualTo(one.getLocalPort() + 1);
                return port;
            } catch (IOException taken) {
                // The next ones, then.
            }
        }
        throw new IOException("no free ports");
    }

    @Test
    void takeEachPortOfARangeOnce() throws Exception {
        int low = freePorts();
        String range = "source 127.0.0.7:" + low + "-" + (low + 1);
        try (Rig rig = Rig.start(config("", range));
                Socket first = rig.connect("l");
                Socket reached = origin.accept();
                Socket second = rig.connect("l");
                Socket reachedToo = origin.accept()) {
            assertThat(Set.of(reached.getPort(), reachedToo.getPort())).containsExactlyInAnyOrder(low, low + 1);
            LinuxSocket socket = LinuxSocket.newSocketStream(false);
            assertThatThrownBy(() -> manner(rig).prepare(socket, ANYWHERE)).hasMessageContaining("all source ports");
            socket.close();

            // What ends before the proxy knows that it stands would be tried again.
            stands(reached, first);
            stands(reachedToo, second);
            int freed = reached.getPort();
            // Nothing is left behind that would hold the port.
            reset(reached);
            assertThat(read(first)).isNegative();
            Set<Integer> given = new HashSet<>();
            Rig.await(() -> given.add(rig.server("l", "s")
                            .sourcePorts()
                            .range(low, low + 1)
                            .take())
                    && given.contains(freed));
            assertThat(second.isClosed()).isFalse();
        }
    }

    /** Waits until what a server says reaches its client. */
    private static void stands(Socket server, Socket client) throws IOException {
        server.getOutputStream().write('!');
        assertThat(read(client)).isEqualTo('!');
    }

    private static int read(Socket from) throws IOException {
        from.setSoTimeout(10_000);
        try {
            return from.getInputStream().read();
        } catch (SocketException reset) {
            return -1;
        }
    }

    @Test
    void askASocksProxy() throws Exception {
        try (ServerSocket proxy = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                Rig rig = Rig.start(config("", "socks4 127.0.0.1:" + proxy.getLocalPort()));
                Socket client = rig.connect("l")) {
            proxy.setSoTimeout(10_000);
            try (Socket asked = proxy.accept()) {
                asked.setSoTimeout(10_000);
                int port = origin.getLocalPort();
                byte[] request = asked.getInputStream().readNBytes(16);
                assertThat(request)
                        .startsWith(4, 1, port >> 8, port, 127, 0, 0, 1)
                        .endsWith('H', 'A', 'P', 'r', 'o', 'x', 'y', 0);
                // In two pieces, the server's first words right behind it.
                asked.getOutputStream().write(new byte[] {0, 90, 0});
                asked.getOutputStream().flush();
                asked.getOutputStream().write(new byte[] {0, 0, 0, 0, 0, 'h', 'i'});
                client.setSoTimeout(10_000);
                assertThat(client.getInputStream().readNBytes(2)).containsExactly('h', 'i');
                client.getOutputStream().write('?');
                assertThat(asked.getInputStream().read()).isEqualTo('?');
            }
        }
    }

    @Test
    void failWhereASocksProxyRefuses() throws Exception {
        try (ServerSocket proxy = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                Rig rig = Rig.start(config("retries 0", "socks4 127.0.0.1:" + proxy.getLocalPort()));
                Socket client = rig.connect("l")) {
            proxy.setSoTimeout(10_000);
            try (Socket asked = proxy.accept()) {
                InputStream in = asked.getInputStream();
                assertThat(in.readNBytes(16)).hasSize(16);
                asked.getOutputStream().write(new byte[] {0, 91, 0, 0, 0, 0, 0, 0});
                assertThat(read(client)).isNegative();
            }
        }
    }

    /** Without lingering the end is a reset, which tells more than an end does. */
    @Test
    void areForgottenAtOnceWithoutLingering() throws Exception {
        for (String option : List.of("", "option nolinger")) {
            try (Rig rig = Rig.start(config(option, ""));
                    Socket client = rig.connect("l");
                    Socket reached = origin.accept()) {
                reached.setSoTimeout(10_000);
                stands(reached, client);
                // Nothing goes on in either direction.
                reset(client);
                boolean reset = false;
                try {
                    assertThat(reached.getInputStream().read()).isNegative();
                } catch (SocketException told) {
                    reset = true;
                }
                assertThat(reset).as("reset with '%s'", option).isEqualTo(!option.isEmpty());
            }
        }
    }
}
