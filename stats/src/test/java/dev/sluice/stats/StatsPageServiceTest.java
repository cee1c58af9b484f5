package dev.sluice.stats;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.config.ProxySettings;
import dev.sluice.config.Settings;
import dev.sluice.config.StatsPage;
import dev.sluice.state.Frontend;
import dev.sluice.state.InternalService.Request;
import dev.sluice.state.InternalService.Response;
import java.util.List;
import org.junit.jupiter.api.Test;

class StatsPageServiceTest {
    private final Example example = Example.recorded();
    private final Frontend frontend = example.frontend("st", Example.withPage("/stats"));
    private final StatsPageService service = new StatsPageService(example.state, example.clock, example.facts, () -> {
        throw new AssertionError();
    });

    private Response get(String options) {
        return service.serve(new Request("GET", "/stats" + options, frontend));
    }

    private String body(String options) {
        Response response = get(options);
        assertThat(response.status()).isEqualTo(200);
        assertThat(response.headers()).containsEntry("cache-control", "no-cache");
        return Example.text(response.body());
    }

    @Test
    void formatsAreChosenBehindTheUri() {
        StatQuery hidden = StatQuery.ALL.withLegends(false);
        assertThat(get(";csv").contentType()).isEqualTo("text/plain");
        assertThat(body(";csv")).isEqualTo(example.stat(hidden));
        assertThat(body(";csv;norefresh")).isEqualTo(example.stat(hidden));
        assertThat(body("/;csv")).isEqualTo(example.stat(hidden));
        assertThat(body(";typed")).isEqualTo(example.stat(hidden.as(StatFormat.TYPED)));
        assertThat(get(";json").contentType()).isEqualTo("application/json");
        assertThat(body(";json")).isEqualTo(example.stat(hidden.as(StatFormat.JSON)));
        assertThat(body(";json-schema")).isEqualTo(Example.text(SchemaRenderer.schema()));
    }

    @Test
    void rowsCanBeLeftOut() {
        assertThat(body(";up;csv"))
                .contains("be1,BACKEND,")
                .contains(",UP (2/3),")
                .doesNotContain("be1,s3,");
        assertThat(body(";csv;no-maint")).contains("be1,s1,").doesNotContain("be1,s3,");
        List<List<String>> rows = Csv.parse(body("?scope=be2;csv"));
        assertThat(rows).hasSize(3);
    }

    @Test
    void thePageSaysWhatRunsAndWhereTheNumbersAre() {
        Response page = get("");
        assertThat(page.contentType()).isEqualTo("text/html");
        assertThat(body(""))
                .contains("HAProxy version 3.5.0+sluice.0.1.0", "<b>uptime = </b> 0d 0h00m00s", "idle = 98 %")
                .contains("<a href=\"/stats;csv\">");
    }

    @Test
    void theVersionCanBeKeptSecret() {
        Settings.Builder page =
                Example.http().set(ProxySettings.STATS_PAGE, new StatsPage(true, "/secret").version(true));
        Frontend hiding = example.frontend("hiding", page);
        String html = Example.text(
                service.serve(new Request("GET", "/secret", hiding)).body());
        assertThat(html).contains("<small>HAProxy</small>").doesNotContain("3.5.0");
    }

    @Test
    void nothingCanBeChangedFromHere() {
        Response response = service.serve(new Request("POST", "/stats", frontend));
        assertThat(response.status()).isEqualTo(303);
        assertThat(response.headers()).containsEntry("location", "/stats;st=DENY");
    }
}
