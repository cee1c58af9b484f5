package dev.sluice.it.harness;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Clients that ask without pause, and note who answered and what failed. */
public final class Load implements AutoCloseable {
    private static final int PIPELINE = 8;

    /** How each client asks. */
    public enum Kind {
        /** One request after the other on the same connection. */
        KEEP_ALIVE,
        /** A connection for each request. */
        CLOSE,
        /** Several requests at once on the same connection, before the first answer. */
        PIPELINED
    }

    private final int port;
    private final Kind kind;
    private final List<Thread> clients = new ArrayList<>();
    private final ConcurrentMap<String, AtomicInteger> answers = new ConcurrentHashMap<>();
    private final Queue<String> errors = new ConcurrentLinkedQueue<>();
    private volatile boolean stopped;

    /** Starts {@code count} clients that keep their connections or do not. */
    public Load(int port, int count, boolean keepAlive) {
        this(port, count, keepAlive ? Kind.KEEP_ALIVE : Kind.CLOSE);
    }

    /** Starts {@code count} clients. */
    public Load(int port, int count, Kind kind) {
        this.port = port;
        this.kind = kind;
        for (int i = 0; i < count; i++) {
            Thread client = new Thread(this::run, "client-" + i);
            client.setDaemon(true);
            clients.add(client);
            client.start();
        }
    }

    /** Answers from a server so far. */
    public int answers(String server) {
        AtomicInteger count = answers.get(server);
        return count == null ? 0 : count.get();
    }

    /** What went wrong so far. */
    public List<String> errors() {
        return List.copyOf(errors);
    }

    private void run() {
        while (!stopped) {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                converse(socket);
            } catch (IOException e) {
                errors.add(e.toString());
            }
        }
    }

    private void converse(Socket socket) throws IOException {
        InputStream in = new BufferedInputStream(socket.getInputStream());
        OutputStream out = socket.getOutputStream();
        String close = kind == Kind.CLOSE ? "Connection: close\r\n" : "";
        int atOnce = kind == Kind.PIPELINED ? PIPELINE : 1;
        String request = "GET / HTTP/1.1\r\nHost: test\r\n" + close + "\r\n";
        byte[] requests = request.repeat(atOnce).getBytes(StandardCharsets.US_ASCII);
        do {
            out.write(requests);
            for (int i = 0; i < atOnce; i++) {
                note(HttpResponse.read(in));
            }
        } while (kind != Kind.CLOSE && !stopped);
    }

    private void note(HttpResponse response) {
        if (response.status() == 200) {
            answers.computeIfAbsent(response.body(), name -> new AtomicInteger())
                    .incrementAndGet();
        } else {
            errors.add("status " + response.status());
        }
    }

    @Override
    public void close() {
        stopped = true;
        for (Thread client : clients) {
            try {
                client.join(Await.PATIENCE.toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            if (client.isAlive()) {
                throw new AssertionError(client.getName() + " got no answer");
            }
        }
    }
}
