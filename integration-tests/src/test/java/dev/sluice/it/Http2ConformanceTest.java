package dev.sluice.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.it.harness.Command;
import dev.sluice.it.harness.Origin;
import dev.sluice.it.harness.ProxyProcess;
import dev.sluice.it.harness.TestCertificates;
import dev.sluice.it.harness.WebConfiguration;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What h2spec finds in frontends that speak HTTP/2, in the clear and encrypted: nothing (RFC 7540 and 7541). */
@EnabledOnOs(value = OS.LINUX, architectures = "amd64", disabledReason = "the program is there for this machine only")
class Http2ConformanceTest {
    /** Inside the artifact that is there for its sake. */
    private static final String ARCHIVE = "/h2spec/2.2.0/h2spec_linux_amd64.tar.gz";

    private static final Pattern RESULT = Pattern.compile("(\\d+) tests, (\\d+) passed, (\\d+) skipped, (\\d+) failed");
    private static final int TESTS = 145;
    /** Seconds that a case waits for an answer: more than a busy machine needs, as waiting ends with the answer. */
    private static final String PATIENCE = "10";

    private static final int BLOCK = 512;
    private static final int SIZE_AT = 124;
    private static final int SIZE_DIGITS = 11;

    @TempDir
    Path directory;

    /** The first file of the archive, which is the program and all that is in it. */
    private Path program() throws IOException {
        try (InputStream packed = Objects.requireNonNull(
                        Http2ConformanceTest.class.getResourceAsStream(ARCHIVE), "no h2spec on the class path");
                InputStream in = new GZIPInputStream(packed)) {
            String head = new String(in.readNBytes(BLOCK), StandardCharsets.ISO_8859_1);
            assertThat(head).startsWith("h2spec\0");
            int size = Integer.parseInt(head.substring(SIZE_AT, SIZE_AT + SIZE_DIGITS), 8);
            Path file = Files.write(directory.resolve("h2spec"), in.readNBytes(size));
            assertThat(file.toFile().setExecutable(true)).isTrue();
            return file;
        }
    }

    private static void conforms(Path program, int port, String... more) {
        List<String> words = new ArrayList<>(List.of("-p", Integer.toString(port), "-o", PATIENCE));
        words.addAll(List.of(more));
        Command run = Command.run(program, words.toArray(String[]::new));
        Matcher result = RESULT.matcher(run.out());
        assertThat(result.find()).as(run.out() + run.err()).isTrue();
        assertThat(Integer.parseInt(result.group(1))).isEqualTo(TESTS);
        assertThat(Integer.parseInt(result.group(4))).as(run.out()).isZero();
        assertThat(Integer.parseInt(result.group(2)) + Integer.parseInt(result.group(3)))
                .isEqualTo(TESTS);
    }

    @Test
    void frontendsSpeakHttp2AsItIsWritten() throws Exception {
        Path program = program();
        String file = new TestCertificates("Ours").sign("www.a.test", 1).writtenTo(directory.resolve("site.pem"));
        try (Origin origin = new Origin("one");
                ProxyProcess proxy = ProxyProcess.sluice(WebConfiguration.BASE + """
                frontend clear
                    bind 127.0.0.1:0 proto h2
                    option socket-stats
                    default_backend web
                frontend tls
                    bind 127.0.0.1:0 ssl crt %s alpn h2,http/1.1
                    option socket-stats
                    default_backend web
                backend web
                    server one 127.0.0.1:%d
                """.formatted(file, origin.port()))) {
            conforms(program, proxy.port("clear"));
            conforms(program, proxy.port("tls"), "-t", "-k");
        }
    }
}
