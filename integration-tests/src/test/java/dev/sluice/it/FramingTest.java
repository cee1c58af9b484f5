package dev.sluice.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.it.harness.ProxyProcess;
import dev.sluice.it.harness.UnixClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What {@link Framing} makes, to the admin socket: in pieces it is answered as it is whole, and, where {@code HAPROXY} names a 3.5, as HAProxy
 * answers it. Nothing is waited for without an end: HAProxy 3.5-dev5 itself never ends a connection, and spins, when the client ends its side
 * within a line of a payload. {@code -Dsluice.framings=} says how many, {@code -Dsluice.seed=} which.
 */
@Timeout(600)
class FramingTest {
    private static final int TEXTS = Integer.getInteger("sluice.framings", 150);

    /** HAProxy counts the mark of a payload as a word of the 64 that a command may have. */
    private static final Pattern FULL_WITH_PAYLOAD = Pattern.compile("( w){61}[^;\n]*<<");

    /** Sluice reads a payload before it looks for the map that it is for. */
    private static final Pattern BAD_PAYLOAD = Pattern.compile("Missing value for key '.*'\\.");

    private static final String NO_MAP = "Unknown map identifier. Please use #<id> or <file>.";

    /** What HAProxy and Sluice say in words of their own, and how long they have been running. */
    private static final Pattern OWN_WORDS = Pattern.compile(
            "(but maybe one of the following ones is a better match:\n)( [^\n]*\n)*|(Usage: )([^\n]+\n)+|\\[\\d+(:\\d\\d){3}]");

    /** How long ago a server changed. */
    private static final Pattern SINCE = Pattern.compile("(?m)^(\\d+ \\S+ \\d+ \\S+ \\S+ \\d+ \\d+ \\d+ \\d+) \\d+ ");

    private static final long SEED = Long.getLong("sluice.seed", 17);

    @TempDir
    private static Path directory;

    private static Path map;
    private static ProxyProcess sluice;

    @BeforeAll
    static void start() throws IOException {
        System.out.println("sluice.seed=" + SEED);
        map = Files.writeString(directory.resolve("hosts.map"), "one.test be1\n");
        sluice = ProxyProcess.sluice(configuration());
    }

    @AfterAll
    static void end() {
        Optional.ofNullable(sluice).ifPresent(ProxyProcess::close);
    }

    private static String configuration() {
        return """
                global
                    stats socket {{dir}}/admin.sock mode 600 level admin
                    nbthread 1
                    setenv SLUICE_DIFFERENTIAL yes
                defaults
                    mode http
                    timeout connect 5s
                    timeout client 30s
                    timeout server 30s
                frontend fe1
                    bind {{dir}}/fe1.sock
                    use_backend %%[req.hdr(host),lower,map_str(%s,be1)]
                backend be1
                    server s1 127.0.0.1:1 weight 10
                    server s2 127.0.0.1:1 weight 20 backup
                """.formatted(map);
    }

    private static String ask(ProxyProcess program, List<String> pieces) {
        try (UnixClient client = new UnixClient(program.directory().resolve("admin.sock"))) {
            pieces.forEach(client::send);
            String reply = OWN_WORDS.matcher(client.half().all()).replaceAll("$1$3");
            // Whoever sends a payload in pieces is asked for more, and much of it is read in pieces.
            return pieces.size() > 1 || pieces.get(0).length() > 4096 ? reply.replace("+ ", "") : reply;
        }
    }

    @Test
    void piecesAreAnsweredAsTheWholeIs() {
        Framing framing = new Framing(SEED);
        for (int i = 0; i < TEXTS; i++) {
            String text = framing.next().replace("{{map}}", map.toString());
            String whole = withoutTimes(ask(sluice, List.of(text)));
            List<String> pieces = framing.cut(text);
            assertThat(withoutTimes(ask(sluice, pieces)).replace("+ ", ""))
                    .as("seed %d, text %d: %s", SEED, i, pieces)
                    .isEqualTo(whole.replace("+ ", ""));
        }
    }

    @Test
    void haproxyAnswersTheSame() {
        Path binary = Path.of(Optional.ofNullable(System.getenv("HAPROXY")).orElse("/nonexistent"));
        Assumptions.assumeTrue(Files.isExecutable(binary), "no HAProxy 3.5 at hand: " + binary);
        try (ProxyProcess haproxy = ProxyProcess.start(binary, configuration())) {
            String version = haproxy.admin().info().getOrDefault("Version", "");
            Assumptions.assumeTrue(version.startsWith("3.5"), "framing is another in " + version);
            Framing framing = new Framing(SEED);
            List<String> differences = new ArrayList<>();
            for (int i = 0; i < TEXTS && differences.size() < 20; i++) {
                String text = framing.next().replace("{{map}}", map.toString());
                // See above: within a line of a payload, HAProxy does not end.
                text = text.contains("<<") && !text.endsWith("\n") ? text + "\n" : text;
                if (text.lines().anyMatch(line -> line.length() + 1 == 16_384)) {
                    continue; // HAProxy says no end of words.
                }
                String expected = withoutTimes(ask(haproxy, List.of(text)));
                String actual = BAD_PAYLOAD
                        .matcher(withoutTimes(ask(sluice, List.of(text))))
                        .replaceAll(NO_MAP);
                if (!expected.equals(actual) && !FULL_WITH_PAYLOAD.matcher(text).find()) {
                    differences.add("text " + i + ": "
                            + text.replaceAll(" {20,}", "<blanks>").replaceAll("y{20,}", "<ys>") + "\nHAProxy: "
                            + from(expected, actual) + "\nSluice:  " + from(actual, expected));
                }
            }
            assertThat(differences).as("seed " + SEED).isEmpty();
        }
    }

    /** What a text says from where another differs, and a little before. */
    private static String from(String text, String other) {
        int at = 0;
        while (at < Math.min(text.length(), other.length()) && text.charAt(at) == other.charAt(at)) {
            at++;
        }
        return text.substring(Math.max(0, at - 40), Math.min(text.length(), at + 200));
    }

    private static String withoutTimes(String reply) {
        return SINCE.matcher(reply).replaceAll("$1 * ");
    }
}
