package dev.sluice.cli.system;

import io.netty.channel.unix.Socket;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Whoever started the program and wants to know how it does: systemd's notification protocol, sd_notify(3). */
public final class Supervisor {
    private final String address;

    private Supervisor(String address) {
        this.address = address;
    }

    /** The supervisor that {@code NOTIFY_SOCKET} names; one that hears nothing where it is empty. */
    public static Supervisor at(String notifySocket) {
        return new Supervisor(notifySocket);
    }

    /** Sends one datagram of {@code NAME=value} lines; a supervisor that does not listen is no reason to stop. */
    public boolean say(String lines) {
        if (address.isEmpty()) {
            return false;
        }
        byte[] path = address.getBytes(StandardCharsets.UTF_8);
        if (path[0] == '@') {
            path[0] = 0; // A name in the abstract namespace is written with an @.
        }
        byte[] text = lines.getBytes(StandardCharsets.UTF_8);
        ByteBuffer datagram = ByteBuffer.allocateDirect(text.length);
        datagram.put(text).flip();
        try {
            Socket socket = Socket.newSocketDomainDgram();
            try {
                return socket.sendToDomainSocket(datagram, 0, text.length, path) > 0;
            } finally {
                socket.close();
            }
        } catch (IOException e) {
            return false;
        }
    }
}
