package dev.sluice.proxy.listen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.config.ServerAddress;
import dev.sluice.proxy.Rig;
import dev.sluice.proxy.session.Destination;
import dev.sluice.state.Clock;
import dev.sluice.state.Listener;
import io.netty.channel.epoll.LinuxSocket;
import io.netty.channel.unix.DomainSocketAddress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ListenersTest {
    private Greeter greeter;

    @BeforeEach
    void start() throws IOException {
        greeter = new Greeter();
    }

    @AfterEach
    void stop() throws IOException {
        greeter.close();
    }

    private String config(String bind, String more) {
        return """
                defaults
                    mode tcp
                    timeout client 5s
                    timeout server 5s
                    timeout connect 2s
                listen l
                    bind %s
                    %s
                    server s1 127.0.0.1:%d
                """.formatted(bind, more, greeter.port());
    }

    private static void expectGreeting(Socket client) throws IOException {
        assertThat(client.getInputStream().read()).isEqualTo('!');
    }

    private static void expectSilence(Socket client) throws IOException {
        client.setSoTimeout(150);
        assertThatThrownBy(() -> client.getInputStream().read()).isInstanceOf(SocketTimeoutException.class);
        client.setSoTimeout(5000);
    }

    @Test
    void standsFullAtTheFrontendsLimitAndGoesOnWhenAPlaceIsFree() throws Exception {
        try (Rig rig = Rig.start(config("127.0.0.1:0", "maxconn 2"));
                Socket first = rig.connect("l");
                Socket second = rig.connect("l");
                Socket third = rig.connect("l")) {
            expectGreeting(first);
            expectGreeting(second);
            expectSilence(third);
            assertThat(rig.frontend("l").sessions().get()).isEqualTo(2);
            Rig.hangUp(first);
            expectGreeting(third);
            assertThat(rig.frontend("l").sessions().maximum()).isEqualTo(2);
            assertThat(rig.state.process().maxconnReached().get()).isZero();
        }
    }

    @Test
    void standsFullAtTheListenersLimit() throws Exception {
        try (Rig rig = Rig.start(config("127.0.0.1:0 maxconn 1", ""), 2, Map.of());
                Socket first = rig.connect("l");
                Socket second = rig.connect("l")) {
            Socket served = whoIsGreeted(rig, first, second);
            Socket waits = served == first ? second : first;
            expectSilence(waits);
            Rig.hangUp(served);
            expectGreeting(waits);
            assertThat(rig.state.process().maxconnReached().get()).isZero();
        }
    }

    /** Two workers try for one place; who has only looked into an empty queue must not leave the other waiting for nobody. */
    @Test
    void nobodyIsForgottenWhereAPlaceGoesRound() throws Exception {
        try (Rig rig = Rig.start(config("127.0.0.1:0 maxconn 1", ""), 2, Map.of())) {
            for (int round = 0; round < 250; round++) {
                List<Socket> waiting = new ArrayList<>();
                for (int i = 0; i < 2; i++) {
                    waiting.add(rig.connect("l"));
                }
                while (!waiting.isEmpty()) {
                    Socket served = greeted(waiting);
                    assertThat(waiting.remove(served)).isTrue();
                    Rig.hangUp(served);
                }
            }
        }
    }

    private static Socket greeted(List<Socket> clients) throws Exception {
        List<Socket> found = new ArrayList<>();
        Rig.await(() -> {
            for (Socket client : clients) {
                try {
                    if (client.getInputStream().available() > 0) {
                        found.add(client);
                    }
                } catch (IOException failure) {
                    throw new UncheckedIOException(failure);
                }
            }
            return !found.isEmpty();
        });
        return found.get(0);
    }

    @Test
    void standsFullAtTheProcessesLimitUntilItIsRaised() throws Exception {
        try (Rig rig = Rig.start(config("127.0.0.1:0", ""))) {
            rig.state.process().maxconn(1);
            try (Socket first = rig.connect("l");
                    Socket second = rig.connect("l")) {
                expectGreeting(first);
                expectSilence(second);
                assertThat(rig.state.process().maxconnReached().get()).isPositive();
                rig.state.process().maxconn(10);
                rig.core.limitsChanged();
                expectGreeting(second);
            }
        }
    }

    private static Socket whoIsGreeted(Rig rig, Socket first, Socket second) throws Exception {
        Rig.await(() -> {
            try {
                return first.getInputStream().available()
                                + second.getInputStream().available()
                        > 0;
            } catch (IOException failure) {
                return false;
            }
        });
        assertThat(rig.frontend("l").sessions().get()).isEqualTo(1);
        return first.getInputStream().available() > 0 ? first : second;
    }

    @Test
    void servesWhoHasConnectedBeforeAPauseRefusesThenAndResumes() throws Exception {
        try (Rig rig = Rig.start(config("127.0.0.1:0", ""))) {
            Listener listener = rig.frontend("l").listeners().get(0);
            for (int round = 0; round < 3; round++) {
                // The worker is kept busy, so that connections wait in the accept queue.
                CountDownLatch release = new CountDownLatch(1);
                rig.core.workers().get(0).execute(() -> awaitQuietly(release));
                List<Socket> waiting = new ArrayList<>();
                for (int i = 0; i < 20; i++) {
                    waiting.add(rig.connect("l"));
                }
                var paused = rig.core.pause(listener);
                release.countDown();
                paused.toCompletableFuture().get(5, TimeUnit.SECONDS);
                assertThatThrownBy(() -> rig.connect("l")).as("round " + round).isInstanceOf(ConnectException.class);
                for (Socket socket : waiting) {
                    expectGreeting(socket);
                    socket.close();
                }
                assertThat(rig.core.resume(listener).toCompletableFuture().get(5, TimeUnit.SECONDS))
                        .isEmpty();
                try (Socket again = rig.connect("l")) {
                    expectGreeting(again);
                }
            }
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            if (!latch.await(5, TimeUnit.SECONDS)) {
                throw new AssertionError("never released");
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void saysWhyAnAddressCannotBeBound() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = taken.getLocalPort();
            assertThatThrownBy(() -> Rig.start(config("127.0.0.1:" + port, "")))
                    .hasMessageContaining("Binding [test.cfg:7] for proxy l: protocol tcpv4: cannot bind socket"
                            + " (Address already in use) for [127.0.0.1:" + port + "].");
        }
    }

    @Test
    void listensOnAUnixSocketWithItsModeAndRefusesWhilePaused(@TempDir Path directory) throws Exception {
        Path path = directory.resolve("l.sock");
        try (Rig rig = Rig.start(config("unix@" + path + " mode 640", ""), 2, Map.of())) {
            assertThat((int) Files.getAttribute(path, "unix:mode", LinkOption.NOFOLLOW_LINKS) & 0777)
                    .isEqualTo(0640);
            for (int i = 0; i < 10; i++) {
                assertThat(firstByte(path)).isEqualTo('!');
            }
            Listener listener = rig.frontend("l").listeners().get(0);
            rig.core.pause(listener).toCompletableFuture().get(5, TimeUnit.SECONDS);
            assertThat(firstByte(path)).isEqualTo(-1);
            rig.core.resume(listener).toCompletableFuture().get(5, TimeUnit.SECONDS);
            assertThat(firstByte(path)).isEqualTo('!');
            rig.core.close(listener).toCompletableFuture().get(5, TimeUnit.SECONDS);
            assertThat(path).doesNotExist();
        }
    }

    private static int firstByte(Path path) throws IOException {
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            channel.connect(UnixDomainSocketAddress.of(path));
            ByteBuffer one = ByteBuffer.allocate(1);
            return channel.read(one) < 0 ? -1 : one.get(0);
        }
    }

    @Test
    void listensOnAnAbstractName() throws Exception {
        String name = "sluice-test-" + ProcessHandle.current().pid();
        try (Rig rig = Rig.start(config("abns@" + name, ""))) {
            LinuxSocket client = LinuxSocket.newSocketDomain();
            assertThat(client.connect(new DomainSocketAddress("\0" + name + "\0".repeat(106 - name.length()))))
                    .isTrue();
            ByteBuffer one = ByteBuffer.allocateDirect(1);
            Rig.await(() -> {
                try {
                    return client.recv(one, 0, 1) == 1;
                } catch (IOException failure) {
                    throw new AssertionError(failure);
                }
            });
            assertThat(one.get(0)).isEqualTo((byte) '!');
            client.close();
            assertThat(rig.frontend("l").sessions().maximum()).isEqualTo(1);
        }
    }

    @Test
    void abstractNamesWithAndWithoutPaddingAreTwo() throws Exception {
        String name = "sluice-both-" + ProcessHandle.current().pid();
        for (ServerAddress.Family family : List.of(ServerAddress.Family.ABSTRACT, ServerAddress.Family.ABSTRACT_ZERO)) {
            String bind = (family == ServerAddress.Family.ABSTRACT ? "abns@" : "abnsz@") + name;
            try (Rig rig = Rig.start(config(bind, ""))) {
                assertThat(rig.frontend("l").sessions().get()).isZero();
                for (ServerAddress.Family other :
                        List.of(ServerAddress.Family.ABSTRACT, ServerAddress.Family.ABSTRACT_ZERO)) {
                    LinuxSocket client = LinuxSocket.newSocketDomain();
                    DomainSocketAddress address = Destination.localSocket(new ServerAddress(other, name, 0, false));
                    if (other == family) {
                        assertThat(client.connect(address)).isTrue();
                    } else {
                        assertThatThrownBy(() -> client.connect(address)).isInstanceOf(ConnectException.class);
                    }
                    client.close();
                }
            }
        }
    }

    @Test
    void takesOverADescriptorAndClosesNewcomersWhilePaused() throws Exception {
        LinuxSocket inherited = LinuxSocket.newSocketStream(false);
        inherited.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        inherited.listen(10);
        try (Rig rig = Rig.start(config("fd@" + inherited.intValue(), ""), 2, Map.of())) {
            assertThat(rig.port("l")).isEqualTo(inherited.localAddress().getPort());
            try (Socket client = rig.connect("l")) {
                expectGreeting(client);
                Listener listener = rig.frontend("l").listeners().get(0);
                rig.core.pause(listener).toCompletableFuture().get(5, TimeUnit.SECONDS);
                try (Socket refused = rig.connect("l")) {
                    assertThat(refused.getInputStream().read()).isEqualTo(-1);
                }
                rig.core.resume(listener).toCompletableFuture().get(5, TimeUnit.SECONDS);
                try (Socket again = rig.connect("l")) {
                    expectGreeting(again);
                }
            }
        }
    }

    @Test
    void keepsToARateOfSessions() throws Exception {
        try (Rig rig = Rig.start(config("127.0.0.1:0", ""))) {
            rig.state.process().sessionRateLimit(5);
            List<Socket> clients = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                clients.add(rig.connect("l"));
            }
            for (int i = 0; i < 5; i++) {
                expectGreeting(clients.get(i));
            }
            expectSilence(clients.get(5));
            assertThat(rig.frontend("l").sessions().get()).isEqualTo(5);
            rig.state.process().sessionRate().tick(Clock.SYSTEM.millis());
            for (int i = 5; i < 8; i++) {
                expectGreeting(clients.get(i));
            }
            for (Socket client : clients) {
                Rig.hangUp(client);
            }
        }
    }

    /** A server that says one byte and keeps the connection open until its client has gone. */
    private static final class Greeter implements AutoCloseable {
        private final ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        private final List<Socket> open = new ArrayList<>();

        Greeter() throws IOException {
            Thread thread = new Thread(this::run, "greeter");
            thread.setDaemon(true);
            thread.start();
        }

        int port() {
            return socket.getLocalPort();
        }

        private void run() {
            try {
                while (true) {
                    Socket client = socket.accept();
                    open.add(client);
                    client.getOutputStream().write('!');
                }
            } catch (IOException closed) {
                // The test is over.
            }
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
