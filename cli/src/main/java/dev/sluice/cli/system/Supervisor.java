package dev.sluice.cli.system;

import io.netty.channel.epoll.LinuxSocket;
import io.netty.channel.unix.DomainSocketAddress;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Whoever started the program and wants to know how it does: systemd's notification protocol, sd_notify(3). Connected once, since its path
 * may be out of reach later. Any thread may call.
 */
public final class Supervisor implements AutoCloseable {
    /** One that hears nothing. */
    public static final Supervisor NOBODY = new Supervisor(null);

    private final @Nullable LinuxSocket socket;

    private Supervisor(@Nullable LinuxSocket socket) {
        this.socket = socket;
    }

    /** The supervisor that {@code NOTIFY_SOCKET} names; nobody where it is empty, or where nobody listens. */
    public static Supervisor at(String notifySocket) {
        if (notifySocket.isEmpty()) {
            return NOBODY;
        }
        // A name in the abstract namespace is written with an @.
        String path = notifySocket.startsWith("@") ? "\0" + notifySocket.substring(1) : notifySocket;
        LinuxSocket socket = LinuxSocket.newSocketDomainDgram();
        boolean connected = false;
        try {
            connected = socket.connect(new DomainSocketAddress(path));
            return new Supervisor(socket);
        } catch (IOException e) {
            return NOBODY; // No reason to stop: the supervisor will say that it heard nothing.
        } finally {
            if (!connected) {
                closeQuietly(socket);
            }
        }
    }

    /** All is well, from now on or again. */
    public void ready(long pid) {
        say("READY=1\nMAINPID=" + pid + "\nSTATUS=Ready.\n");
    }

    /** Reads its configuration again; {@link #ready} follows. */
    public void reloading() {
        say("RELOADING=1\nMONOTONIC_USEC=" + System.nanoTime() / 1000 + "\nSTATUS=Reloading Configuration.\n");
    }

    /** Is about to end. */
    public void stopping() {
        say("STOPPING=1\n");
    }

    /** Sends one datagram of {@code NAME=value} lines. */
    private void say(String lines) {
        LinuxSocket to = socket;
        if (to == null) {
            return;
        }
        byte[] text = lines.getBytes(StandardCharsets.UTF_8);
        ByteBuffer datagram = ByteBuffer.allocateDirect(text.length);
        datagram.put(text).flip();
        try {
            int unused = to.send(datagram, 0, text.length);
        } catch (IOException e) {
            return; // The supervisor is gone; the program goes on without.
        }
    }

    @Override
    public void close() {
        LinuxSocket held = socket;
        if (held != null) {
            closeQuietly(held);
        }
    }

    private static void closeQuietly(LinuxSocket socket) {
        try {
            socket.close();
        } catch (IOException ignored) {
            // Nothing is left to be done with it.
        }
    }
}
