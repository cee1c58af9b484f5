package dev.sluice.it.harness;

import java.util.List;

/** The configuration that most stories begin with: an admin socket, HTTP, a frontend {@code http} on a free port. */
public final class WebConfiguration {
    /** The admin socket, two workers, and what every proxy has. */
    public static final String BASE = """
            global
                stats socket {{dir}}/admin.sock mode 600 level admin
                nbthread 2
            defaults
                mode http
                timeout connect 5s
                timeout client 30s
                timeout server 30s
            """;

    private WebConfiguration() {}

    /** The base, and a frontend that leads to a backend of these lines. */
    public static String of(String backend, List<String> lines) {
        return of("127.0.0.1:0", backend, lines);
    }

    /** The same, with a frontend that listens elsewhere. */
    public static String of(String bind, String backend, List<String> lines) {
        return BASE + frontend("http", bind, backend) + "backend " + backend + "\n" + indented(lines);
    }

    /** A frontend that leads to a backend. */
    public static String frontend(String name, String bind, String backend) {
        return "frontend " + name + "\n"
                + indented(List.of("bind " + bind, "option socket-stats", "default_backend " + backend));
    }

    /** A frontend and a backend of the same name. */
    public static String proxy(String name, List<String> lines) {
        return frontend(name, "127.0.0.1:0", name) + "backend " + name + "\n" + indented(lines);
    }

    private static String indented(List<String> lines) {
        return lines.stream().map(line -> "    " + line + "\n").reduce("", String::concat);
    }
}
