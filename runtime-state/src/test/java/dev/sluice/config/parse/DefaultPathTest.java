package dev.sluice.config.parse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.config.Configuration;
import dev.sluice.config.ErrorFile;
import dev.sluice.config.GlobalSettings;
import dev.sluice.config.TlsSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where files are looked for whose names are relative, and that they stay known by those names. */
class DefaultPathTest {
    private static final String PAGE = "HTTP/1.0 503 X\r\n\r\n";

    @TempDir
    private Path root;

    @BeforeEach
    void write() throws IOException {
        for (String directory : new String[] {"one", "two", "certs"}) {
            Path unused = Files.createDirectories(root.resolve(directory));
            unused = Files.writeString(root.resolve(directory + "/503.http"), PAGE + directory);
        }
        Path unused = Files.writeString(root.resolve("503.http"), PAGE + "above");
        unused = Files.createDirectories(root.resolve("one/chains"));
    }

    private Source file(String name, String text) {
        return new Source(root.resolve(name).toString(), text);
    }

    private static String errors(String section) {
        return "http-errors " + section + "\n errorfile 503 503.http\n";
    }

    private static Configuration good(Source... sources) {
        ParseResult result = TestLanguage.parse(Map.of(), sources);
        return result.usable().orElseThrow(() -> new AssertionError(String.join("\n", TestLanguage.said(result))));
    }

    private static String read(Configuration configuration, String section) {
        Map<Integer, ErrorFile> files =
                configuration.global().get(GlobalSettings.HTTP_ERRORS).getOrDefault(section, Map.of());
        ErrorFile file = Objects.requireNonNull(files.get(503), section);
        assertThat(file.path()).isEqualTo("503.http");
        return file.content().substring(PAGE.length());
    }

    @Test
    void filesAreBesideTheConfigurationThatNamesThem() {
        Configuration read =
                good(file("one/a.cfg", "global\n default-path config\n" + errors("a")), file("two/b.cfg", errors("b")));
        assertThat(read(read, "a")).isEqualTo("one");
        assertThat(read(read, "b")).isEqualTo("two");
    }

    @Test
    void orAboveItOrWhereTheLineSays() {
        Configuration read = good(file(
                "one/a.cfg",
                "global\n default-path parent\n" + errors("a") + "global\n default-path origin " + root + "/certs\n"
                        + errors("b")));
        assertThat(read(read, "a")).isEqualTo("above");
        assertThat(read(read, "b")).isEqualTo("certs");
    }

    @Test
    void directoriesFollowToo() {
        Configuration read = good(file("one/a.cfg", "global\n default-path config\n issuers-chain-path chains\n"));
        assertThat(read.global().get(TlsSettings.ISSUERS_CHAIN_PATH)).isEqualTo(root + "/one/chains");
    }

    @Test
    void namesOfHeaderFieldsAreReadFromThereToo() throws IOException {
        Path unused = Files.writeString(root.resolve("one/names"), "x-id X-ID\n");
        Configuration read = good(file("one/a.cfg", "global\n default-path config\n h1-case-adjust-file names\n"));
        assertThat(read.global().get(GlobalSettings.HEADER_CASES).all()).containsExactly(Map.entry("x-id", "X-ID"));
    }

    @Test
    void theLastLineHoldsFromThereOn() {
        ParseResult result = TestLanguage.parse(
                Map.of(),
                file(
                        "one/a.cfg",
                        "global\n default-path config\n default-path current\nhttp-errors a\n errorfile 503 503.http\n"));
        assertThat(TestLanguage.said(result)).anyMatch(text -> text.startsWith("5 ALERT 'errorfile'"));
    }

    @Test
    void whatIsNoDirectoryIsRefused() {
        assertThat(TestLanguage.said(TestLanguage.parse("global\n default-path origin /nowhere/at/all\n")))
                .contains("2 ALERT 'default-path': there is no directory '/nowhere/at/all'.");
        assertThat(TestLanguage.said(TestLanguage.parse("global\n default-path origin\n")))
                .contains("2 ALERT 'default-path' expects a directory behind 'origin' as an argument.");
        assertThat(TestLanguage.said(TestLanguage.parse("global\n default-path there\n")))
                .contains("2 ALERT 'default-path' expects one of: current, config, parent, origin (got 'there').");
    }
}
