package dev.sluice.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sluice.it.harness.AdminClient;
import dev.sluice.it.harness.Await;
import dev.sluice.it.harness.Command;
import dev.sluice.it.harness.Conversation;
import dev.sluice.it.harness.Distribution;
import dev.sluice.it.harness.FreePort;
import dev.sluice.it.harness.GrpcClient;
import dev.sluice.it.harness.Load;
import dev.sluice.it.harness.Origin;
import dev.sluice.it.harness.Signals;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program as Debian's package starts it: in the background, in another root, as another user; and how others take over from it. */
class StartTest {
    /** What a process without a name of its own may be. */
    private static final String USER = "nobody";

    private static final String GROUP = "nogroup";

    private final Origin web1 = new Origin("web1");
    private final int port = FreePort.any();
    private final int metrics = FreePort.any();

    @TempDir
    private Path directory;

    private AdminClient admin;

    @BeforeEach
    void prepare() throws IOException {
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
        for (String each : List.of("jail", "run", "errors")) {
            Files.createDirectory(directory.resolve(each));
        }
        Files.writeString(
                directory.resolve("errors/503.http"),
                "HTTP/1.0 503 Service Unavailable\r\nContent-Type: text/plain\r\n\r\nfrom a file\n");
        admin = new AdminClient(directory.resolve("run/admin.sock"));
    }

    @AfterEach
    void end() throws IOException {
        Path file = directory.resolve("pid");
        if (Files.exists(file) && Signals.isAlive(pid())) {
            long pid = pid();
            Signals.send("TERM", pid);
            Await.until(() -> "the program ends", () -> !Signals.isAlive(pid));
        }
        web1.close();
    }

    private long pid() throws IOException {
        return Long.parseLong(Files.readString(directory.resolve("pid")).strip());
    }

    private Path configuration(String global, String more) throws IOException {
        Path file = directory.resolve("haproxy.cfg");
        Files.writeString(
                file, """
                global
                %s
                    stats socket {{dir}}/run/admin.sock mode 660 level admin
                    stats timeout 30s
                    daemon
                defaults
                    log global
                    mode http
                    option httplog
                    option dontlognull
                    timeout connect 5000
                    timeout client 50000
                    timeout server 50000
                    errorfile 503 {{dir}}/errors/503.http
                frontend http
                    bind 127.0.0.1:%d
                    http-request use-service prometheus-exporter if { path /metrics }
                    use_backend nothing if { path_beg /none }
                    default_backend app
                backend app
                    server web1 127.0.0.1:%d check inter 200ms
                backend nothing
                %s
                """.formatted(global, port, web1.port(), more).replace("{{dir}}", directory.toString()));
        return file;
    }

    private Command start(Path file, String... more) {
        String[] words = Stream.concat(Stream.of("-f", file.toString(), "-p", directory + "/pid"), Stream.of(more))
                .toArray(String[]::new);
        return Command.run(Distribution.haproxy(), words);
    }

    private String get(String path) {
        try (Conversation client = new Conversation(port)) {
            return client.get(path).response().body();
        }
    }

    private static boolean isRoot() {
        return System.getProperty("user.name").equals("root");
    }

