package dev.sluice.it.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The tool that most scripts for HAProxy use: {@code echo command | socat stdio socket}. */
public final class Socat {
    private Socat() {}

    /** Sends a command through it and returns what it printed. */
    public static String ask(ProxyProcess proxy, String command) {
        try {
            String target = "unix-connect:" + proxy.directory().resolve("admin.sock");
            Process socat = new ProcessBuilder(List.of("socat", "-t30", "stdio", target))
                    .redirectErrorStream(true)
                    .start();
            socat.getOutputStream().write((command + "\n").getBytes(StandardCharsets.US_ASCII));
            socat.getOutputStream().close();
            return new String(socat.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException("socat (install it: apt-get install socat)", e);
        }
    }
}
