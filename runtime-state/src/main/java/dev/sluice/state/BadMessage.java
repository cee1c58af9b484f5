package dev.sluice.state;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A message that was refused since it is no HTTP, as it came. Immutable. */
public final class BadMessage {
    /** Bytes that are kept of one; the place where it went wrong is among them, since heads are no longer than a buffer. */
    public static final int BYTES_MAX = 16_384;

    private final long number;
    private final long wallMillis;
    private final boolean response;
    private final Frontend frontend;
    private final @Nullable Backend backend;
    private final @Nullable Server server;
    private final String source;
    private final int position;
    private final byte[] bytes;

    /**
     * A message.
     *
     * @param number how many were kept before it
     * @param wallMillis when it came, since 1970 in UTC
     * @param route whose it is
     * @param source the client's address and port
     * @param position where it went wrong
     * @param bytes what had come, which the caller does not change any more
     */
    public BadMessage(long number, long wallMillis, Route route, String source, int position, byte[] bytes) {
        this.number = number;
        this.wallMillis = wallMillis;
        this.response = route.response();
        this.frontend = route.frontend();
        this.backend = route.backend();
        this.server = route.server();
        this.source = source;
        this.position = position;
        this.bytes = Arrays.copyOf(bytes, Math.min(bytes.length, BYTES_MAX));
    }

    /**
     * Whose a message is.
     *
     * @param response whether it came from a server
     * @param frontend where the client came in
     * @param backend the backend, once it was chosen
     * @param server the server, once it was chosen
     */
    public record Route(
            boolean response,
            Frontend frontend,
            @Nullable Backend backend,
            @Nullable Server server) {}

    /** How many were kept before it. */
    public long number() {
        return number;
    }

    /** When it came, since 1970 in UTC. */
    public long wallMillis() {
        return wallMillis;
    }

    /** Whether it came from a server. */
    public boolean isResponse() {
        return response;
    }

    /** The proxy that refused it. */
    public Proxy proxy() {
        return response ? Objects.requireNonNull(backend, "a response without a backend") : frontend;
    }

    /** Where the client came in. */
    public Frontend frontend() {
        return frontend;
    }

    /** The backend, once it was chosen. */
    public @Nullable Backend backend() {
        return backend;
    }

    /** The server, once it was chosen. */
    public @Nullable Server server() {
        return server;
    }

    /** The client's address and port. */
    public String source() {
        return source;
    }

    /** Where it went wrong, from 0. */
    public int position() {
        return position;
    }

    /** What had come. */
    public byte[] bytes() {
        return bytes.clone();
    }
}
