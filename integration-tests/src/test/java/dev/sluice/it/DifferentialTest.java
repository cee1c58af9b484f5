package dev.sluice.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.it.harness.Await;
import dev.sluice.it.harness.HttpResponse;
import dev.sluice.it.harness.Origin;
import dev.sluice.it.harness.ProxyProcess;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The same commands to HAProxy and to Sluice, under the same configuration and traffic. With a HAProxy 3.5 ({@code HAPROXY} names one)
 * replies are compared byte by byte, numbers that depend on time left aside; with another version, framing, effects, and the columns that
 * both have, by name.
 */
class DifferentialTest {
    /** Columns whose values depend on when one looks, or on how heads are rewritten. */
    private static final List<String> VOLATILE = List.of(
            "rate",
            "rate_max",
            "req_rate",
            "req_rate_max",
            "conn_rate",
            "conn_rate_max",
            "lastchg",
            "lastsess",
            "downtime",
            "check_duration",
            "qtime",
            "ctime",
            "rtime",
            "ttime",
            "qtime_max",
            "ctime_max",
            "rtime_max",
            "ttime_max",
            "bin",
            "bout",
            "check_status",
            "last_chk",
            "check_desc",
            "check_code",
            "addr",
            "algo",
            "iid",
            "slim",
            "connect",
            "reuse",
            "scur",
            "smax",
            "srv_icur",
            "idle_conn_cur",
            "safe_conn_cur",
            "used_conn_cur",
            "need_conn_est",
            "src_ilim",
            "reqbin",
            "reqbout",
            "resbin",
            "resbout",
            "check_health",
            "status");

    private final Origin web1 = new Origin("web1");
    private final Origin web2 = new Origin("web2");
    private final Path binary =
            Path.of(Optional.ofNullable(System.getenv("HAPROXY")).orElse("/usr/sbin/haproxy"));
    private ProxyProcess haproxy;
    private ProxyProcess sluice;
    private int haproxyPort;
    private int sluicePort;

    @BeforeEach
    void start() throws IOException {
        Assumptions.assumeTrue(Files.isExecutable(binary), "no HAProxy at hand: " + binary);
        haproxyPort = freePort();
        sluicePort = freePort();
        haproxy = ProxyProcess.start(binary, configuration(haproxyPort));
        sluice = ProxyProcess.sluice(configuration(sluicePort));
    }

    @AfterEach
    void end() {
        web1.close();
        web2.close();
        if (haproxy != null) {
            haproxy.close();
        }
        if (sluice != null) {
            sluice.close();
        }
    }

    private String configuration(int port) {
        return """
                global
                    stats socket {{dir}}/admin.sock mode 600 level admin
                    nbthread 1
                    maxconn 100
                defaults
                    mode http
                    timeout connect 5s
                    timeout client 30s
                    timeout server 30s
                frontend fe1
                    bind 127.0.0.1:%d
                    default_backend be1
                frontend off
                    bind 127.0.0.1:1
                    disabled
                    default_backend be1
                backend be1
                    balance roundrobin
                    server s1 127.0.0.1:%d weight 10
                    server s2 127.0.0.1:%d weight 20 backup
                    server s3 127.0.0.1:%d disabled
                    server s4 127.0.0.1:%d check inter 200ms rise 2 fall 3
                backend be2
                    mode tcp
                    balance static-rr
                    server t1 127.0.0.1:%d
                """.formatted(port, web1.port(), web2.port(), web2.port(), web1.port(), web2.port());
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private boolean isSameVersion() {
        String version = haproxy.admin()
                .ask("show info")
                .lines()
                .filter(line -> line.startsWith("Version: "))
                .findFirst()
                .orElse("");
        return version.startsWith("Version: 3.5");
    }

    @Test
    void theSameCommandsHaveTheSameEffect() throws IOException {
        Await.until(() -> "s4 is up in both", () -> up(haproxy) && up(sluice));
        List<String> commands = Files.readAllLines(Path.of("src/test/resources/dev/sluice/it/differential.txt"));
        for (String command : commands) {
            if (command.startsWith("#") || command.isBlank()) {
                continue;
            }
            traffic(haproxyPort);
            traffic(sluicePort);
            compareReplies(command);
            compareStates(command);
        }
    }

    private static boolean up(ProxyProcess proxy) {
        return proxy.admin().stat("be1", "s4", "status").equals("UP");
    }

    private static void traffic(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.getOutputStream()
                    .write("GET / HTTP/1.1\r\nHost: t\r\nConnection: close\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
            assertThat(HttpResponse.read(new BufferedInputStream(socket.getInputStream()))
                            .status())
                    .isIn(200, 503);
        } catch (IOException e) {
            // The frontend is disabled, in both alike: their states are compared.
        }
    }

    private void compareReplies(String command) {
        String expected = haproxy.admin().ask(command);
        String actual = sluice.admin().ask(command);
        if (isSameVersion()) {
            assertThat(actual).as(command).isEqualTo(expected);
        } else {
            assertThat(actual.isBlank())
                    .as(command + " says something: '" + expected + "' '" + actual + "'")
                    .isEqualTo(expected.isBlank());
            assertThat(actual).as(command).endsWith(expected.isBlank() ? "\n" : "\n\n");
        }
    }

    private void compareStates(String command) {
        assertThat(columns(sluice, "show servers state", List.of(5, 6, 7, 8)))
                .as("after " + command)
                .isEqualTo(columns(haproxy, "show servers state", List.of(5, 6, 7, 8)));
        List<Map<String, String>> expected = haproxy.admin().stat();
        List<Map<String, String>> actual = sluice.admin().stat();
        for (Map<String, String> row : expected) {
            String name = row.get("pxname") + "/" + row.get("svname");
            Map<String, String> mine = actual.stream()
                    .filter(candidate -> name.equals(candidate.get("pxname") + "/" + candidate.get("svname")))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("no row " + name));
            row.forEach((column, value) -> {
                if (!column.isEmpty() && !column.equals("-") && !VOLATILE.contains(column) && isShared(column, mine)) {
                    assertThat(mine.get(column))
                            .as(name + " " + column + " after " + command)
                            .isEqualTo(value);
                }
            });
        }
    }

    /** The columns in front of the mark; behind it stand those of HAProxy's modules. */
    private static boolean isShared(String column, Map<String, String> row) {
        return row.containsKey(column)
                && !column.startsWith("h1_")
                && !column.startsWith("h2_")
                && !column.startsWith("h3_")
                && !column.startsWith("ssl_")
                && !column.startsWith("quic_");
    }

    private static List<String> columns(ProxyProcess proxy, String command, List<Integer> which) {
        return proxy.admin()
                .ask(command)
                .lines()
                .filter(line -> !line.isBlank() && !line.startsWith("#") && !line.equals("1"))
                .map(line -> line.split(" ", -1))
                .map(fields -> fields[1] + "/" + fields[3]
                        + which.stream().map(i -> " " + fields[i]).reduce("", String::concat))
                .toList();
    }
}
