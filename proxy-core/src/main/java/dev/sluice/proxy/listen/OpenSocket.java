package dev.sluice.proxy.listen;

import io.netty.channel.epoll.LinuxSocket;
import java.io.IOException;

/**
 * A bound descriptor.
 *
 * @param socket the descriptor
 * @param kind how it may be treated
 */
record OpenSocket(LinuxSocket socket, Kind kind) {
    /** How a descriptor may be treated. */
    enum Kind {
        /** Ours alone; one for each worker. */
        INET,
        /** Shared by all workers. Its file stays when it is shut, so a paused one takes connections and closes them. */
        UNIX,
        /** Shared with whoever handed it over, so it is never shut. */
        INHERITED
    }

    /** Whether several workers accept from it. */
    boolean isShared() {
        return kind != Kind.INET;
    }

    /** Whether clients are refused by taking their connections and closing them. */
    boolean refusesByAccepting() {
        return kind != Kind.INET;
    }

    boolean isUnix() {
        return kind == Kind.UNIX;
    }

    /** Refuses connections from now on; {@code listen} on it takes them again. */
    void shut() throws IOException {
        // A socket object remembers that it was shut and would do nothing the second time: this one is used once.
        LinuxSocket.newSocket(socket.intValue()).shutdown(true, false);
    }

    /** Takes connections into its queue. */
    void listen(int backlog) throws IOException {
        socket.listen(backlog);
    }

    /** Gives the descriptor back. */
    void close() {
        try {
            socket.close();
        } catch (IOException ignored) {
            // Nothing is left to be done with it.
        }
    }
}
