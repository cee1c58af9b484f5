package dev.sluice.it.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A load balancer in a process of its own: Sluice, or HAProxy beside it. {@code {{dir}}} in its configuration is its directory, and
 * {@code {{dir}}/admin.sock} has to be an admin socket of level admin.
 */
public final class ProxyProcess implements AutoCloseable {
    private static final Pattern GRPC = Pattern.compile("gRPC listens on 127\\.0\\.0\\.1:(\\d+)\\.");
    private static final Pattern METRICS = Pattern.compile("Metrics are served on 127\\.0\\.0\\.1:(\\d+)\\.");

    /** A buffer that was not released, or an exception that nobody expected. */
    private static final Pattern BUG =
            Pattern.compile("LEAK:|bug in|[Ee]xception in|\\b(?:java|io|dev)\\.[\\w.$]*(?:Exception|Error)\\b");

    private final Path directory;
    private final Path log;
    private final Path configuration;
    private final Process process;
    private final AdminClient admin;

    private ProxyProcess(Path directory, Path configuration, Path log, Process process) {
        this.directory = directory;
        this.configuration = configuration;
        this.log = log;
        this.process = process;
        this.admin = new AdminClient(directory.resolve("admin.sock"));
    }

    /** Starts the packaged program and waits for its socket. */
    public static ProxyProcess sluice(String configuration, String... options) {
        return start(Distribution.haproxy(), configuration, options);
    }

    /** Starts {@code binary -db -f …} and waits for its socket. */
    public static ProxyProcess start(Path binary, String configuration, String... options) {
        try {
            Path directory = Files.createTempDirectory("sluice-it");
            Path file = directory.resolve("haproxy.cfg");
            Files.writeString(file, configuration.replace("{{dir}}", directory.toString()));
            Path log = directory.resolve("log");
            List<String> words = new ArrayList<>(List.of(binary.toString(), "-db", "-f", file.toString()));
            words.addAll(List.of(options));
            ProcessBuilder builder =
                    new ProcessBuilder(words).redirectErrorStream(true).redirectOutput(log.toFile());
            builder.environment().put("SLUICE_JAVA_OPTS", "-ea -Xmx512m -Dio.netty.leakDetection.level=paranoid");
            ProxyProcess proxy = new ProxyProcess(directory, file, log, builder.start());
            Await.until(() -> "an answer on the admin socket; log:\n" + proxy.log(), proxy::isReadyOrDead);
            if (!proxy.process.isAlive()) {
                throw new AssertionError("ended at once:\n" + proxy.log());
            }
            return proxy;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean isReadyOrDead() {
        return admin.answers() || !process.isAlive();
    }

    /** Its directory. */
    public Path directory() {
        return directory;
    }

    /** Its socket. */
    public AdminClient admin() {
        return admin;
    }

    /** The process itself. */
    public Process process() {
        return process;
    }

    /** Writes another configuration in place of the one it was started with. */
    public void configuration(String next) {
        try {
            Files.writeString(configuration, next.replace("{{dir}}", directory.toString()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The port that a frontend's only listener was given; it needs {@code option socket-stats} and an admin socket. */
    public int port(String frontend) {
        String address = admin.stat().stream()
                .filter(row -> frontend.equals(row.get("pxname")) && "3".equals(row.get("type")))
                .map(row -> row.getOrDefault("addr", ""))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no listener of " + frontend + "\n" + log()));
        return Integer.parseInt(address.substring(address.lastIndexOf(':') + 1));
    }

    /** The port that gRPC was given, where the configuration leaves it open. */
    public int grpcPort() {
        return told(GRPC);
    }

    /** The port that metrics were given, where the configuration leaves it open. */
    public int metricsPort() {
        return told(METRICS);
    }

    private int told(Pattern where) {
        Await.until(() -> where + " in\n" + log(), () -> where.matcher(log()).find());
        Matcher found = where.matcher(log());
        assert found.find();
        return Integer.parseInt(found.group(1));
    }

    /** Descriptors that it holds. */
    public int descriptors() {
        String[] open = Path.of("/proc/" + process.pid() + "/fd").toFile().list();
        return open == null ? 0 : open.length;
    }

    /** What it wrote to its standard streams. */
    public String log() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends it, and fails when it left a buffer behind or complained of itself. */
    @Override
    public void close() {
        process.destroy();
        boolean ended = false;
        try {
            ended = process.waitFor(Await.PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (!ended) {
            process.destroyForcibly();
        }
        String said = log();
        delete();
        if (!ended) {
            throw new AssertionError("did not end on SIGTERM:\n" + said);
        }
        if (BUG.matcher(said).find()) {
            throw new AssertionError("a bug, or a buffer that was not released:\n" + said);
        }
    }

    private void delete() {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
