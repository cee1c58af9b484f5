package dev.sluice.stats;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.config.GlobalSettings;
import dev.sluice.config.ProxySettings;
import dev.sluice.config.ServerSettings;
import dev.sluice.config.Settings;
import dev.sluice.config.TableSpec;
import dev.sluice.config.TableSpec.KeyType;
import dev.sluice.config.TableSpec.ServerKey;
import dev.sluice.state.Backend;
import dev.sluice.state.CheckResult;
import dev.sluice.state.CheckStatus;
import dev.sluice.state.Frontend;
import dev.sluice.state.InternalService.Request;
import dev.sluice.state.InternalService.Response;
import dev.sluice.state.Server;
import dev.sluice.stats.TextFormat.Family;
import dev.sluice.stats.TextFormat.Sample;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PrometheusExporterTest {
    private final Example example = new Example();
    private final JvmMeters meters = new JvmMeters();
    private final PrometheusExporter exporter =
            new PrometheusExporter(example.state, example.clock, example.facts, meters, List::of);
    private final Frontend frontend = example.frontend(
            "fe_http",
            Example.http().set(ProxySettings.SOCKET_STATS, true).set(ProxySettings.DESCRIPTION, "the \"first\"\\"));
    private final Backend backend = example.backend("be_app", Example.http());
    private final Server server = example.server(
            backend,
            "s1",
            1,
            Example.checked().set(ServerSettings.AGENT_CHECK, true).set(ServerSettings.WEIGHT, 10));

    @AfterEach
    void close() {
        meters.close();
    }

    private Map<String, Family> scrape(String query) {
        Response response = exporter.serve(new Request("GET", "/metrics" + query, frontend));
        assertThat(response.status()).isEqualTo(200);
        assertThat(response.contentType()).isEqualTo("text/plain; version=0.0.4");
        assertThat(response.headers()).containsEntry("cache-control", "no-cache");
        return TextFormat.parse(Example.text(response.body()));
    }

    private void fill() {
        example.listener(frontend, 8080, "plain");
        example.configure(
                Settings.builder().set(GlobalSettings.DESCRIPTION, "judge").build());
        CheckResult passed = new CheckResult(CheckStatus.L7_OK, CheckResult.Verdict.PASSED, 200, 1500, "OK");
        example.servers.healthChecked(server, passed);
        example.servers.agentChecked(server, passed, "up");
    }

    /** What HAProxy exports and Sluice has nothing to say of: stick tables and resolvers. */
    private static boolean isAbsent(String family) {
        return family.startsWith("haproxy_sticktable_") || family.startsWith("haproxy_resolver_");
    }

    @Test
    void namesTypesLabelsAndTheirOrderAreHaproxys() {
        fill();
        List<String> expected = new ArrayList<>();
        List<String> expectedByDefault = new ArrayList<>();
        Example.resource("metrics.tsv").lines().forEach(line -> {
            String[] columns = line.split("\t", -1);
            if (!isAbsent(columns[0])) {
                String described = columns[0] + " " + columns[1] + " " + columns[2] + " " + columns[3];
                expected.add(described);
                if (columns[5].equals("default")) {
                    expectedByDefault.add(described);
                }
            }
        });
        assertThat(described(scrape("?extra-counters"))).containsExactlyElementsOf(expected);
        assertThat(described(scrape(""))).containsExactlyElementsOf(expectedByDefault);
        assertThat(expected).hasSize(298);
    }

    private static List<String> described(Map<String, Family> families) {
        return families.values().stream()
                .filter(family -> family.name().startsWith("haproxy_"))
                .map(family -> family.name() + " " + family.type() + " "
                        + String.join(",", family.samples().get(0).labels().keySet()) + " " + fixed(family))
                .toList();
    }

    /** {@code state=DOWN|UP}: the values of the label that tells the samples of one subject apart. */
    private static String fixed(Family family) {
        for (String label : List.of("code", "state", "mod")) {
            Set<String> values = new LinkedHashSet<>();
            for (Sample sample : family.samples()) {
                String value = sample.labels().get(label);
                if (value != null) {
                    values.add(value);
                }
            }
            if (!values.isEmpty()) {
                return label + "=" + String.join("|", values);
            }
        }
        return "";
    }

    private static List<Sample> samples(Map<String, Family> families, String name) {
        return Objects.requireNonNull(families.get(name), name).samples();
    }

    private static double value(Map<String, Family> families, String family, String... labels) {
        List<Sample> samples = samples(families, family).stream()
                .filter(sample -> Arrays.stream(labels).allMatch(sample.labels()::containsValue))
                .toList();
        assertThat(samples).hasSize(1);
        return samples.get(0).value();
    }

    @Test
    void valuesAreThoseOfTheState() {
        fill();
        example.pass(2_000);
        Map<String, Family> families = scrape("");
        assertThat(value(families, "haproxy_server_weight", "s1")).isEqualTo(10);
        assertThat(value(families, "haproxy_server_check_duration_seconds", "s1"))
                .isEqualTo(1.5);
        assertThat(value(families, "haproxy_server_check_code", "s1")).isEqualTo(200);
        assertThat(value(families, "haproxy_server_check_status", "s1", "L7OK")).isEqualTo(1);
        assertThat(value(families, "haproxy_server_check_status", "s1", "L4CON"))
                .isEqualTo(0);
        assertThat(value(families, "haproxy_server_limit_sessions", "s1")).isNaN();
        assertThat(value(families, "haproxy_process_uptime_seconds")).isEqualTo(2);
        assertThat(value(families, "haproxy_process_node", "node1")).isEqualTo(1);
        assertThat(value(families, "haproxy_listener_status", "OPEN")).isEqualTo(1);
        assertThat(value(families, "haproxy_backend_agg_check_status", "L7OK")).isEqualTo(1);
    }

    @Test
    void aCheckThatWasNotAnsweredHasCodeZero() {
        assertThat(value(scrape(""), "haproxy_server_check_code", "s1")).isEqualTo(0);
        assertThat(scrape("")).doesNotContainKey("haproxy_server_check_duration_seconds");
    }

    @Test
    void aBackendWithoutServersHasNoneToCount() {
        example.backend("empty", Example.http());
        Map<String, Family> families = scrape("?scope=backend");
        for (String name : List.of("agg_server_status", "agg_server_check_status", "agg_check_status")) {
            assertThat(samples(families, "haproxy_backend_" + name))
                    .extracting(sample -> sample.labels().get("proxy"))
                    .containsOnly("be_app");
        }
        assertThat(value(families, "haproxy_backend_downtime_seconds_total", "empty"))
                .isNaN();
    }

    @Test
    void statesAreSeries() {
        assertThat(states("server")).containsExactly(0.0, 1.0, 0.0, 0.0, 0.0);
        example.servers.drain(server);
        assertThat(states("server")).containsExactly(0.0, 0.0, 0.0, 1.0, 0.0);
        assertThat(states("backend")).containsExactly(1.0, 0.0);
        example.servers.maint(server);
        assertThat(states("server")).containsExactly(0.0, 0.0, 1.0, 0.0, 0.0);
        assertThat(scrape("")).doesNotContainKeys("haproxy_server_check_status", "haproxy_server_check_code");
        example.servers.ready(server);
        assertThat(states("backend")).containsExactly(0.0, 1.0);
        frontend.status(Frontend.Status.PAUSED);
        assertThat(states("frontend")).containsExactly(0.0, 1.0);
        frontend.status(Frontend.Status.STOP);
        assertThat(states("frontend")).containsExactly(1.0, 0.0);
        example.servers.enableBackend(backend, false);
        assertThat(states("backend")).containsExactly(1.0, 0.0);
    }

    private List<Double> states(String scope) {
        return samples(scrape("?scope=" + scope), "haproxy_" + scope + "_status").stream()
                .map(Sample::value)
                .toList();
    }

    @Test
    void proxiesWithoutHttpHaveNoHttpSamples() {
        example.frontend("fe_tcp", Example.tcp());
        Map<String, Family> families = scrape("?scope=frontend");
        assertThat(samples(families, "haproxy_frontend_sessions_total")).hasSize(2);
        for (String name : List.of("http_responses_total", "http_requests_total", "http_requests_rate_max")) {
            assertThat(samples(families, "haproxy_frontend_" + name))
                    .extracting(sample -> sample.labels().get("proxy"))
                    .containsOnly("fe_http");
        }
    }

    @Test
    void tellsOfStickTables() {
        TableSpec spec = new TableSpec("st_src", KeyType.IP, 0, 1024, 0, false, ServerKey.NAME, List.of(), 1, "");
        example.state.tables().apply(List.of(spec), example.clock::millis);
        Response response = exporter.serve(new Request("GET", "/metrics?scope=sticktable", frontend));
        assertThat(Example.text(response.body()))
                .contains(
                        "# TYPE haproxy_sticktable_size gauge\nhaproxy_sticktable_size{name=\"st_src\",type=\"ip\"} 1024\n",
                        "haproxy_sticktable_used{name=\"st_src\",type=\"ip\"} 0\n");
    }

    @Test
    void scopesNarrowDown() {
        assertThat(scopes("?scope=frontend&scope=server")).containsExactly("frontend", "server");
        assertThat(scopes("?scope=global")).containsExactly("process");
        assertThat(scopes("?scope=%67lobal")).containsExactly("process");
        assertThat(scopes("?scope=*")).containsExactly("process", "frontend", "backend", "server", "jvm");
        assertThat(scopes("?scope=server&scope=")).isEmpty();
        assertThat(scopes("?scope=&scope=server")).containsExactly("server");
        assertThat(scopes("?scope=sticktable&scope=resolver")).isEmpty();
        assertThat(scopes("?whatever")).containsExactly("process", "frontend", "backend", "server", "jvm");
        assertThat(scopes("?scope=jvm")).containsExactly("jvm");
    }

    private List<String> scopes(String query) {
        return scrape(query).keySet().stream()
                .map(name -> name.startsWith("sluice_") ? "jvm" : name.split("_", -1)[1])
                .distinct()
                .toList();
    }

    @Test
    void unknownScopesAreRefused() {
        for (String query : List.of("?scope=foo", "?scope", "?scope=%zz", "?metrics", "?scope=global,server")) {
            Response response = exporter.serve(new Request("GET", "/metrics" + query, frontend));
            assertThat(response.status()).as(query).isEqualTo(400);
            assertThat(Example.text(response.body())).hasSize(90).contains("<h1>400 Bad request</h1>");
        }
    }

    @Test
    void familiesCanBeChosen() {
        assertThat(scrape("?metrics=haproxy_process_node,haproxy_server_weight,nonsense"))
                .containsOnlyKeys("haproxy_process_node", "haproxy_server_weight");
        assertThat(scrape("?scope=server&metrics=-haproxy_server_status"))
                .containsKey("haproxy_server_weight")
                .doesNotContainKey("haproxy_server_status");
        assertThat(scrape("?metrics=haproxy_process_node,-haproxy_process_node"))
                .isEmpty();
        assertThat(scrape("?metrics=nonsense")).isEmpty();
        assertThat(scrape("?metrics=sluice_process_uptime_seconds")).containsOnlyKeys("sluice_process_uptime_seconds");
    }

    @Test
    void whatTheProgramCountsBesideHaproxy() {
        var own = new dev.sluice.stats.Family(
                "sluice_things_total",
                true,
                "Things",
                List.of(new dev.sluice.stats.Family.Sample(Map.of("kind", "a \"b\""), 3)));
        PrometheusExporter telling = new PrometheusExporter(
                example.state,
                example.clock,
                example.facts,
                meters,
                () -> List.of(own, dev.sluice.stats.Family.of("sluice_length", false, "Length", 0)));
        assertThat(Example.text(telling.answer("/metrics?metrics=sluice_things_total,sluice_length")
                        .body()))
                .isEqualTo("# HELP sluice_things_total Things\n# TYPE sluice_things_total counter\n"
                        + "sluice_things_total{kind=\"a \\\"b\\\"\"} 3\n"
                        + "# HELP sluice_length Length\n# TYPE sluice_length gauge\nsluice_length 0\n");
        assertThat(Example.text(telling.answer("/metrics?scope=global").body())).doesNotContain("sluice_things");
    }

    @Test
    void serversInMaintenanceCanBeLeftOut() {
        example.server(backend, "s2", 2, Settings.builder().set(ServerSettings.DISABLED, true));
        String weight = "haproxy_server_weight";
        assertThat(samples(scrape("?metrics=" + weight), weight)).hasSize(2);
        assertThat(samples(scrape("?no-maint&metrics=" + weight), weight)).hasSize(1);
    }

    @Test
    void descriptionsCanBeLabels() {
        Map<String, Family> families = scrape("?desc-labels&scope=frontend&scope=server");
        assertThat(samples(families, "haproxy_frontend_max_sessions").get(0).labels())
                .isEqualTo(Map.of("proxy", "fe_http", "desc", "the \"first\"\\"));
        assertThat(samples(families, "haproxy_server_weight").get(0).labels().keySet())
                .containsExactly("proxy", "server");
    }

    @Test
    void theMachineIsMeasuredUnderItsOwnPrefix() {
        Map<String, Family> families = scrape("");
        assertThat(families)
                .containsKeys(
                        "sluice_jvm_memory_used_bytes",
                        "sluice_process_uptime_seconds",
                        "sluice_jvm_threads_live_threads");
        assertThat(families.keySet()).allMatch(name -> name.matches("(haproxy|sluice_jvm|sluice_process)_.*"));
    }

    @Test
    void aLargeScrapeComesInPieces() {
        example.manyServers(backend, 300, Example.checked());
        Response response = exporter.serve(new Request("GET", "/metrics?scope=server", frontend));
        int pieces = 0;
        for (byte[] piece = response.body().next();
                piece != null;
                piece = response.body().next()) {
            assertThat(piece.length).isBetween(1, 11_000);
            pieces++;
        }
        assertThat(pieces).isGreaterThan(100);
    }
}
