package dev.sluice.config.parse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.config.ProxySpec;
import dev.sluice.config.ServerSpec;
import dev.sluice.config.Settings;
import dev.sluice.config.SocketSettings;
import dev.sluice.config.SourceSpec;
import dev.sluice.config.SourceSpec.Shown;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is said of sockets. */
class SocketLinesTest {
    private static ParseResult parse(String proxy, String server) {
        String text = """
                listen l
                    bind 127.0.0.1:80
                    %s
                    server s 127.0.0.1:81 %s
                """.formatted(proxy.replace(";", "\n    "), server);
        return new ConfigurationParser(TestLanguage.KEYWORDS)
                .parse(List.of(new Source("t.cfg", text)), Environment.of(Map.of()), ParseOptions.DEFAULT);
    }

    private static ProxySpec proxy(String proxy, String server) {
        ParseResult result = parse(proxy, server);
        return result.usable()
                .orElseThrow(() -> new IllegalStateException(result.toString()))
                .proxies()
                .get(0);
    }

    private static Settings server(String line) {
        ServerSpec server = proxy("", line).servers().get(0);
        return server.settings();
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.2, 127.0.0.2, 0, 0, '', OWN",
        "127.0.0.2:1000, 127.0.0.2, 1000, 1000, '', OWN",
        "127.0.0.2:1000-1010, 127.0.0.2, 1000, 1010, '', OWN",
        "0.0.0.0 interface lo, '', 0, 0, lo, OWN",
        "*:1000, '', 1000, 1000, '', OWN",
        "ipv6@[::1], ::1, 0, 0, '', OWN",
        "0.0.0.0 usesrc clientip, '', 0, 0, '', CLIENT_IP",
        "0.0.0.0 interface lo usesrc client, '', 0, 0, lo, CLIENT"
    })
    void sources(String said, String host, int low, int high, String device, Shown shown) {
        assertThat(server("source " + said).get(SocketSettings.SOURCE))
                .isEqualTo(new SourceSpec(host, low, high, device, shown, "", 0));
    }

    @Test
    void aFixedAddressThatServersSee() {
        SourceSpec read = server("source 0.0.0.0 usesrc 10.0.0.1:99 weight 3").get(SocketSettings.SOURCE);
        assertThat(read.shown()).isEqualTo(Shown.FIXED);
        assertThat(read.shownHost()).isEqualTo("10.0.0.1");
        assertThat(read.shownPort()).isEqualTo(99);
    }

    @Test
    void silenceIsCountedInWholeSeconds() {
        Settings read = proxy("clitcpka-idle 500ms;clitcpka-intvl 2;srvtcpka-idle 1m;srvtcpka-cnt 3;option tcpka", "")
                .settings();
        assertThat(read.get(SocketSettings.CLIENT_KEEPALIVE_IDLE)).isEqualTo(1);
        assertThat(read.get(SocketSettings.CLIENT_KEEPALIVE_INTERVAL)).isEqualTo(2);
        assertThat(read.get(SocketSettings.SERVER_KEEPALIVE_IDLE)).isEqualTo(60);
        assertThat(read.get(SocketSettings.SERVER_KEEPALIVE_COUNT)).isEqualTo(3);
        assertThat(read.get(SocketSettings.CLIENT_KEEPALIVE)).isTrue();
        assertThat(read.get(SocketSettings.SERVER_KEEPALIVE)).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "source 127.0.0.1:1-2     |                            | port range not permitted here in '127.0.0.1:1-2'",
                "source 127.0.0.1 foo     |                            | only supports optional keywords",
                "source unix@/x           |                            | only an internet address",
                "source 127.0.0.1 usesrc hdr_ip(x) |                   | 'usesrc hdr_ip' is not supported",
                "no option tcpka          |                            | cannot stand before 'option tcpka'",
                "clitcpka-cnt x           |                            | clitcpka-cnt",
                "                         | source 127.0.0.1:9-5       | invalid port range '9-5'",
                "                         | usesrc clientip            | only allowed behind 'source'",
                "                         | socks4 127.0.0.1           | missing port specification",
                "                         | socks4 unix@/x             | only an internet address",
                "                         | namespace blue             | another network namespace",
                "                         | tcp-ut x                   | tcp-ut"
            })
    void mistakes(String proxy, String server, String said) {
        ParseResult result = parse(proxy == null ? "" : proxy, server == null ? "" : server);
        assertThat(result.usable()).isEmpty();
        assertThat(result.diagnostics().toString()).contains(said);
    }
}
