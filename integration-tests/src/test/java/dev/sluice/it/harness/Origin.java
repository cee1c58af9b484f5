package dev.sluice.it.harness;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A web server that notes when requests arrive. {@code /slow} sends half of its body, then waits for {@link #finishSlow()};
 * {@code /upgrade} becomes an echo; anything else is answered at once with the server's name. One thread accepts, one serves each
 * connection.
 */
public final class Origin implements AutoCloseable {
    /** Bytes of {@code /slow}'s body. */
    public static final int SLOW_BYTES = 2_000_000;

    private final String name;
    private final ServerSocket listener;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger requests = new AtomicInteger();
    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicInteger slowBegun = new AtomicInteger();
    private final CountDownLatch slow = new CountDownLatch(1);

    /** Listens on a free port of the loopback interface. */
    public Origin(String name) {
        this.name = name;
        try {
            this.listener = new ServerSocket(0, 1024, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        daemon(this::acceptAll, name + "-accept");
    }

    /** Its port on 127.0.0.1. */
    public int port() {
        return listener.getLocalPort();
    }

    /** Requests so far, the health checks' included. */
    public int requests() {
        return requests.get();
    }

    /** Connections so far. */
    public int connections() {
        return connections.get();
    }

    /** Downloads of {@code /slow} that have begun. */
    public int slowBegun() {
        return slowBegun.get();
    }

    /** Lets {@code /slow} go on. */
    public void finishSlow() {
        slow.countDown();
    }

    private void acceptAll() {
        try {
            while (!listener.isClosed()) {
                Socket socket = listener.accept();
                connections.incrementAndGet();
                open.add(socket);
                daemon(() -> serve(socket), name + "-connection");
            }
        } catch (IOException e) {
            // Closed: the test is over.
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            InputStream in = new BufferedInputStream(socket.getInputStream());
            OutputStream out = socket.getOutputStream();
            String head = head(in);
            while (!head.isEmpty()) {
                requests.incrementAndGet();
                answer(head, in, out);
                head = head(in);
            }
        } catch (IOException e) {
            // The other side went; the test looks at what it got.
        } finally {
            open.remove(socket);
        }
    }

    private void answer(String head, InputStream in, OutputStream out) throws IOException {
        if (head.contains(" /upgrade ")) {
            out.write(ascii("HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: echo\r\n\r\n"));
            in.transferTo(out);
        } else if (head.contains(" /slow ")) {
            out.write(ascii("HTTP/1.1 200 OK\r\nContent-Length: " + SLOW_BYTES + "\r\n\r\n"));
            out.write(new byte[SLOW_BYTES / 2]);
            out.flush();
            slowBegun.incrementAndGet();
            await(slow);
            out.write(new byte[SLOW_BYTES - SLOW_BYTES / 2]);
        } else {
            out.write(ascii("HTTP/1.1 200 OK\r\nContent-Length: " + name.length() + "\r\n\r\n" + name));
        }
        out.flush();
    }

    /** A head up to its empty line; empty at the end of the stream. */
    private static String head(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        int next = in.read();
        while (next >= 0) {
            head.append((char) next);
            if (head.length() >= 4 && head.substring(head.length() - 4).equals("\r\n\r\n")) {
                return head.toString();
            }
            next = in.read();
        }
        return "";
    }

    private static void await(CountDownLatch latch) throws IOException {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static void daemon(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() {
        slow.countDown();
        try {
            listener.close();
            for (Socket socket : open) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
