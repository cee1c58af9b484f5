package dev.sluice.config.parse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.sluice.config.Configuration;
import dev.sluice.config.ErrorRule;
import dev.sluice.config.GlobalSettings;
import dev.sluice.config.ProxySettings;
import dev.sluice.config.ProxySpec;
import dev.sluice.config.Settings;
import dev.sluice.config.TlsSettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files as distributions ship them load without a word. */
class StockConfigurationsTest {
    private static final List<Integer> STATUSES = List.of(400, 403, 408, 500, 502, 503, 504);

    @TempDir
    private Path directory;

    private ParseResult parse(Path file) {
        Sources sources = Sources.read(List.of(file));
        assertThat(sources.problems()).isEmpty();
        return TestLanguage.parse(Map.of(), sources.sources().toArray(Source[]::new));
    }

    /** All that a package's file says, in the shape that packages give it. */
    @Test
    void aPackagesFile() throws IOException {
        StringBuilder text = new StringBuilder("""
                global
                \tlog /dev/log\tlocal0
                \tlog /dev/log\tlocal1 notice
                \tchroot /var/lib/haproxy
                \tstats socket /run/haproxy/admin.sock mode 660 level admin expose-fd listeners
                \tstats timeout 30s
                \tuser haproxy
                \tgroup haproxy
                \tdaemon

                \t# TLS
                \tca-base /etc/ssl/certs
                \tcrt-base /etc/ssl/private
                        ssl-default-bind-ciphers ECDHE-ECDSA-AES128-GCM-SHA256:ECDHE-RSA-AES128-GCM-SHA256:DHE-RSA-AES128-GCM-SHA256
                        ssl-default-bind-ciphersuites TLS_AES_128_GCM_SHA256:TLS_AES_256_GCM_SHA384:TLS_CHACHA20_POLY1305_SHA256
                        ssl-default-bind-options ssl-min-ver TLSv1.2 no-tls-tickets

                defaults
                \tlog\tglobal
                \tmode\thttp
                \toption\thttplog
                \toption\tdontlognull
                        timeout connect 5000
                        timeout client  50000
                        timeout server  50000
                """);
        for (int status : STATUSES) {
            Path page = Files.writeString(directory.resolve(status + ".http"), "HTTP/1.0 " + status + " No\r\n\r\n");
            text.append("\terrorfile ").append(status).append(' ').append(page).append('\n');
        }
        text.append("frontend f\n bind 127.0.0.1:1\n");
        Path file = Files.writeString(directory.resolve("haproxy.cfg"), text);

        ParseResult result = parse(file);

        assertThat(result.diagnostics()).isEmpty();
        Configuration configuration = result.usable().orElseThrow();
        Settings global = configuration.global();
        assertThat(global.get(GlobalSettings.LOG)).hasSize(2);
        assertThat(global.get(GlobalSettings.CHROOT)).isEqualTo("/var/lib/haproxy");
        assertThat(global.get(GlobalSettings.USER)).isEqualTo("haproxy");
        assertThat(global.get(GlobalSettings.DAEMON)).isTrue();
        assertThat(global.get(GlobalSettings.STATS_TIMEOUT)).isEqualTo(30_000);
        Settings encryption = global.get(TlsSettings.BIND_DEFAULTS);
        assertThat(encryption.get(TlsSettings.MIN_VERSION)).isEqualTo(TlsSettings.Version.TLS12);
        assertThat(encryption.get(TlsSettings.TICKETS)).isFalse();
        ProxySpec frontend = configuration.proxies().get(0);
        assertThat(frontend.settings().get(ProxySettings.ERRORS))
                .flatExtracting(ErrorRule::statuses)
                .containsExactlyInAnyOrderElementsOf(STATUSES);
        assertThat(frontend.settings().get(ProxySettings.DONTLOGNULL)).isTrue();
    }

    @Test
    void theFileOfThisMachinesPackage() throws IOException {
        Path file = Path.of("/etc/haproxy/haproxy.cfg");
        assumeThat(file).isReadable();
        assumeThat(Files.readString(file, StandardCharsets.ISO_8859_1))
                .contains("stats socket /run/haproxy/admin.sock");

        assertThat(parse(file).diagnostics()).isEmpty();
    }

    /** Containers start from little more than this. */
    @Test
    void aContainersFile() {
        ParseResult result = TestLanguage.parse("""
                global
                    maxconn 256
                defaults
                    mode http
                    timeout connect 5000ms
                    timeout client 50000ms
                    timeout server 50000ms
                frontend http-in
                    bind *:80
                    default_backend servers
                backend servers
                    server server1 127.0.0.1:8000 maxconn 32
                """);

        assertThat(result.diagnostics()).isEmpty();
        assertThat(result.usable()).isPresent();
    }

    @Test
    void aDirectoryHoldsItsFilesInOrder() throws IOException {
        Files.writeString(directory.resolve("20.cfg"), "b\n");
        Files.writeString(directory.resolve("10.cfg"), "a\n");
        Files.writeString(directory.resolve(".05.cfg"), "hidden\n");
        Files.writeString(directory.resolve("30.txt"), "other\n");

        Sources sources = Sources.read(List.of(directory, directory.resolve("nowhere")));

        assertThat(sources.sources()).extracting(Source::text).containsExactly("a\n", "b\n");
        assertThat(sources.problems())
                .singleElement()
                .satisfies(problem -> assertThat(Messages.format(problem, 42))
                        .isEqualTo("[ALERT]    (42) : config : Cannot open configuration file/directory "
                                + directory.resolve("nowhere") + " : No such file or directory"));
    }

    @Test
    void theReportHasHaproxysForm() {
        ParseResult result = TestLanguage.parse("global\n nbtread 3\n .warning x\n");

        assertThat(Messages.report(result.diagnostics(), 7))
                .containsExactly(
                        "[ALERT]    (7) : config : parsing [a.cfg:2] : unknown keyword 'nbtread' in 'global' section; did"
                                + " you mean 'nbthread' maybe ?",
                        "[WARNING]  (7) : config : parsing [a.cfg:3] : 'x'.",
                        "[ALERT]    (7) : config : Error(s) found in configuration file : a.cfg",
                        "[ALERT]    (7) : config : Fatal errors found in configuration.");
    }
}
