package dev.sluice.config.parse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each configuration of {@code bad-configurations.txt} gets exactly the messages that stand there. */
class BadConfigurationsTest {
    private static final Pattern ALERT_LINE = Pattern.compile("\\[(?:ALERT)\\].*?\\[[^\\]]*\\.cfg:(\\d+)\\]");

    /**
     * A configuration and what is said about it.
     *
     * @param ours whether only this program objects
     */
    record Case(String title, boolean ours, String text, List<String> messages) {
        @Override
        public String toString() {
            return title;
        }
    }

    static List<Case> cases() throws IOException {
        String all;
        try (InputStream in = BadConfigurationsTest.class.getResourceAsStream("bad-configurations.txt")) {
            assertThat(in).isNotNull();
            all = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
        List<Case> cases = new ArrayList<>();
        for (String block : all.split("(?m)^### ", -1)) {
            if (block.isBlank() || block.startsWith("#")) {
                continue;
            }
            String[] parts = block.split("(?m)^---\\n", 2);
            int end = parts[0].indexOf('\n');
            String title = parts[0].substring(0, end);
            List<String> messages = new ArrayList<>();
            for (String line : parts[1].stripTrailing().split("\n", -1)) {
                if (line.startsWith("| ")) {
                    messages.add(messages.remove(messages.size() - 1) + "\n" + line.substring(2));
                } else {
                    messages.add(line);
                }
            }
            cases.add(new Case(title, title.endsWith("(ours)"), parts[0].substring(end + 1), messages));
        }
        return cases;
    }

    @Test
    void thereAreEnough() throws IOException {
        assertThat(cases()).hasSizeGreaterThanOrEqualTo(60);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void saysWhatIsWrong(Case bad) {
        ParseResult result = TestLanguage.parse(bad.text());

        assertThat(TestLanguage.said(result)).containsExactlyElementsOf(bad.messages());
        assertThat(result.usable()).isEmpty();
    }

    /** With {@code HAPROXY} naming a 3.5: where it objects to a line, so do we. */
    @EnabledIfEnvironmentVariable(named = "HAPROXY", matches = ".+")
    @ParameterizedTest
    @MethodSource("cases")
    void objectsToTheLinesThatHaproxyObjectsTo(Case bad, @TempDir Path directory)
            throws IOException, InterruptedException {
        String haproxy = System.getenv("HAPROXY");
        assertThat(haproxy).isNotNull();
        assumeThat(bad.ours()).isFalse();
        Path file = Files.writeString(directory.resolve("a.cfg"), bad.text());
        Path output = directory.resolve("out");
        Process process = new ProcessBuilder(haproxy, "-c", "-f", file.toString())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        TreeSet<Integer> theirs = new TreeSet<>();
        String said = Files.readString(output, StandardCharsets.ISO_8859_1);
        Matcher matcher = ALERT_LINE.matcher(said);
        while (matcher.find()) {
            theirs.add(Integer.valueOf(matcher.group(1)));
        }
        TreeSet<Integer> ours = new TreeSet<>();
        for (String message : bad.messages()) {
            String[] words = message.split(" ", 3);
            if (words[1].toUpperCase(Locale.ROOT).equals("ALERT")) {
                ours.add(Integer.valueOf(words[0]));
            }
        }
        assertThat(said).contains("[ALERT]");
        assertThat(ours).as(said).containsAll(theirs);
    }
}
