package dev.sluice.config.parse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.config.Configuration;
import dev.sluice.config.Diagnostic;
import dev.sluice.config.TlsSettings;
import dev.sluice.config.keyword.BuiltInKeywords;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What lines say about encryption, and how those that cannot be honoured are refused. */
class TlsLinesTest {
    private static ParseResult parse(String text) {
        return new ConfigurationParser(Keywords.of(BuiltInKeywords.ALL))
                .parse(List.of(new Source("t.cfg", text)), Environment.ofProcess(), ParseOptions.DEFAULT);
    }

    private static List<String> wrong(String text) {
        ParseResult result = parse(text);
        assertThat(result.usable()).isEmpty();
        return result.diagnostics().stream().map(Diagnostic::text).toList();
    }

    @Test
    void whatIsSaidForAllLinesHoldsForThoseThatFollow() {
        Configuration configuration = parse("""
                        global
                            ssl-default-server-curves X25519
                        backend first
                            server s 127.0.0.1:1 ssl verify none
                            server own 127.0.0.1:1 ssl verify none curves P-521
                        global
                            ssl-default-server-curves P-256
                        backend second
                            server s 127.0.0.1:1 ssl verify none
                        """).usable().orElseThrow();
        assertThat(configuration.proxies().get(0).servers())
                .extracting(server -> server.settings().get(TlsSettings.CURVES))
                .containsExactly("X25519", "P-521");
        assertThat(configuration.proxies().get(1).servers())
                .extracting(server -> server.settings().get(TlsSettings.CURVES))
                .containsExactly("P-256");
    }

    @Test
    void whoeverMakesCertificatesNeedsAnAuthority() {
        assertThat(wrong("frontend f\n bind 127.0.0.1:1 ssl crt /nowhere generate-certificates\n"))
                .contains("Proxy 'f': cannot enable certificate generation, no CA certificate File configured at"
                        + " [t.cfg:2].");
    }

    @Test
    void whatCannotBeIsRefusedByName() {
        assertThat(wrong("global\n issuers-chain-path /nowhere/at/all\n"))
                .contains("global statement 'issuers-chain-path' expects a directory path as an argument.");
        assertThat(wrong("global\n ocsp-update.mindelay 4000\n"))
                .anyMatch(text -> text.contains("ocsp-update.mindelay") && text.contains("4000 > 3600"));
        assertThat(wrong("global\n ocsp-update.mode maybe\n")).anyMatch(text -> text.contains("ocsp-update.mode"));
    }
}