    private static String line(Path status, String name) throws IOException {
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith(name + ":"))
                .findFirst()
                .orElseThrow()
                .substring(name.length() + 1)
                .strip();
    }

    private static String jailed(DatagramSocket syslog) {
        return "    log 127.0.0.1:%d local0\n    chroot {{dir}}/jail\n    user %s\n    group %s\n"
                .formatted(syslog.getLocalPort(), USER, GROUP);
    }

    @Test
    void whatNeedsRootIsGivenUpAndEverythingWorksAfterwards() throws IOException {
        assumeTrue(isRoot(), "another root and another user need root");
        try (DatagramSocket syslog = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
            syslog.setSoTimeout((int) Await.PATIENCE.toMillis());
            Command started = start(configuration(jailed(syslog), ""));
            assertThat(started).isEqualTo(new Command(0, "", ""));
            Path process = Path.of("/proc", Long.toString(pid()));
            assertThat(Files.readSymbolicLink(process.resolve("root"))).isEqualTo(directory.resolve("jail"));
            everyThreadIsNobody(process);

            assertThat(get("/")).isEqualTo("web1");
            assertThat(receive(syslog)).contains("http app/web1").contains("\"GET / HTTP/1.1\"");
            assertThat(get("/none")).isEqualTo("from a file\n");
            assertThat(get("/metrics")).contains("haproxy_process_start_time_seconds", "sluice_jvm_memory_used_bytes");
            for (String command : List.of("show info", "show stat", "show servers state", "show sess", "show env")) {
                assertThat(admin.ask(command)).as(command).isNotBlank().doesNotContain("Internal error");
            }
            assertThat(admin.info()).containsEntry("Pid", Long.toString(pid()));
        }
    }

    private static void everyThreadIsNobody(Path process) throws IOException {
        String uid = Command.run(Path.of("/usr/bin/id"), "-u", USER).out().strip();
        String gid =
                Command.run(Path.of("/usr/bin/getent"), "group", GROUP).out().split(":", -1)[2];
        try (Stream<Path> threads = Files.list(process.resolve("task"))) {
            for (Path thread : threads.toList()) {
                Path status = thread.resolve("status");
                assertThat(line(status, "Uid")).isEqualTo(String.join("\t", uid, uid, uid, uid));
                assertThat(line(status, "Gid")).isEqualTo(String.join("\t", gid, gid, gid, gid));
                assertThat(line(status, "Groups")).isEmpty();
                assertThat(line(status, "CapEff")).isEqualTo("0000000000000000");
            }
        }
    }

    private static String receive(DatagramSocket socket) throws IOException {
        DatagramPacket packet = new DatagramPacket(new byte[8192], 8192);
        while (true) {
            socket.receive(packet);
            String text = new String(packet.getData(), 0, packet.getLength(), StandardCharsets.UTF_8);
            if (text.contains("GET ")) {
                return text;
            }
        }
    }

    @Test
    void theFilesAreReadAgainFromWithinAnotherRoot() throws IOException {
        assumeTrue(isRoot(), "another root and another user need root");
        try (DatagramSocket syslog = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
                Origin web2 = new Origin("web2")) {
            assertThat(start(configuration(jailed(syslog), "")).status()).isZero();
            String more = "    server web2 127.0.0.1:" + web2.port() + "\n";
            int grpc = FreePort.any();
            String address = "    metrics 127.0.0.1:" + metrics + "\n    grpc 127.0.0.1:" + grpc + " level admin\n";
            configuration(jailed(syslog), more + "sluice\n" + address);
            assertThat(admin.ask("reload")).startsWith("1 servers added, 0 removed, 0 connections closed");
            assertThat(get("/none")).isEqualTo("web2");
            try (Conversation scrape = new Conversation(metrics)) {
                assertThat(scrape.get("/metrics").response().body()).contains("haproxy_process_nbthread");
            }
            try (GrpcClient client = new GrpcClient(grpc)) {
                assertThat(client.reload().getServersAdded()).isZero();
            }
            configuration(jailed(syslog) + "    stats socket {{dir}}/run/second.sock\n", more);
            assertThat(admin.ask("reload"))
                    .contains("haproxy.cfg:", "cannot bind UNIX socket", "after chroot(" + directory + "/jail)");
            assertThat(directory.resolve("jail")).isEmptyDirectory();
            Files.setPosixFilePermissions(
                    directory.resolve("haproxy.cfg"), PosixFilePermissions.fromString("rw-------"));
            assertThat(admin.ask("reload")).contains("haproxy.cfg : Permission denied");
            assertThat(get("/none")).isEqualTo("web2");
        }
    }

    @Test
    void whatCannotBeGivenUpStopsTheStart() throws IOException {
        assumeTrue(isRoot(), "another root needs root");
        Command noRoot = start(configuration("    chroot {{dir}}/none\n", ""));
        assertThat(noRoot.err())
                .contains("Cannot chroot(" + directory + "/none): No such file or directory.")
                .doesNotContain("Exception");
        assertThat(noRoot.status()).isEqualTo(1);
        assertThat(directory.resolve("pid")).doesNotExist();
        assertThat(directory.resolve("run")).isEmptyDirectory();
    }

    @Test
    void aSuccessorTakesOverWithoutAnError() throws IOException {
        Path file = configuration("", "sluice\n    metrics 127.0.0.1:" + metrics + "\n");
        assertThat(start(file)).isEqualTo(new Command(0, "", ""));
        long first = pid();
        assertThat(first).isNotEqualTo(ProcessHandle.current().pid());
        assertThat(admin.info()).containsEntry("Pid", Long.toString(first));

        Command inTheWay = Command.run(Distribution.haproxy(), "-f", file.toString(), "-p", directory + "/other");
        assertThat(inTheWay.status()).isEqualTo(1);
        assertThat(inTheWay.err()).contains("for metrics: cannot listen on", "Address already in use");
        assertThat(admin.info()).containsEntry("Pid", Long.toString(first));

        try (Load load = new Load(port, 4, false)) {
            Await.until(() -> "the first serves", () -> load.answers("web1") > 10);
            assertThat(start(file, "-sf", Long.toString(first))).isEqualTo(new Command(0, "", ""));
            long second = pid();
            assertThat(second).isNotEqualTo(first);
            Await.until(() -> "the first ends", () -> !Signals.isAlive(first));
            int before = load.answers("web1");
            Await.until(() -> "the second serves", () -> load.answers("web1") > before + 10);
            assertThat(load.errors()).isEmpty();
            assertThat(admin.info()).containsEntry("Pid", Long.toString(second));
            try (Conversation scrape = new Conversation(metrics)) {
                assertThat(scrape.get("/metrics").response().status()).isEqualTo(200);
            }
            assertThat(start(file, "-st", Long.toString(second)).status()).isZero();
            Await.until(() -> "the second ends", () -> !Signals.isAlive(second));
        }
        assertThat(get("/")).isEqualTo("web1");
    }

    @Test
    void aSupervisorIsToldHowItGoes() throws IOException {
        Path socket = directory.resolve("notify");
        Path heard = directory.resolve("heard");
        Process listener = new ProcessBuilder("socat", "-u", "UNIX-RECV:" + socket, "CREATE:" + heard).start();
        try {
            Await.until(() -> "the supervisor listens", () -> Files.exists(socket));
            Path file = configuration(isRoot() ? "    chroot {{dir}}/jail\n    user " + USER + "\n" : "", "");
            ProcessBuilder builder = new ProcessBuilder(
                            Distribution.haproxy().toString(), "-Ws", "-f", file.toString(), "-p", directory + "/pid")
                    .redirectErrorStream(true)
                    .redirectOutput(directory.resolve("log").toFile());
            builder.environment().putAll(Map.of("NOTIFY_SOCKET", socket.toString()));
            Process program = builder.start();
            Await.until(() -> "ready", () -> read(heard).contains("READY=1\nMAINPID=" + program.pid() + "\n"));
            assertThat(pid()).isEqualTo(program.pid());
            assertThat(get("/")).isEqualTo("web1");
            Signals.send("USR2", program.pid());
            Await.until(
                    () -> "reloaded: " + read(heard),
                    () -> read(heard).matches("(?s)READY=1.*RELOADING=1\nMONOTONIC_USEC=\\d+.*READY=1.*"));
            Signals.send("USR1", program.pid());
            Await.until(() -> "stopping", () -> read(heard).endsWith("STOPPING=1\n"));
            Await.until(() -> "ended", () -> !program.isAlive());
            assertThat(program.exitValue()).isZero();
        } finally {
            listener.destroy();
        }
    }

    private static String read(Path file) {
        try {
            return Files.exists(file) ? Files.readString(file) : "";
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
