package dev.sluice.stats;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.config.ProxySettings;
import dev.sluice.state.Backend;
import dev.sluice.state.Frontend;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StatRendererTest {
    private final Example example = Example.recorded();

    @Test
    void theOrderOfColumnsNeverChanges() {
        String header = example.stat(StatQuery.ALL).lines().findFirst().orElse("");
        assertThat(header + "\n").isEqualTo(Example.resource("header.csv"));
    }

    @Test
    void csvIsAsRecordedAtEachLevel() {
        List<String> expected = Example.resource("csv.txt").lines().toList();
        StatQuery be1 = StatQuery.ALL.select(4, 6, -1);
        assertRows(be1.withLegends(false), expected.subList(0, 4));
        assertRows(be1, expected.subList(4, 8));
    }

    @Test
    void csvOfWhatIsUpIsAsRecorded() {
        StatQuery up = new StatQuery(StatFormat.CSV, false, StatQuery.Shown.UP, true, -1, -1, -1);
        List<String> expected = Example.resource("csv-up.txt")
                .replace("127.0.0.1:8001,,", "127.0.0.1:8001,c1,")
                .lines()
                .toList();
        assertRows(up, expected);
        assertRows(
                new StatQuery(StatFormat.CSV, false, StatQuery.Shown.NOT_IN_MAINTENANCE, true, -1, -1, -1), expected);
    }

    private void assertRows(StatQuery query, List<String> expected) {
        List<String> rows = example.stat(query).lines().skip(1).toList();
        assertThat(rows).hasSameSizeAs(expected);
        for (int i = 0; i < rows.size(); i++) {
            assertThat(rows.get(i)).matches(Example.recording(expected.get(i)));
        }
    }

    @Test
    void allRowsHaveAsManyCellsAsTheHeader() {
        Frontend frontend = example.frontend("fs", Example.http().set(ProxySettings.SOCKET_STATS, true));
        example.listener(frontend, 8080, "a, \"b\"");
        List<List<String>> table = Csv.parse(example.stat(StatQuery.ALL));
        assertThat(table).hasSize(11).allSatisfy(row -> assertThat(row).hasSize(147));
        assertThat(table.get(10).get(1)).isEqualTo("a, \"b\"");
        assertThat(table).allSatisfy(row -> assertThat(row.get(146)).isEmpty());
    }

    @Test
    void typedIsAsRecorded() {
        String typed = example.stat(StatQuery.ALL.as(StatFormat.TYPED).select(4, 4, 1))
                + example.stat(StatQuery.ALL.as(StatFormat.TYPED).select(2, 1, -1))
                + example.stat(StatQuery.ALL.as(StatFormat.TYPED).select(4, 2, -1));
        List<String> lines = typed.lines().filter(line -> position(line) < 119).toList();
        // The recorded server has no cookie.
        List<String> expected = Example.resource("typed.txt").lines().toList();
        lines = lines.stream().filter(line -> !line.contains(".cookie.")).toList();
        assertThat(lines).hasSameSizeAs(expected);
        for (int i = 0; i < lines.size(); i++) {
            assertThat(lines.get(i)).matches(Example.recording(expected.get(i)));
        }
    }

    private static int position(String line) {
        return Integer.parseInt(line.split("\\.", -1)[3]);
    }

    @Test
    void descriptionsAreQuotedAndOnlyInTheTypedFormat() {
        StatQuery described = new StatQuery(StatFormat.TYPED, true, StatQuery.Shown.ALL, true, 4, 4, 1);
        assertThat(example.stat(described).lines())
                .allMatch(line -> line.matches("S\\.4\\.1\\.\\d+\\.\\w+\\.1:\\w{4}:(str|[us]\\d\\d):.*:\"[^\"]+\""));
        assertThat(example.stat(described.as(StatFormat.CSV))).isEqualTo(example.stat(StatQuery.ALL.select(4, 4, 1)));
    }

    @Test
    void jsonIsAsRecorded() {
        String json = example.stat(StatQuery.ALL.as(StatFormat.JSON).select(4, 4, 1));
        String withoutCookie = json.replaceFirst("\\{\"objType\":\"Server\",[^{}]*\"field\":\\{\"pos\":74,.*?}},", "");
        assertThat(withoutCookie).matches(Example.recording(Example.resource("json-server.txt")));
    }

    @Test
    void jsonIsValidAndSaysTheSameAsTheTypedFormat() {
        Object all = Json.parse(example.stat(StatQuery.ALL.as(StatFormat.JSON)));
        StringBuilder typed = new StringBuilder();
        for (Object row : Json.list(all)) {
            for (Object value : Json.list(row)) {
                typed.append(typedLine(Json.map(value))).append('\n');
            }
        }
        String expected = example.stat(StatQuery.ALL.as(StatFormat.TYPED)).replaceAll("(:\\w{3})[VP]:", "$1:");
        assertThat(typed.toString()).isEqualTo(expected);
    }

    private static String typedLine(Map<String, Object> object) {
        Map<String, Object> field = Json.map(object.get("field"));
        Map<String, Object> tags = Json.map(object.get("tags"));
        Map<String, Object> value = Json.map(object.get("value"));
        String letters = String.valueOf(tags.get("origin")).substring(0, 1)
                + nature(String.valueOf(tags.get("nature")))
                + String.valueOf(tags.get("scope")).substring(0, 1);
        return String.valueOf(object.get("objType")).substring(0, 1) + "." + object.get("proxyId") + "."
                + object.get("id") + "." + field.get("pos") + "." + field.get("name") + "." + object.get("processNum")
                + ":" + letters + ":" + value.get("type") + ":" + value.get("value");
    }

    private static String nature(String word) {
        return word.equals("Avg") ? "a" : word.substring(0, 1);
    }

    @Test
    void nothingSelectedIsAHeaderNothingOrAnEmptyArray() {
        StatQuery none = StatQuery.ALL.select(99, -1, -1);
        assertThat(example.stat(none)).isEqualTo(Example.resource("header.csv"));
        assertThat(example.stat(none.as(StatFormat.TYPED))).isEmpty();
        assertThat(example.stat(none.as(StatFormat.JSON))).isEqualTo("[]\n");
    }

    @Test
    void selectorsChooseProxiesKindsAndNumbers() {
        assertThat(names(StatQuery.ALL.select(4, 6, 2))).containsExactly("be1/s2", "be1/BACKEND");
        assertThat(names(StatQuery.ALL.select(-1, 1, -1))).containsExactly("fe1/FRONTEND", "fe2/FRONTEND");
        assertThat(names(StatQuery.ALL.select(-1, 8, -1))).isEmpty();
        assertThat(names(new StatQuery(StatFormat.CSV, false, StatQuery.Shown.ALL, true, -1, 2, -1, "e2")))
                .containsExactly("be2/BACKEND");
    }

    private List<String> names(StatQuery query) {
        return Csv.parse(example.stat(query)).stream()
                .skip(1)
                .map(row -> row.get(0) + "/" + row.get(1))
                .toList();
    }

    @Test
    void aLongListComesInSmallPieces() {
        Backend big = example.backend("big", Example.http());
        example.manyServers(big, 500, Example.checked());
        for (StatFormat format : StatFormat.values()) {
            ChunkSource source = StatRenderer.render(example.state, example.clock, StatQuery.ALL.as(format));
            StringBuilder all = new StringBuilder();
            for (byte[] piece = source.next(); piece != null; piece = source.next()) {
                // Eight kilobytes and the row that crosses them; a row of JSON is about sixteen.
                assertThat(piece.length).isBetween(1, 28_000);
                all.append(new String(piece, StandardCharsets.ISO_8859_1));
            }
            assertThat(all.toString()).isEqualTo(example.stat(StatQuery.ALL.as(format)));
            assertThat(source.next()).isNull();
        }
    }

    @Test
    void bytesOfNamesComeOutAsTheyWentIn() {
        String utf8AsBytes = new String("größe".getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
        example.backend(utf8AsBytes, Example.http());
        String csv = example.stat(StatQuery.ALL);
        assertThat(new String(csv.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8))
                .contains("größe,BACKEND,");
    }

    @Test
    void theHeaderHasEveryFieldOnce() {
        List<String> names =
                Arrays.asList(Example.resource("header.csv").substring(2).trim().split(",", -1));
        assertThat(names).doesNotHaveDuplicates();
        assertThat(StatFields.all())
                .hasSize(145)
                .allSatisfy(field -> assertThat(names).contains(field.name()));
        assertThat(StatFields.columns()).hasSize(119);
    }
}
