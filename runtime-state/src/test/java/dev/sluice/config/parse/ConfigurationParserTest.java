package dev.sluice.config.parse;

import static dev.sluice.config.parse.TestLanguage.good;
import static dev.sluice.config.parse.TestLanguage.said;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.config.Balance.Algorithm;
import dev.sluice.config.BindSettings;
import dev.sluice.config.Condition;
import dev.sluice.config.Configuration;
import dev.sluice.config.GlobalSettings;
import dev.sluice.config.Level;
import dev.sluice.config.ProxySettings;
import dev.sluice.config.ProxySettings.LogFormat;
import dev.sluice.config.ProxySettings.Mode;
import dev.sluice.config.ProxySpec;
import dev.sluice.config.Rule;
import dev.sluice.config.ServerAddress;
import dev.sluice.config.ServerSettings;
import dev.sluice.config.ServerSpec;
import dev.sluice.config.Settings;
import dev.sluice.config.SluiceSettings;
import dev.sluice.state.TlsBindings;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class ConfigurationParserTest {
    private static Settings backend(String... lines) {
        return good("backend b\n" + String.join("\n", lines)).proxies().get(0).settings();
    }

    private static ServerSpec server(String line) {
        return good("backend b", line).proxies().get(0).servers().get(0);
    }

    @Test
    void readsTheFirstConfigurationThatPeopleWrite() {
        Configuration configuration = good(
                "global",
                "    stats socket /var/run/haproxy.sock mode 660 level admin",
                "frontend http",
                "    bind *:80",
                "    default_backend webservers",
                "backend webservers",
                "    balance roundrobin",
                "    server web1 192.168.1.10:80 check",
                "    server web2 192.168.1.11:80 check");

        assertThat(configuration.statsSockets()).hasSize(1);
        Settings socket = configuration.statsSockets().get(0).settings();
        assertThat(socket.get(BindSettings.MODE)).isEqualTo(0660);
        assertThat(socket.get(BindSettings.LEVEL)).isEqualTo(Level.ADMIN);
        ProxySpec http = configuration.proxies().get(0);
        assertThat(http.name()).isEqualTo("http");
        assertThat(http.location().line()).isEqualTo(3);
        assertThat(http.binds().get(0).addresses().get(0).display()).isEqualTo("ipv4@0.0.0.0:80");
        assertThat(http.settings().get(ProxySettings.DEFAULT_BACKEND)).isEqualTo("webservers");
        ProxySpec webservers = configuration.proxies().get(1);
        assertThat(webservers.settings().get(ProxySettings.BALANCE).algorithm()).isEqualTo(Algorithm.ROUNDROBIN);
        assertThat(webservers.servers()).extracting(ServerSpec::name).containsExactly("web1", "web2");
        assertThat(webservers.servers().get(1).address().display()).isEqualTo("192.168.1.11:80");
        assertThat(webservers.servers().get(1).settings().get(ServerSettings.CHECK))
                .isTrue();
    }

    @Test
    void globalSectionsAccumulateOverFiles() {
        ParseResult result = TestLanguage.parse(
                Map.of(),
                new Source("a", "global\n maxconn 5\n nbthread 2\n"),
                new Source("b", "global\n maxconn 7\n"));
        Settings global = result.usable().orElseThrow().global();

        assertThat(global.get(GlobalSettings.MAXCONN)).isEqualTo(7);
        assertThat(global.get(GlobalSettings.NBTHREAD)).isEqualTo(2);
    }

    @Test
    void aProxyStartsFromTheLastDefaultsOrFromThoseItNames() {
        List<ProxySpec> proxies = good(
                        "defaults one",
                        " mode http",
                        " timeout server 1s",
                        "defaults two from one",
                        " timeout server 2s",
                        "backend a",
                        "backend b from one",
                        " timeout server 3s",
                        "backend c from one")
                .proxies();

        assertThat(proxies)
                .extracting(proxy -> proxy.settings().get(ProxySettings.TIMEOUT_SERVER))
                .containsExactly(2000L, 3000L, 1000L);
        assertThat(proxies)
                .extracting(proxy -> proxy.settings().get(ProxySettings.MODE))
                .containsOnly(Mode.HTTP);
    }

    @Test
    void defaultsWithoutFromStartAnew() {
        Settings settings = good("defaults", " retries 9", "defaults", " mode http", "backend b")
                .proxies()
                .get(0)
                .settings();

        assertThat(settings.has(ProxySettings.RETRIES)).isFalse();
    }

    @Test
    void serversStartFromDefaultServerLines() {
        List<ServerSpec> servers = good(
                        "defaults",
                        " timeout connect 1s",
                        " timeout server 1s",
                        " default-server inter 3s check",
                        "backend b",
                        " server s0 127.0.0.1:80",
                        " default-server rise 5",
                        " server s1 127.0.0.1:80 no-check inter 7s weight 3",
                        " server s2 127.0.0.1:80")
                .proxies()
                .get(0)
                .servers();

        assertThat(servers)
                .extracting(server -> server.settings().get(ServerSettings.INTER))
                .containsExactly(3000L, 7000L, 3000L);
        assertThat(servers)
                .extracting(server -> server.settings().get(ServerSettings.CHECK))
                .containsExactly(true, false, true);
        assertThat(servers)
                .extracting(server -> server.settings().get(ServerSettings.RISE))
                .containsExactly(2, 5, 5);
    }

    @Test
    void noAndDefaultTakeOptionsBack() {
        Settings settings = good(
                        "defaults",
                        " option allbackups",
                        " option redispatch",
                        " option log-health-checks",
                        " log 127.0.0.1 local0",
                        "backend b",
                        " no option allbackups",
                        " no option redispatch",
                        " default option log-health-checks",
                        " no log")
                .proxies()
                .get(0)
                .settings();

        assertThat(settings.get(ProxySettings.ALLBACKUPS)).isFalse();
        assertThat(settings.get(ProxySettings.REDISPATCH)).isZero();
        assertThat(settings.has(ProxySettings.LOG_HEALTH_CHECKS)).isFalse();
        assertThat(settings.get(ProxySettings.LOG)).isEmpty();
    }

    @Test
    void timesAndSizesHaveUnits() {
        assertThat(backend("timeout server 1500").get(ProxySettings.TIMEOUT_SERVER))
                .isEqualTo(1500);
        assertThat(backend("timeout server 2s").get(ProxySettings.TIMEOUT_SERVER))
                .isEqualTo(2000);
        assertThat(backend("timeout server 3m").get(ProxySettings.TIMEOUT_SERVER))
                .isEqualTo(180_000);
        assertThat(backend("timeout server 4h").get(ProxySettings.TIMEOUT_SERVER))
                .isEqualTo(14_400_000);
        assertThat(backend("timeout server 1d").get(ProxySettings.TIMEOUT_SERVER))
                .isEqualTo(86_400_000);
        assertThat(backend("timeout server 5ms").get(ProxySettings.TIMEOUT_SERVER))
                .isEqualTo(5);
        assertThat(backend("timeout server 1500us").get(ProxySettings.TIMEOUT_SERVER))
                .isEqualTo(2);
        Settings global = good("global", " tune.bufsize 32k").global();
        assertThat(global.get(GlobalSettings.BUFSIZE)).isEqualTo(32 * 1024);
    }

    @Test
    void blocksCountWhenTheirConditionHolds() {
        Settings global = good(
                        "global",
                        " .if feature(LUA)",
                        "  unknown here",
                        "  .if 1",
                        "   unknown there",
                        "  .endif",
                        " .elif streq(\"$KIND\",quic)",
                        "  maxconn 1",
                        " .elif feature(THREAD)",
                        "  maxconn 2",
                        " .else",
                        "  maxconn 3",
                        " .endif")
                .global();

        assertThat(global.get(GlobalSettings.MAXCONN)).isEqualTo(2);
    }

    @Test
    void announcementsAreKeptInOrder() {
        ParseResult result =
                TestLanguage.parse("global\n .notice hello\n .warning \"a b\"\n .diag c\n .if 0\n .alert d\n .endif");

        assertThat(said(result)).containsExactly("2 NOTICE 'hello'.", "3 WARNING 'a b'.", "4 DIAG 'c'.");
        assertThat(result.usable().orElseThrow().notices()).hasSize(3);
    }

    @Test
    void variablesThatTheFileSetsCountFromThereOn() {
        ParseResult result = TestLanguage.parse(
                Map.of("OLD", "1", "GONE", "2", "KEPT", "3"),
                new Source(
                        "a.cfg",
                        "global\n setenv N 5\n presetenv OLD 9\n presetenv NEW 9\n unsetenv GONE\n maxconn \"$N\"\n"
                                + " resetenv N OLD"));

        assertThat(result.usable().orElseThrow().global().get(GlobalSettings.MAXCONN))
                .isEqualTo(5);
        assertThat(result.environment()).isEqualTo(Map.of("N", "5", "OLD", "1"));
    }

    @Test
    void rulesKeepTheirConditions() {
        Settings settings = good(
                        "frontend f",
                        " mode http",
                        " timeout client 1s",
                        " bind 127.0.0.1:1",
                        " acl local src 127.0.0.0/8 ::1",
                        " http-request use-service prometheus-exporter if { path_beg -i /metrics /m } !local or TRUE",
                        " use_backend f2 unless local",
                        "backend f2",
                        " mode http")
                .proxies()
                .get(0)
                .settings();

        Rule rule = settings.get(ProxySettings.HTTP_REQUEST).get(0);
        assertThat(rule.action()).isEqualTo("use-service");
        assertThat(rule.arguments()).containsExactly("prometheus-exporter");
        Condition condition = Objects.requireNonNull(rule.condition());
        assertThat(condition.unless()).isFalse();
        assertThat(condition.alternatives()).hasSize(2);
        List<Condition.Term> first = condition.alternatives().get(0);
        assertThat(first.get(0).test().criterion()).isEqualTo("path_beg");
        assertThat(first.get(0).test().flags()).containsExactly("-i");
        assertThat(first.get(0).test().patterns()).containsExactly("/metrics", "/m");
        assertThat(first.get(1).negated()).isTrue();
        assertThat(first.get(1).test().name()).isEqualTo("local");
        assertThat(settings.get(ProxySettings.ACLS).get(0).patterns()).containsExactly("127.0.0.0/8", "::1");
        Condition unless = Objects.requireNonNull(
                settings.get(ProxySettings.USE_BACKEND).get(0).condition());
        assertThat(unless.unless()).isTrue();
    }

    @Test
    void addressesOfServers() {
        assertThat(server("server s 127.0.0.1:80").address().display()).isEqualTo("127.0.0.1:80");
        assertThat(server("server s 127.0.0.1").address().portMapped()).isTrue();
        assertThat(server("server s 127.0.0.1:+5").address().display()).isEqualTo("127.0.0.1:5");
        assertThat(server("server s 127.0.0.1:-5").address().port()).isEqualTo(-5);
        assertThat(server("server s [::1]:80").address().display()).isEqualTo("[::1]:80");
        assertThat(server("server s ::1:80").address().display()).isEqualTo("[::1]:80");
        assertThat(server("server s 2001:db8:0:0:1::7:80").address().host()).isEqualTo("2001:db8::1:0:0:7");
        assertThat(server("server s stream+ipv4@127.0.0.1:80").address().port()).isEqualTo(80);
        assertThat(server("server s /tmp/x").address().display()).isEqualTo("unix");
        assertThat(server("server s unix@x").address().host()).isEqualTo("x");
        assertThat(server("server s abns@x").address().host()).isEqualTo("x");
        assertThat(server("server s abnsz@x").address().family()).isEqualTo(ServerAddress.Family.ABSTRACT_ZERO);
        assertThat(server("server s abnsz@x").address().display()).isEqualTo("unix");
        ServerSpec named = server("server s known.test:80");
        assertThat(named.address().display()).isEqualTo("10.1.2.3:80");
        assertThat(named.settings().get(ServerSettings.FQDN)).isEqualTo("known.test");
        ServerSpec unresolved = server("server s unknown.test:80 init-addr libc,none");
        assertThat(unresolved.address().host()).isEqualTo("unknown.test");
    }

    @Test
    void encryptionThatCanBeSwitchedOnLater() {
        assertThat(TlsBindings.isNamed(server("server s 127.0.0.1:1").settings()))
                .isFalse();
        assertThat(TlsBindings.isNamed(server("server s 127.0.0.1:1 no-ssl").settings()))
                .isFalse();
        assertThat(TlsBindings.isNamed(
                        server("server s 127.0.0.1:1 check-ssl verify none").settings()))
                .isTrue();
        assertThat(TlsBindings.isNamed(server("default-server ssl verify none\n server s 127.0.0.1:1 no-ssl")
                        .settings()))
                .isTrue();
        assertThat(TlsBindings.isNamed(
                        server("default-server ssl verify none\n default-server no-ssl\n server s 127.0.0.1:1")
                                .settings()))
                .isFalse();
    }

    @Test
    void addressesToListenOn() {
        ProxySpec frontend = TestLanguage.parse(Map.of("HOST", "127.0.0.1", "fe", "7"), new Source("a.cfg", """
                        frontend f
                         bind :80-82,[::1]:9 name x
                         bind ${HOST}:1
                         bind stream+fd@${fe}
                         bind "fd@${fe}"
                         bind abns@n
                         bind /tmp/s mode 600
                         bind :::4
                        """))
                .usable()
                .orElseThrow()
                .proxies()
                .get(0);

        assertThat(frontend.binds())
                .flatExtracting(bind -> bind.addresses().stream()
                        .map(address -> address.display())
                        .toList())
                .containsExactly(
                        "ipv4@0.0.0.0:80",
                        "ipv4@0.0.0.0:81",
                        "ipv4@0.0.0.0:82",
                        "ipv6@[::1]:9",
                        "ipv4@127.0.0.1:1",
                        "fd@7",
                        "fd@7",
                        "abns@n",
                        "unix@/tmp/s",
                        "ipv6@[::]:4");
        assertThat(frontend.binds().get(0).settings().get(BindSettings.NAME)).isEqualTo("x");
    }

    @Test
    void theSluiceSection() {
        Settings sluice = good(
                        "sluice",
                        " grpc 127.0.0.1:9901 level admin",
                        " grpc unix@/tmp/g",
                        " metrics :9902",
                        " runtime-changes drop")
                .sluice();

        assertThat(sluice.get(SluiceSettings.GRPC)).hasSize(2);
        assertThat(sluice.get(SluiceSettings.GRPC).get(0).settings().get(BindSettings.LEVEL))
                .isEqualTo(Level.ADMIN);
        assertThat(sluice.get(SluiceSettings.METRICS)).hasSize(1);
        assertThat(sluice.get(SluiceSettings.KEEP_RUNTIME_CHANGES)).isFalse();
    }

    @Test
    void whatHasNoEffectIsAcceptedInSilence() {
        ParseResult result = TestLanguage.parse("""
                        global
                         thread-groups 1
                         cpu-map 1/all 0
                         insecure-fork-wanted
                         no numa-cpu-mapping
                         tune.ssl.default-dh-param 2048
                         ssl-default-bind-options ssl-min-ver TLSv1.2
                        """);

        assertThat(result.diagnostics()).isEmpty();
        assertThat(result.usable()).isPresent();
    }

    @Test
    void warnsOfWhatIsSuspicious() {
        assertThat(said(TestLanguage.parse("frontend f\n bind 127.0.0.1:1\nbackend b\n server s 127.0.0.1:80\n")))
                .allMatch(text -> text.contains("WARNING missing timeouts for"))
                .hasSize(2);
        assertThat(said(TestLanguage.parse("frontend f\n timeout client 1s\n")))
                .containsExactly("1 WARNING frontend 'f' has no 'bind' line, so that it will never be used.");
        assertThat(said(TestLanguage.parse("log-forward f\n log 127.0.0.1:1 local0\n")))
                .containsExactly("1 WARNING log-forward 'f' has no 'bind' or 'dgram-bind' line, so that it will never"
                        + " be used.");
        assertThat(said(TestLanguage.parse(
                        "frontend f\n timeout client 1s\n bind 127.0.0.1:1\n mode http\n capture cookie a len 64\n")))
                .containsExactly("1 WARNING truncating capture length to 63 bytes for frontend 'f'.");
        assertThat(said(TestLanguage.parse("backend b\n timeout server 10\n timeout client 5s\n bind :80\n")))
                .containsExactly(
                        "2 WARNING 'timeout server 10' is suspiciously small for a time in milliseconds; write '10ms' if"
                                + " that is meant.",
                        "3 WARNING 'timeout client' has no effect in backend 'b'.",
                        "4 WARNING 'bind' has no effect in backend 'b'.");
    }

    @Test
    void aTcpProxyDoesWithoutWhatItsDefaultsSayForHttp() {
        ParseResult result = TestLanguage.parse("""
                        defaults
                         mode http
                         option httplog
                         option forwardfor
                         timeout client 1s
                        frontend f
                         mode tcp
                         bind 127.0.0.1:1
                        """);
        Settings settings = result.usable().orElseThrow().proxies().get(0).settings();

        assertThat(settings.get(ProxySettings.LOG_FORMAT)).isEqualTo(LogFormat.TCP);
        assertThat(settings.get(ProxySettings.FORWARDFOR).enabled()).isFalse();
        assertThat(said(result)).hasSize(2);
    }

    @Test
    void zeroWarningMakesWarningsFatal() {
        ParseResult result = TestLanguage.parse("global\n zero-warning\nfrontend f\n timeout client 1s\n");

        assertThat(result.usable()).isEmpty();
        assertThat(said(result)).hasSize(2).last().asString().contains("'zero-warning'");
    }

    @Test
    void oldNamesOfOptionsSayTheSameWithAWarning() {
        ParseResult result = TestLanguage.parse("""
                defaults
                    mode http
                    timeout client 1s
                    timeout server 1s
                    timeout connect 1s
                listen l
                    bind :80
                    option accept-invalid-http-request
                    option accept-invalid-http-response
                """);
        assertThat(TestLanguage.said(result))
                .containsExactly(
                        "8 WARNING 'option accept-invalid-http-request' is deprecated; its name is"
                                + " 'option accept-unsafe-violations-in-http-request' now, for whoever cannot do without.",
                        "9 WARNING 'option accept-invalid-http-response' is deprecated; its name is"
                                + " 'option accept-unsafe-violations-in-http-response' now, for whoever cannot do without.");
        Settings settings = result.usable().orElseThrow().proxies().get(0).settings();
        assertThat(settings.get(ProxySettings.UNSAFE_REQUESTS)).isTrue();
        assertThat(settings.get(ProxySettings.UNSAFE_RESPONSES)).isTrue();
    }
}
