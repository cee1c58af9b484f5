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
 * Random sequences of commands to HAProxy ({@code HAPROXY} names it) and to Sluice under the same configuration. With a 3.5 replies are compared
 * byte by byte, but for what {@link Mask} hides and {@code differences.txt} explains, and after each sequence what the commands left behind;
 * with another version, as Debian's, their effects. {@code -Dsluice.sequences=} says how many, {@code -Dsluice.seed=} which.
 */
@Timeout(600)
class DifferentialSequencesTest {
    private static final Path FILES = Path.of("src/test/resources/dev/sluice/it");
    private static final int SEQUENCES = Integer.getInteger("sluice.sequences", 100);

    /** Always the same, so that nobody's change is held up by what it has nothing to do with; others are for who looks for more. */
    private static final long SEED = 29;

    /** Each program proposes commands of its own. */
    private static final Pattern PROPOSALS = Pattern.compile(
            "(Unknown command: '.*', but maybe one of the following ones is a better match:\n)( .*\n)*");

    private final Origin web = new Origin("web");
    private final Path binary =
            Path.of(Optional.ofNullable(System.getenv("HAPROXY")).orElse("/usr/sbin/haproxy"));

    @TempDir
    private Path directory;

    private World world;
    private boolean sameVersion;
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
        world = new World(directory, web.port());
        haproxy = ProxyProcess.start(binary, world.configuration());
        sluice = ProxyProcess.sluice(world.configuration());
        sameVersion = haproxy.admin().info().getOrDefault("Version", "").startsWith("3.5");
    }

    @AfterEach
    void end() {
        web.close();
        Optional.ofNullable(haproxy).ifPresent(ProxyProcess::close);
        Optional.ofNullable(sluice).ifPresent(ProxyProcess::close);
    }

    @Test
    void randomSequencesHaveTheSameRepliesAndLeaveTheSameBehind() throws IOException {
        long seed = Long.getLong("sluice.seed", SEED);
        System.out.println("sluice.seed=" + seed);
        Sequences sequences = new Sequences(FILES.resolve("sequences.txt"), !sameVersion, seed);
        world.define(sequences);
        List<String> differences = new ArrayList<>();
        for (int i = 0; i < SEQUENCES && differences.size() < 40; i++) {
            List<String> lines = sequences.next();
            String sent = "prompt i\n" + String.join("\n", lines) + "\n";
            String expected = haproxy.admin().ask(sameVersion ? sent : sent.replaceFirst(" i", ""));
            String actual = sluice.admin().ask(sent);
            if (sameVersion) {
                compare(differences, sent, expected, actual, isExplained(lines));
                for (String look : world.looks()) {
                    compare(
                            differences,
                            look + " after " + sent,
                            haproxy.admin().ask(look),
                            sluice.admin().ask(look),
                            false);
                }
            } else {
                String what = "effect of " + sent;
                compare(differences, what, world.effects(haproxy), world.effects(sluice), isExplained(lines));
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
        // Each has its own idea of what is alike.
        text = text.replaceAll("(unknown keyword '[^']*')(\\.|; did you mean '.*' maybe \\?)", "$1");
        // Entries have addresses of their own in each.
        text = text.replaceAll("0x[0-9a-f]+", "0x").replaceAll("exp=\\d+", "exp=*");
        // Java takes one certificate of the system's for the same as another.
        text = text.replaceAll("@system-ca - \\d+", "@system-ca - *");
        return World.inOrder(Mask.of(text.replace(program.directory().toString(), "{{dir}}")));
    }
}
