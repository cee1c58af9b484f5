package dev.sluice.stats;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.config.GlobalSettings;
import dev.sluice.config.Settings;
import dev.sluice.state.Counter;
import dev.sluice.state.CounterSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class InfoRendererTest {
    private final Example example = Example.recorded();

    @Test
    void typedIsAsRecorded() {
        assertLines(
                example.info(new InfoQuery(InfoQuery.Format.TYPED, false, false)), Example.resource("info-typed.txt"));
    }

    private static void assertLines(String actual, String expected) {
        List<String> lines = actual.lines().toList();
        List<String> patterns = expected.lines().toList();
        assertThat(lines).hasSameSizeAs(patterns);
        for (int i = 0; i < lines.size(); i++) {
            assertThat(lines.get(i)).matches(Example.recording(patterns.get(i)));
        }
    }

    @Test
    void jsonIsAsRecordedAndValid() {
        String json = example.info(new InfoQuery(InfoQuery.Format.JSON, false, false));
        assertThat(json)
                .matches(Example.recording(Example.resource("info-json.txt").stripTrailing() + "\n"));
        List<Object> fields = Json.list(Json.parse(json));
        Map<String, Object> last =
                Json.map(Json.map(fields.get(fields.size() - 1)).get("field"));
        assertThat(last).containsEntry("pos", "81").containsEntry("name", "NbThreadGroups");
    }

    @Test
    void linesHaveOneColonAndSpaceEach() {
        List<String> lines = example.info(InfoQuery.LINES).lines().toList();
        // Clients of old split at ": " and want two parts.
        assertThat(lines)
                .hasSize(81)
                .allSatisfy(line -> assertThat(line.split(": ", -1)).hasSize(2));
        assertThat(lines)
                .contains("Name: HAProxy", "Pid: 4711", "Maxconn: 100", "node: node1", "Idle_pct: 98", "Tasks: 7");
        assertThat(lines).contains("Jobs: 4", "Listeners: 3", "BootTime_ms: 321", "PoolAlloc_MB: 5", "Ulimit-n: 1043");
    }

    @Test
    void theDescriptionHasItsPlaceWhenThereIsOne() {
        example.configure(Settings.builder()
                .set(GlobalSettings.DESCRIPTION, "my, \"desc\"")
                .set(GlobalSettings.NODE, "")
                .build());
        assertThat(example.info(InfoQuery.LINES))
                .contains("\nnode: host.test\ndescription: \"my, \"\"desc\"\"\"\nStopping: 0\n");
        assertThat(example.info(new InfoQuery(InfoQuery.Format.TYPED, false, false)))
                .contains("\n51.description.1:COSV:str:my, \"desc\"\n");
    }

    @Test
    void descriptionsAreAppended() {
        assertThat(example.info(new InfoQuery(InfoQuery.Format.LINES, true, false))
                        .lines())
                .allMatch(line -> line.matches("[^:]+: [^:]*:\"[^\"]+\""));
    }

    @Test
    void decimalsAreShownWhenAskedFor() {
        example.pass(90_061_250);
        assertThat(example.info(InfoQuery.LINES)).contains("Uptime: 1d 1h01m01s\nUptime_sec: 90061\n");
        String exact = example.info(new InfoQuery(InfoQuery.Format.LINES, false, true));
        assertThat(exact).contains("Uptime_sec: 90061.25\n");
        assertThat(example.info(new InfoQuery(InfoQuery.Format.TYPED, false, true)))
                .contains("8.Uptime_sec.1:MDPV:flt:90061.25\n", "35.SslFrontendKeyRate.1:MRPV:flt:0\n");
    }

    @Test
    void itFollowsLimitsAndTraffic() {
        example.state.process().maxconn(50);
        example.state.process().sessionRateLimit(12);
        example.state.process().compressionRateLimit(14 * 1024);
        long[] stripe = example.state.process().counters().stripe(0);
        CounterSet.add(stripe, Counter.CONNECTIONS, 3);
        CounterSet.add(stripe, Counter.RESPONSE_BYTES_OUT, 5_000_000_000L);
        assertThat(example.state.process().connections().increment()).isEqualTo(1);
        assertThat(example.info(InfoQuery.LINES).lines())
                .contains("Maxconn: 50", "Hard_maxconn: 100", "SessRateLimit: 12", "CompressBpsRateLim: 14336")
                .contains("CumConns: 3", "CurrConns: 1", "TotalBytesOut: 5000000000", "ConnRate: 3");
    }

    @Test
    void theSchemaIsValidJson() {
        Map<String, Object> schema = Json.map(Json.parse(Example.text(SchemaRenderer.schema())));
        assertThat(schema).containsKeys("$schema", "oneOf", "definitions");
        assertThat(Example.text(SchemaRenderer.resolvers(StatFormat.CSV)))
                .startsWith("# id,pid,sent,")
                .endsWith(",\n");
        assertThat(Example.text(SchemaRenderer.resolvers(StatFormat.TYPED))).isEmpty();
        assertThat(Example.text(SchemaRenderer.resolvers(StatFormat.JSON))).isEqualTo("[]\n");
    }
}
