package dev.sluice.it.harness;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A web server in a process of its own whose requests are stamped by the kernel as they arrive, so that a test can tell an arrival from
 * a late awakening. One process, a thread for each connection.
 */
public final class StampingOrigin implements AutoCloseable {
    private final Process process;
    private final int port;

    /** Starts one that answers with {@code name}. */
    public StampingOrigin(String name) {
        try {
            process = new ProcessBuilder(
                            List.of("python3", "src/test/resources/dev/sluice/it/stamping_origin.py", name))
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            BufferedReader out =
                    new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII));
            port = Integer.parseInt(out.readLine());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Its port on 127.0.0.1. */
    public int port() {
        return port;
    }

    /** When the last request reached the machine, in nanoseconds since 1970; 0 before the first. */
    public long lastArrivalNanos() {
        try (Conversation client = new Conversation(port)) {
            return Long.parseLong(client.get("/last").response().body());
        }
    }

    @Override
    public void close() {
        process.destroy();
    }
}
