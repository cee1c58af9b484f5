package dev.sluice.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.it.harness.Await;
import dev.sluice.it.harness.Conversation;
import dev.sluice.it.harness.FreePort;
import dev.sluice.it.harness.Origin;
import dev.sluice.it.harness.ProxyProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The same commands to HAProxy and to Sluice, under the same configuration and traffic. With a HAProxy 3.5 ({@code HAPROXY} names one)
 * replies are compared byte by byte, but for what {@link Mask} hides; with another version, framing, effects, and the columns that both have,
 * by name. Each choice of a server has but one outcome, so that both see the same traffic.
 */
class DifferentialTest {
    private static final Path COMMANDS = Path.of("src/test/resources/dev/sluice/it/differential.txt");

    private final Origin web1 = new Origin("web1");
    private final Origin web2 = new Origin("web2");
    private final Path binary =
            Path.of(Optional.ofNullable(System.getenv("HAPROXY")).orElse("/usr/sbin/haproxy"));
    private Side haproxy;
    private Side sluice;
    private final List<String> differences = new ArrayList<>();
    private boolean sameVersion;

    /** One of the two programs, and where it listens. */
    private record Side(ProxyProcess proxy, int first, int second) implements AutoCloseable {
        String ask(String command) {
            return proxy.admin().ask(command);
        }

        @Override
        public void close() {
            proxy.close();
        }
    }

    @BeforeEach
    void start() {
        Assumptions.assumeTrue(Files.isExecutable(binary), "no HAProxy at hand: " + binary);
        haproxy = side(binary);
        sluice = side(null);
        sameVersion = haproxy.proxy().admin().info().getOrDefault("Version", "").startsWith("3.5");
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

    private Side side(@Nullable Path program) {
        int first = FreePort.any();
        int second = FreePort.any();
        String text = configuration(first, second);
        return new Side(program == null ? ProxyProcess.sluice(text) : ProxyProcess.start(program, text), first, second);
    }

    private String configuration(int first, int second) {
        return """
                global
                    stats socket {{dir}}/admin.sock mode 600 level admin
                    nbthread 1
                    maxconn 100
                    node here
                    description both
                    setenv SLUICE_DIFFERENTIAL yes
                defaults
                    mode http
                    timeout connect 5s
                    timeout client 30s
                    timeout server 30s
                frontend fe1
                    bind 127.0.0.1:%d
                    option socket-stats
                    default_backend be1
                frontend fe2
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
                backend be2
                    mode tcp
                    balance static-rr
                    server t1 127.0.0.1:%d
                backend be3
                    server s4 127.0.0.1:%d check inter 200ms rise 2 fall 3
                """.formatted(first, second, web1.port(), web2.port(), web2.port(), web2.port(), web1.port());
    }

    @Test
    void theSameCommandsHaveTheSameEffect() throws IOException {
        Await.until(() -> "s4 is up in both", () -> up(haproxy) && up(sluice));
        for (String line : Files.readAllLines(COMMANDS)) {
            if (line.startsWith("#") || line.isBlank()) {
                continue;
            }
            char mark = line.matches("[?~!5] .*") ? line.charAt(0) : ' ';
            String command = (mark == ' ' ? line : line.substring(2)).replace("{{s1}}", "" + web1.port());
            if (mark == '5' && !sameVersion) {
                continue;
            }
            if (compareReplies(command, mark) && mark != '!') {
                // What was refused has changed nothing, or the next comparison finds it.
                traffic(haproxy);
                traffic(sluice);
                compareStates(command);
            }
        }
        assertThat(differences).isEmpty();
    }

    private static boolean up(Side side) {
        return side.proxy().admin().stat("be3", "s4", "status").equals("UP");
    }

    private static void traffic(Side side) {
        try (Conversation client = new Conversation(side.first())) {
            client.send("GET / HTTP/1.1\r\nHost: t\r\nConnection: close\r\n\r\n");
            assertThat(client.response().status()).isIn(200, 503);
        } catch (UncheckedIOException e) {
            // The frontend is disabled, in both alike: their states are compared.
        }
        Await.until(
                () -> "the end of the request: " + side.ask("show stat"),
                () -> side.proxy().admin().stat().stream().allMatch(row -> "0".equals(row.get("scur"))));
    }

    /** Returns whether something was changed, about which HAProxy says nothing. */
    private boolean compareReplies(String command, char mark) {
        String expected = haproxy.ask(command);
        String actual = sluice.ask(command);
        if (sameVersion && mark != '~') {
            boolean firstLine = mark == '?';
            differ(command, masked(expected, haproxy, firstLine), masked(actual, sluice, firstLine));
        } else {
            differ(command + " says something", "" + !expected.isBlank(), "" + !actual.isBlank());
            differ("an empty line ends " + command, "true", "" + actual.endsWith(actual.isBlank() ? "\n" : "\n\n"));
        }
        return expected.isBlank();
    }

    private void differ(String what, String expected, String actual) {
        if (!expected.equals(actual)) {
            differences.add(what + "\n  HAProxy: " + expected + "\n  Sluice:  " + actual);
        }
    }

    private static String masked(String reply, Side side, boolean firstLineOnly) {
        String text = firstLineOnly ? reply.substring(0, reply.indexOf('\n') + 1) : reply;
        return Mask.of(text.replace(side.proxy().directory().toString(), "{{dir}}")
                .replace(":" + side.first(), ":{{first}}")
                .replace(":" + side.second(), ":{{second}}"));
    }

    private void compareStates(String command) {
        differ("after " + command, columns(haproxy), columns(sluice));
        List<Map<String, String>> expected = haproxy.proxy().admin().stat();
        List<Map<String, String>> actual = sluice.proxy().admin().stat();
        for (Map<String, String> row : expected) {
            String name = row.get("pxname") + "/" + row.get("svname");
            Map<String, String> mine = actual.stream()
                    .filter(candidate -> name.equals(candidate.get("pxname") + "/" + candidate.get("svname")))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("no row " + name));
            row.forEach((column, value) -> {
                if (!column.equals("addr")
                        && mine.containsKey(column)
                        && !Mask.hides(column)
                        && (sameVersion || !Mask.hidesFromOlder(column))) {
                    differ(name + " " + column + " after " + command, value, mine.get(column));
                }
            });
        }
    }

    /** Names, states and weights of servers: fields 5 to 8 of {@code show servers state}. */
    private static String columns(Side side) {
        return side.ask("show servers state")
                .lines()
                .filter(line -> !line.isBlank() && !line.startsWith("#") && !line.equals("1"))
                .map(line -> line.split(" ", -1))
                .map(fields -> String.join(" ", fields[1], fields[3], fields[5], fields[6], fields[7], fields[8]))
                .collect(Collectors.joining("\n"));
    }
}
