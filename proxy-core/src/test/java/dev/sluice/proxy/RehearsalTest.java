package dev.sluice.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.config.Diagnostic;
import dev.sluice.config.Diagnostic.Severity;
import dev.sluice.config.Location;
import dev.sluice.config.ProxySpec;
import dev.sluice.config.keyword.BuiltInKeywords;
import dev.sluice.config.parse.ConfigurationParser;
import dev.sluice.config.parse.Environment;
import dev.sluice.config.parse.Keywords;
import dev.sluice.config.parse.ParseOptions;
import dev.sluice.config.parse.ParseResult;
import dev.sluice.config.parse.Source;
import dev.sluice.proxy.action.ActionKeywords;
import dev.sluice.proxy.rule.RuleKeywords;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rules that are well-formed and cannot run are refused when they are read. */
class RehearsalTest {
    private static final String DEFAULTS =
            "defaults d\n mode http\n timeout client 5s\n timeout server 5s\n timeout connect 5s\n";

    private static ParseResult read(String text) {
        return new ConfigurationParser(
                        Keywords.of(BuiltInKeywords.ALL, RuleKeywords.ALL, ActionKeywords.ALL), new Rehearsal())
                .parse(
                        List.of(new Source("test.cfg", DEFAULTS + text)),
                        Environment.of(Map.of()),
                        ParseOptions.DEFAULT);
    }

    private static List<Diagnostic> alerts(ParseResult result) {
        return result.diagnostics().stream()
                .filter(diagnostic -> diagnostic.severity() == Severity.ALERT)
                .toList();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            http-request track-sc0 bool(true) table t | stick-table 't' uses a type incompatible with the 'track-sc0' rule.
            tcp-request content track-sc1 bool(true) table t | stick-table 't' uses a type incompatible with the 'track-sc1' rule.
            tcp-request connection track-sc2 bool(true) table t | stick-table 't' uses a type incompatible with the 'track-sc2' rule.
            stick on bool(true) table t | type of fetch not usable with type of stick-table 't'.
            stick store-response bool(true) table t | type of fetch not usable with type of stick-table 't'.
            http-request deny if { nbsrv(nosuch) gt 1 } | unable to find backend 'nosuch'
            http-request set-header a %[srv_conn(t/nosuch)] | unable to find server 'nosuch' in proxy 't'
            http-request return errorfiles nosuch | http-errors section 'nosuch'
            server s 127.0.0.1:1 sni str(x),table_gpc0(nosuch) | table 'nosuch'
            """)
    void whatNamesNothingOrCannotBeAKey(String line, String problem) {
        ParseResult result = read(
                "backend t\n stick-table type ip size 1k store gpc0\nlisten l\n bind 127.0.0.1:0\n " + line + "\n");
        assertThat(result.usable()).isEmpty();
        assertThat(alerts(result)).singleElement().satisfies(alert -> {
            assertThat(alert.text()).contains(problem).startsWith("Proxy 'l': ");
            assertThat(alert.location()).isEqualTo(new Location("test.cfg", 10));
        });
    }

    /** A section is as wrong as the backend whose servers name it. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            option tcp-check;tcp-check set-var(check.x) srv_is_up(nosuch) | unable to find server 'nosuch'
            option tcp-check;tcp-check send-lf %[nbsrv(nosuch)] | unable to find backend 'nosuch'
            server b 127.0.0.1:2 check healthcheck h | unable to find backend 'elsewhere'
            """)
    void checksThatNameNothing(String lines, String problem) {
        ParseResult result = read("healthcheck h\n type tcp-check\n tcp-check send-lf %[nbsrv(elsewhere)]\nbackend b\n "
                + lines.replace(";", "\n ") + "\n server a 127.0.0.1:1 check\n");
        assertThat(result.usable()).isEmpty();
        assertThat(alerts(result)).singleElement().satisfies(alert -> {
            assertThat(alert.text()).contains(problem).contains("Proxy 'b': health check: ");
            assertThat(alert.location()).isEqualTo(new Location("test.cfg", 9));
        });
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            backend b; server a 127.0.0.1:1 check healthcheck nosuch | there is no 'healthcheck' section 'nosuch'
            healthcheck h | healthcheck 'h': no 'type' says what it is.
            healthcheck h; type nosuch | expects 'tcp-check', 'httpchk'
            """)
    void sectionsOfChecks(String lines, String problem) {
        assertThat(alerts(read(lines.replace(";", "\n") + "\n")))
                .extracting(Diagnostic::text)
                .singleElement()
                .asString()
                .contains(problem);
    }

    @Test
    void variablesOfTheProcess() {
        assertThat(alerts(read("global\n set-var proc.x nbsrv(nosuch)\n")))
                .extracting(Diagnostic::text)
                .singleElement()
                .asString()
                .contains("unable to find backend 'nosuch'");
    }

    @Test
    void whatIsSaidOfFrontendsDoesNotMatterToBackendsThatInheritIt() {
        assertThat(alerts(read(" default_backend nosuch\nbackend b\n server a 127.0.0.1:1\n")))
                .isEmpty();
    }

    @Test
    void rulesOfADisabledSectionAreNotCompiled() {
        assertThat(alerts(read(
                        "frontend f\n disabled\n bind 127.0.0.1:0\n http-request deny if { nbsrv(nosuch) gt 1 }\n")))
                .isEmpty();
    }

    @Test
    void aSectionThatIsAddedLater() throws Exception {
        ParseResult result = read("defaults e from d\n http-request track-sc0 src\nbackend b from d\n");
        try (Rig rig = Rig.start(result.usable().orElseThrow(), 1, Map.of())) {
            ProxySpec spec = new ProxySpec(
                    "new",
                    ProxySpec.Kind.BACKEND,
                    new Location("", 0),
                    Objects.requireNonNull(rig.state.configuration().defaults().get("e")),
                    List.of(),
                    List.of());
            assertThat(rig.core.ruleProblem(spec))
                    .hasValueSatisfying(text -> assertThat(text).contains("unable to find table 'new'"));
            assertThat(rig.core.ruleProblem(
                            rig.state.topology().backends().get(0).spec()))
                    .isEmpty();
        }
    }
}
