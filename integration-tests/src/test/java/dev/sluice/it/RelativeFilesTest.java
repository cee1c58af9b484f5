package dev.sluice.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.it.harness.Command;
import dev.sluice.it.harness.Conversation;
import dev.sluice.it.harness.Distribution;
import dev.sluice.it.harness.ProxyProcess;
import dev.sluice.it.harness.TestCertificates;
import dev.sluice.it.harness.WebConfiguration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files with relative names, found where {@code default-path} says and known by those names. */
class RelativeFilesTest {
    @TempDir
    private Path directory;

    @BeforeEach
    void write() throws IOException {
        TestCertificates authority = new TestCertificates("Files");
        Path certificates = Files.createDirectories(directory.resolve("certs"));
        String unused = authority.sign("one.test", 7).writtenTo(certificates.resolve("site.pem"));
        unused = authority.authorityWrittenTo(directory.resolve("ca.pem"));
        Path unusedToo = Files.writeString(directory.resolve("certs.list"), "certs/site.pem one.test\n");
        unusedToo = Files.writeString(directory.resolve("hosts.map"), "one.test mapped\n");
        unusedToo = Files.writeString(directory.resolve("paths.acl"), "/page\n");
        unusedToo = Files.writeString(directory.resolve("page.txt"), "a page");
        unusedToo = Files.writeString(
                directory.resolve("503.http"), "HTTP/1.0 503 Later\r\ncontent-length: 5\r\n\r\nlater");
        unusedToo = Files.createDirectories(directory.resolve("conf"));
    }

    private String configuration(String where) {
        return WebConfiguration.BASE.replace("    nbthread 2\n", "    default-path " + where + "\n") + """
                frontend tls
                    bind 127.0.0.1:0 ssl crt certs/site.pem ca-file ca.pem verify optional
                    bind 127.0.0.1:0 ssl crt certs
                    bind 127.0.0.1:0 ssl crt-list certs.list
                    default_backend app
                frontend http
                    bind 127.0.0.1:0
                    option socket-stats
                    errorfile 503 503.http
                    http-request return status 200 content-type text/plain file page.txt if { path -f paths.acl }
                    http-request return status 200 content-type text/plain lf-string %[req.hdr(host),map(hosts.map)] if { path /map }
                    default_backend app
                backend app
                    server s 127.0.0.1:1 ssl crt certs/site.pem ca-file ca.pem disabled
                """;
    }

    private static String ask(int port, String path) {
        try (Conversation client = new Conversation(port)) {
            return client.send("GET " + path + " HTTP/1.1\r\nHost: one.test\r\n\r\n")
                    .response()
                    .body();
        }
    }

    @Test
    void areReadThereAndKeepTheirNames() {
        String configuration = configuration("origin " + directory);
        try (ProxyProcess proxy = ProxyProcess.sluice(configuration)) {
            int port = proxy.port("http");
            assertThat(ask(port, "/page")).isEqualTo("a page");
            assertThat(ask(port, "/map")).isEqualTo("mapped");
            assertThat(ask(port, "/")).isEqualTo("later");
            assertThat(proxy.admin().ask("show map")).contains("(hosts.map) pattern loaded from file 'hosts.map'");
            assertThat(proxy.admin().ask("show acl")).contains("(paths.acl) pattern loaded from file 'paths.acl'");
            assertThat(proxy.admin().ask("show ssl cert")).contains("\ncerts/site.pem\n");
            assertThat(proxy.admin().ask("show ssl crt-list")).contains("certs.list\n");
            assertThat(proxy.admin().ask("show ssl ca-file")).contains("\nca.pem - 1 certificate(s)\n");
        }
    }

    @Test
    void standBesideOrAboveTheConfiguration() throws IOException {
        Path beside = Files.writeString(directory.resolve("a.cfg"), checked("config"));
        Path below = Files.writeString(directory.resolve("conf/b.cfg"), checked("parent"));
        Path elsewhere = Files.writeString(directory.resolve("conf/c.cfg"), checked("config"));
        assertThat(check(beside)).isEqualTo(new Command(0, "", ""));
        assertThat(check(below)).isEqualTo(new Command(0, "", ""));
        assertThat(check(elsewhere).err()).contains("cannot read the file '503.http'");
    }

    private String checked(String where) {
        return configuration(where).replace("{{dir}}", directory.toString());
    }

    private static Command check(Path file) {
        return Command.run(Distribution.haproxy(), "-c", "-f", file.toString());
    }
}
