package dev.sluice.config.parse;

import static dev.sluice.config.parse.TestLanguage.good;
import static dev.sluice.config.parse.TestLanguage.parse;
import static dev.sluice.config.parse.TestLanguage.said;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.config.GlobalSettings;
import dev.sluice.config.ProxySettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How names of header fields are to be spelled, and for whom. */
class CaseLinesTest {
    @TempDir
    Path directory;

    private Path written(String text) throws IOException {
        return Files.writeString(directory.resolve("names"), text.replace("\\n", "\n"));
    }

    @Test
    void namesComeFromLinesAndFromTheLastFile() throws IOException {
        Path other = Files.writeString(directory.resolve("other"), "overridden Overridden\n");
        Path file = written("# Names\n\nx-a X-A\n  \tx-b\t X-b  \n#c C\nx-c X-C");
        assertThat(good(
                                "global",
                                " h1-case-adjust host HOST",
                                " h1-case-adjust-file " + other,
                                " h1-case-adjust-file " + file,
                                " h1-case-adjust overridden OVERridden")
                        .global()
                        .get(GlobalSettings.HEADER_CASES)
                        .all())
                .isEqualTo(
                        Map.of("host", "HOST", "x-a", "X-A", "x-b", "X-b", "x-c", "X-C", "overridden", "OVERridden"));
    }

    @Test
    void namesGivenWithCapitalsAreNobodys() {
        ParseResult result = parse("global\n h1-case-adjust Abc abc\n");
        assertThat(said(result))
                .containsExactly(
                        "2 WARNING 'h1-case-adjust': 'Abc' has capitals and so is the name of no field; say it in"
                                + " small letters.");
        assertThat(result.usable()
                        .orElseThrow()
                        .global()
                        .get(GlobalSettings.HEADER_CASES)
                        .all())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '>',
            quoteCharacter = '`',
            value = {
                "abc > 'abc' stands alone in line 1",
                "`# no\nabc Abc x` > 'abc' and 'Abc x' differ in more than case in line 2",
                "abc ABD > 'abc' and 'ABD' differ in more than case in line 1",
                "`abc ABC\nabc Abc` > 'abc' is there already in line 2",
                "host HOST > 'host' is there already in line 1",
            })
    void filesWithOtherThingsAreRefused(String text, String message) throws IOException {
        Path file = written(text);
        ParseResult result = parse("global\n h1-case-adjust host Host\n h1-case-adjust-file " + file + "\n");
        assertThat(said(result)).containsExactly("3 ALERT 'h1-case-adjust-file': " + message + " of '" + file + "'.");
        assertThat(result.usable()).isEmpty();
    }

    @Test
    void sidesAreAskedOneByOne() {
        var configuration = good(
                "defaults",
                " mode http",
                " timeout client 1s",
                " timeout server 1s",
                " timeout connect 1s",
                " option h1-case-adjust-bogus-client",
                "frontend f",
                " bind :80",
                "backend b",
                " option h1-case-adjust-bogus-server",
                "listen l",
                " no option h1-case-adjust-bogus-client");
        assertThat(configuration.proxies().get(0).settings().get(ProxySettings.CASE_FOR_CLIENTS))
                .isTrue();
        assertThat(configuration.proxies().get(1).settings().get(ProxySettings.CASE_FOR_SERVERS))
                .isTrue();
        assertThat(configuration.proxies().get(2).settings().get(ProxySettings.CASE_FOR_CLIENTS))
                .isFalse();
    }
}
