package dev.sluice.socket.command;

/**
 * An admin connection as {@code show sess} lists it.
 *
 * @param id as a pointer is shown
 * @param protocol {@code unix_stream}, {@code tcpv4}, {@code tcpv6}
 * @param source {@code unix:} and the socket's number, or the client's address
 * @param startMillis when it began, on {@link dev.sluice.state.Clock#millis()}
 * @param startWallMillis the same on {@link dev.sluice.state.Clock#wallMillis()}
 * @param expiresMillis when its idle timeout is due
 * @param bytesIn bytes from the client
 * @param bytesOut bytes to the client
 */
public record AdminConnection(
        long id,
        String protocol,
        String source,
        long startMillis,
        long startWallMillis,
        long expiresMillis,
        long bytesIn,
        long bytesOut) {}
