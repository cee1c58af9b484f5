package dev.sluice.proxy.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/** A server that answers each request with the script of the moment, and remembers what it got. */
final class ScriptedOrigin implements AutoCloseable {
    private static final String DEFAULT = "bytes HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi";

    private final ServerSocket socket;
    private final Thread accepting;
    private final List<Socket> connections = new CopyOnWriteArrayList<>();
    private final List<AtomicReference<String>> received = new CopyOnWriteArrayList<>();
    private volatile List<String> script = List.of(DEFAULT);

    ScriptedOrigin() throws IOException {
        socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        accepting = thread(this::accept);
    }

    int port() {
        return socket.getLocalPort();
    }

    private static Thread thread(Runnable task) {
        Thread thread = new Thread(task, "origin");
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private void accept() {
        try {
            while (true) {
                Socket connection = socket.accept();
                AtomicReference<String> bytes = new AtomicReference<>("");
                connections.add(connection);
                received.add(bytes);
                Thread unused = thread(() -> serve(connection, bytes));
            }
        } catch (IOException closed) {
            // The test is over.
        }
    }

    private void serve(Socket connection, AtomicReference<String> bytes) {
        try (connection) {
            InputStream in = connection.getInputStream();
            byte[] buffer = new byte[65_536];
            int answered = 0;
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                String all = bytes.get() + new String(buffer, 0, n, StandardCharsets.ISO_8859_1);
                bytes.set(all);
                int end = headEnd(all, answered);
                while (end > 0) {
                    answered = end;
                    if (!answer(connection)) {
                        return;
                    }
                    end = headEnd(all, answered);
                }
            }
        } catch (SocketException reset) {
            // So the proxy has reset it.
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Where the head of a request behind {@code from} ends, or 0. Bodies in conversations never look like requests. */
    private static int headEnd(String bytes, int from) {
        int line = bytes.indexOf(" HTTP/1.", from);
        int end = line < 0 ? -1 : bytes.indexOf("\r\n\r\n", line);
        return end < 0 ? 0 : end + 4;
    }

    private boolean answer(Socket connection) throws IOException {
        for (String step : script) {
            if (step.startsWith("bytes ")) {
                connection.getOutputStream().write(step.substring(6).getBytes(StandardCharsets.ISO_8859_1));
            } else if (step.equals("pause")) {
                pause();
            } else if (step.equals("close")) {
                return false;
            } else if (step.equals("reset")) {
                connection.setSoLinger(true, 0);
                return false;
            }
        }
        return true;
    }

    /** Time between two pieces, so that they arrive one by one. */
    static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(40);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    /** The same, and some more on a slow machine, where what was sent before may still be on its way here. Not all of it comes. */
    void pauseUntilMoreThan(String before) {
        for (int i = 0; i < 4; i++) {
            pause();
            if (!received().equals(before)) {
                break;
            }
        }
    }

    /** Begins anew: old connections end, nothing was received. */
    void script(List<String> steps) throws IOException {
        for (Socket each : connections) {
            each.close();
        }
        connections.clear();
        received.clear();
        script = steps.isEmpty() ? List.of(DEFAULT) : List.copyOf(steps);
    }

    /** Answers otherwise from now on, on the connections that there are. */
    void scriptOnly(List<String> steps) {
        script = List.copyOf(steps);
    }

    /** What arrived, over all connections. */
    String received() {
        List<String> all = new ArrayList<>();
        received.forEach(bytes -> all.add(bytes.get()));
        all.sort(null);
        return String.join("", all);
    }

    int connectionCount() {
        return received.size();
    }

    @Override
    public void close() throws IOException {
        socket.close();
        try {
            // Until it has noticed, one more connection may still be accepted.
            accepting.join(TimeUnit.SECONDS.toMillis(10));
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
        script(List.of());
    }
}
