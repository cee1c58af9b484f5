package dev.sluice.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.it.harness.Origin;
import dev.sluice.it.harness.ProxyProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Thousands of random command lines to HAProxy 3.5 ({@code HAPROXY} names it) and to Sluice under the same configuration: replies are compared
 * byte by byte but for what {@link Mask} hides and {@code differences.txt} explains, and after each sequence what the commands left behind.
 */
@Timeout(600)
class DifferentialSequencesTest {
    private static final Path FILES = Path.of("src/test/resources/dev/sluice/it");
    private static final int SEQUENCES = Integer.getInteger("sluice.sequences", 700);

    /** Each program proposes commands of its own. */
    private static final Pattern PROPOSALS = Pattern.compile(
            "(Unknown command: '.*', but maybe one of the following ones is a better match:\n)( .*\n)*");

    private final Origin web = new Origin("web");
    private final Path binary =
            Path.of(Optional.ofNullable(System.getenv("HAPROXY")).orElse("/nonexistent"));

    @TempDir
    private Path directory;

    private Path map;
    private ProxyProcess haproxy;
    private ProxyProcess sluice;
    private final Set<String> known = new HashSet<>();
    private List<Pattern> explained;

    @BeforeEach
    void start() throws IOException {
        Assumptions.assumeTrue(Files.isExecutable(binary), "no HAProxy at hand: " + binary);
        explained = Files.readAllLines(FILES.resolve("differences.txt")).stream()
                .filter(line -> !line.startsWith("#") && !line.isBlank())
                .map(line ->
                        Pattern.compile(line.substring(0, line.indexOf(" #")).strip(), Pattern.DOTALL))
                .toList();
        map = Files.writeString(directory.resolve("hosts.map"), "one.test be1\ntwo.test be2\n");
        String configuration = configuration();
        haproxy = ProxyProcess.start(binary, configuration);
        sluice = ProxyProcess.sluice(configuration);
        Assumptions.assumeTrue(
                haproxy.admin().info().getOrDefault("Version", "").startsWith("3.5"), "not a HAProxy 3.5");
    }

    @AfterEach
    void end() {
        web.close();
        Optional.ofNullable(haproxy).ifPresent(ProxyProcess::close);
        Optional.ofNullable(sluice).ifPresent(ProxyProcess::close);
    }

    /** Frontends listen on paths of their own, so that both programs run at once. */
    private String configuration() {
        return """
                global
                    stats socket {{dir}}/admin.sock mode 600 level admin
                    nbthread 1
                    maxconn 100
                    setenv SLUICE_DIFFERENTIAL yes
                defaults
                    mode http
                    timeout connect 5s
                    timeout client 30s
                    timeout server 30s
                frontend fe1
                    bind {{dir}}/fe1.sock
                    use_backend %%[req.hdr(host),lower,map_str(%2$s,be1)]
                    default_backend be1
                frontend fe2
                    bind {{dir}}/fe2.sock
                    default_backend be1
                backend be1
                    balance roundrobin
                    default-server rise 2 fall 3
                    server s1 127.0.0.1:%1$d weight 10
                    server s2 127.0.0.1:%1$d weight 20 backup
                    server s3 127.0.0.1:%1$d disabled
                backend be2
                    mode tcp
                    balance static-rr
                    server t1 127.0.0.1:%1$d weight 5
                backend be3
                    server u1 127.0.0.1:%1$d maxconn 5
                """.formatted(web.port(), map);
    }

    @Test
    void randomSequencesHaveTheSameRepliesAndLeaveTheSameBehind() throws IOException {
        long seed = Long.getLong("sluice.seed", System.nanoTime());
        System.out.println("sluice.seed=" + seed);
        Sequences sequences = new Sequences(FILES.resolve("sequences.txt"), seed);
        sequences.define("map", List.of(map.toString(), map.toString(), map.toString(), "nope", "#99"));
        List<String> differences = new ArrayList<>();
        for (int i = 0; i < SEQUENCES && differences.size() < 40; i++) {
            List<String> lines = sequences.next();
            String sent = "prompt i\n" + String.join("\n", lines);
            compare(differences, sent, haproxy.admin().ask(sent), sluice.admin().ask(sent), isExplained(lines));
            for (String look : List.of("show servers state", "show stat", "show info", "show map " + map)) {
                compare(
                        differences,
                        look + " after " + sent,
                        haproxy.admin().ask(look),
                        sluice.admin().ask(look),
                        false);
            }
        }
        assertThat(differences).as("seed " + seed).isEmpty();
    }

    private boolean isExplained(List<String> lines) {
        List<String> commands = lines.stream()
                .flatMap(line -> Pattern.compile("(?<!\\\\);").splitAsStream(line))
                .map(command -> command.strip().replace("\\", "").replaceAll("[ \t]+", " "))
                .toList();
        String all = String.join("\n", commands);
        return explained.stream()
                .anyMatch(pattern -> pattern.matcher(all).find()
                        || commands.stream()
                                .anyMatch(command -> pattern.matcher(command).find()));
    }

    private void compare(List<String> differences, String sent, String expected, String actual, boolean skip) {
        String wanted = masked(expected, haproxy);
        String got = masked(actual, sluice);
        String difference =
                "\n  HAProxy: " + firstDifference(wanted, got) + "\n  Sluice:  " + firstDifference(got, wanted);
        // What stays different is told once.
        if (!skip && !wanted.equals(got) && known.add(difference)) {
            differences.add(sent + difference);
        }
    }

    private static String firstDifference(String text, String other) {
        List<String> lines = text.lines().toList();
        List<String> others = other.lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            if (i >= others.size() || !lines.get(i).equals(others.get(i))) {
                int from = i >= others.size() ? 0 : Math.max(0, common(lines.get(i), others.get(i)) - 40);
                return "line " + i + ": "
                        + lines.get(i).substring(Math.min(from, lines.get(i).length()));
            }
        }
        return lines.size() + " lines: " + lines.stream().limit(3).collect(Collectors.joining("|"));
    }

    private static int common(String one, String other) {
        int at = 0;
        while (at < Math.min(one.length(), other.length()) && one.charAt(at) == other.charAt(at)) {
            at++;
        }
        return at;
    }

    private static String masked(String reply, ProxyProcess program) {
        String text = PROPOSALS.matcher(reply).replaceAll("$1");
        // Entries have addresses of their own in each.
        text = text.replaceAll("0x[0-9a-f]+", "0x");
        return Mask.of(text.replace(program.directory().toString(), "{{dir}}"));
    }
}
