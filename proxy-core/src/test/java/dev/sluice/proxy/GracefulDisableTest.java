package dev.sluice.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.state.Server;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The promise of a graceful disable, under load from several workers: once the barrier is complete, no connection to the server is begun and no request is
 * sent to it, and no client notices anything.
 */
class GracefulDisableTest {
    private static final int CLIENTS = 6;
    private static final int WORKERS = 3;
    private static final int ROUNDS = 15;

    private final Queue<String> broken = new ConcurrentLinkedQueue<>();
    /** Odd while the server is out of service. Clients stamp their requests with what they saw at the start. */
    private final AtomicInteger epoch = new AtomicInteger();

    /** A web server that answers one line for one line, or one response for one request. */
    private final class Origin implements AutoCloseable {
        private final ServerSocket listening = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
        private final boolean http;
        private final AtomicInteger served = new AtomicInteger();
        private volatile int markerPort;
        private volatile boolean out;

        Origin(boolean http) throws IOException {
            this.http = http;
            start(this::accept);
        }

        private void accept() {
            while (!listening.isClosed()) {
                try {
                    Socket client = listening.accept();
                    if (client.getPort() == markerPort) {
                        // Connections are accepted in the order they were made: from here on none may come.
                        out = true;
                        client.close();
                    } else {
                        if (out) {
                            broken.add("a connection was begun after the barrier");
                        }
                        start(() -> serve(client));
                    }
                } catch (IOException closed) {
                    return;
                }
            }
        }

        private void serve(Socket client) {
            try (client;
                    BufferedReader in = reader(client)) {
                for (String line = in.readLine(); line != null; line = in.readLine()) {
                    int stamp = 0;
                    while (http && !line.isEmpty()) {
                        stamp = line.startsWith("X-Epoch: ") ? Integer.parseInt(line.substring(9)) : stamp;
                        line = in.readLine();
                    }
                    stamp = http ? stamp : Integer.parseInt(line);
                    if (out && stamp % 2 == 1 && stamp == epoch.get()) {
                        broken.add("a request of after the barrier arrived");
                    }
                    served.incrementAndGet();
                    write(client, http ? "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nok\n" : "ok\n");
                }
            } catch (IOException ended) {
                // The proxy has closed the connection.
            }
        }

        /** Puts a mark among the connections that arrive. */
        void mark() throws Exception {
            try (Socket marker = new Socket()) {
                marker.bind(null);
                markerPort = marker.getLocalPort();
                marker.connect(listening.getLocalSocketAddress());
                Rig.await(() -> out);
            }
        }

        @Override
        public void close() throws IOException {
            listening.close();
        }
    }

    /** Asks over and over, on a connection of its own each time or on one and the same. */
    private final class Client {
        private final Rig rig;
        private final boolean http;
        private final boolean keepAlive;
        private final AtomicInteger startedIn = new AtomicInteger();
        private volatile boolean stopping;
        private @Nullable Thread thread;
        private @Nullable Socket socket;
        private @Nullable BufferedReader in;

        Client(Rig rig, boolean http, boolean keepAlive) {
            this.rig = rig;
            this.http = http;
            this.keepAlive = keepAlive;
        }

        Client begin() {
            thread = start(this::run);
            return this;
        }

        private void run() {
            try {
                while (!stopping) {
                    ask();
                }
            } catch (IOException failed) {
                broken.add("a client failed: " + failed);
            }
        }

        private void ask() throws IOException {
            Socket connection = socket;
            BufferedReader answers = in;
            if (connection == null || answers == null) {
                connection = rig.connect("f");
                answers = reader(connection);
            }
            int now = epoch.get();
            startedIn.set(now);
            write(connection, http ? "GET / HTTP/1.1\r\nHost: a\r\nX-Epoch: " + now + "\r\n\r\n" : now + "\n");
            String line = answers.readLine();
            if (line == null || !line.equals(http ? "HTTP/1.1 200 OK" : "ok")) {
                broken.add("a client was told " + line);
            }
            while (http && line != null && !line.equals("ok")) {
                line = answers.readLine();
            }
            socket = keepAlive ? connection : null;
            in = keepAlive ? answers : null;
            if (!keepAlive) {
                connection.close();
            }
        }

        void stop() throws InterruptedException {
            stopping = true;
            if (thread != null) {
                thread.join(10_000);
            }
        }
    }

    private static Thread start(Runnable task) {
        Thread thread = new Thread(task);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private static BufferedReader reader(Socket socket) throws IOException {
        return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
    }

    private static void write(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    @ParameterizedTest
    @CsvSource({
        "tcp, roundrobin, false, 0",
        "tcp, leastconn, false, 2",
        "http, roundrobin, false, 0",
        "http, roundrobin, true, 0",
        "http, random, true, 2",
        "http, source, true, 1"
    })
    void nothingReachesTheServerOnceTheBarrierIsComplete(String mode, String balance, boolean keepAlive, int maxconn)
            throws Exception {
        boolean http = mode.equals("http");
        try (Origin first = new Origin(http);
                Origin second = new Origin(http);
                Rig rig = Rig.start(config(mode, balance, maxconn, first, second), WORKERS, Map.of())) {
            List<Client> clients = new ArrayList<>();
            for (int i = 0; i < CLIENTS; i++) {
                clients.add(new Client(rig, http, keepAlive).begin());
            }
            // The hash of this machine's address falls to the second.
            boolean hashed = balance.equals("source");
            Server server = rig.server("b", hashed ? "s2" : "s1");
            for (int round = 0; round < ROUNDS && broken.isEmpty(); round++) {
                round(rig, server, hashed ? second : first, clients, round);
            }
            for (Client client : clients) {
                client.stop();
            }
            assertThat(broken).isEmpty();
            Rig.await(() -> server.sessions().get() == 0 && server.queued().get() == 0);
        }
    }

    private static String config(String mode, String balance, int maxconn, Origin first, Origin second) {
        return """
                defaults
                    mode %s
                    timeout client 5s
                    timeout server 5s
                    timeout connect 2s
                    timeout queue 5s
                frontend f
                    bind 127.0.0.1:0
                    default_backend b
                backend b
                    balance %s
                    server s1 127.0.0.1:%d maxconn %d
                    server s2 127.0.0.1:%d maxconn %d
                """.formatted(
                mode, balance, first.listening.getLocalPort(), maxconn, second.listening.getLocalPort(), maxconn);
    }

    private void round(Rig rig, Server server, Origin origin, List<Client> clients, int round) throws Exception {
        int before = origin.served.get();
        Rig.await(() -> origin.served.get() > before + 5 || !broken.isEmpty());
        boolean changed = round % 2 == 0 ? rig.servers.maint(server) : rig.servers.drain(server);
        assertThat(changed).isTrue();
        rig.servers.publish();
        rig.core.barrier().toCompletableFuture().get(5, TimeUnit.SECONDS);
        origin.mark();
        int now = epoch.incrementAndGet();

        // Once each client's request was begun after the barrier, the server has seen its last.
        Rig.await(() -> clients.stream().allMatch(client -> client.startedIn.get() >= now) || !broken.isEmpty());
        int last = origin.served.get();
        Thread.sleep(3);
        assertThat(origin.served.get()).as("requests after the barrier").isEqualTo(last);

        origin.out = false;
        epoch.incrementAndGet();
        assertThat(rig.servers.ready(server)).isTrue();
        rig.servers.publish();
    }
}
