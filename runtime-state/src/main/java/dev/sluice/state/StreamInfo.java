package dev.sluice.state;

import org.jspecify.annotations.Nullable;

/**
 * A live stream as of one moment; what {@code show sess} prints.
 *
 * @param id names it for {@code shutdown session}; carries its worker
 * @param protocol {@code tcpv4}, {@code tcpv6}, {@code unix_stream}
 * @param source the client, {@code address:port} or {@code unix:n}
 * @param sourcePort the client's port, or 0
 * @param frontend where it came in
 * @param backend where it goes, null before that is known
 * @param server its server, null before one was chosen
 * @param http whether its messages are understood
 * @param startMillis when it began, on {@link Clock#millis()}
 * @param requestState a word for what the request side does
 * @param responseState a word for what the response side does
 * @param bytesIn bytes from the client
 * @param bytesOut bytes to the client
 * @param expiresMillis when its next timeout is due, on {@link Clock#millis()}; 0 for never
 * @param retries retries used so far
 * @param uri the request's URI, empty where not known
 * @param worker the worker it lives on
 */
public record StreamInfo(
        long id,
        String protocol,
        String source,
        int sourcePort,
        Frontend frontend,
        @Nullable Backend backend,
        @Nullable Server server,
        boolean http,
        long startMillis,
        String requestState,
        String responseState,
        long bytesIn,
        long bytesOut,
        long expiresMillis,
        int retries,
        String uri,
        int worker) {}
