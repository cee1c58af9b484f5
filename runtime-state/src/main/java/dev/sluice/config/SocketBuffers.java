package dev.sluice.config;

/**
 * What the system may hold for one connection: {@code tune.rcvbuf}, {@code tune.sndbuf} and {@code tune.notsent-lowat} (manual section 3.2). All
 * are bytes, and 0 leaves it to the system.
 *
 * @param receive what was received and not read yet
 * @param send what was sent and is not acknowledged yet
 * @param unsent what waits to be sent before the connection counts as full
 */
public record SocketBuffers(int receive, int send, int unsent) {
    /** As the system has it. */
    public static final SocketBuffers AUTOMATIC = new SocketBuffers(0, 0, 0);

    /** With another size for what was received. */
    public SocketBuffers withReceive(int bytes) {
        return new SocketBuffers(bytes, send, unsent);
    }

    /** With another size for what was sent. */
    public SocketBuffers withSend(int bytes) {
        return new SocketBuffers(receive, bytes, unsent);
    }

    /** With another limit for what waits. */
    public SocketBuffers withUnsent(int bytes) {
        return new SocketBuffers(receive, send, bytes);
    }
}
