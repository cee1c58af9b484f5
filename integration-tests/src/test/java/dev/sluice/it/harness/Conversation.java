package dev.sluice.it.harness;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;

/** A client's connection that a test holds in its hand. */
public final class Conversation implements AutoCloseable {
    private final Socket socket;
    private final InputStream in;
    private boolean ended;

    /** Connects to a port of the loopback interface. */
    public Conversation(int port) {
        try {
            socket = new Socket(InetAddress.getLoopbackAddress(), port);
            socket.setSoTimeout((int) Await.PATIENCE.toMillis());
            in = new BufferedInputStream(socket.getInputStream());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether somebody takes connections there. */
    public static boolean isRefused(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            // Accepted and closed at once is a refusal too, where the descriptor is not the program's own.
            socket.setSoTimeout(200);
            return socket.getInputStream().read() < 0;
        } catch (SocketTimeoutException e) {
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    /** Sends bytes as they are. */
    public Conversation send(String text) {
        try {
            socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends bytes until all are taken or the other side has ended; it may have answered before. */
    public Conversation sendAsFarAsTaken(String text) {
        try {
            socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            ended = true;
        }
        return this;
    }

    /** Whether the other side took no more. */
    public boolean hasEnded() {
        return ended;
    }

    /** Says that nothing more will be sent. */
    public Conversation half() {
        try {
            socket.shutdownOutput();
        } catch (IOException e) {
            ended = true;
        }
        return this;
    }

    /** Breaks the connection. */
    public void reset() {
        try {
            socket.setSoLinger(true, 0);
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends a GET on a connection that stays open. */
    public Conversation get(String path) {
        return send("GET " + path + " HTTP/1.1\r\nHost: test\r\n\r\n");
    }

    /** Reads one response. */
    public HttpResponse response() {
        try {
            return HttpResponse.read(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads exactly so many characters. */
    public String receive(int length) {
        try {
            return new String(in.readNBytes(length), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads to the end, be it a clean one or not; returns how much came. */
    public long drain() {
        long length = 0;
        try {
            byte[] buffer = new byte[65_536];
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                length += n;
            }
        } catch (IOException e) {
            return length; // Cut off: that is an end too.
        }
        return length;
    }

    /** Ends the connection now; {@link #close()} may follow. */
    public void hangUp() {
        close();
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
