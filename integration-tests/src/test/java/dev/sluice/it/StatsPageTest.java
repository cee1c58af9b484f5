package dev.sluice.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.it.harness.Origin;
import dev.sluice.it.harness.ProxyProcess;
import dev.sluice.it.harness.WebConfiguration;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The page of statistics: who sees it, and what its forms change. */
class StatsPageTest {
    private final Origin one = new Origin("one");
    private final Origin two = new Origin("two");
    private final HttpClient client = HttpClient.newHttpClient();

    @AfterEach
    void end() {
        one.close();
        two.close();
    }

    private HttpResponse<String> ask(int port, String target, String password, String form)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + target));
        if (!password.isEmpty()) {
            byte[] bytes = password.getBytes(StandardCharsets.UTF_8);
            request.header("authorization", "Basic " + Base64.getEncoder().encodeToString(bytes));
        }
        if (!form.isEmpty()) {
            request.POST(HttpRequest.BodyPublishers.ofString(form));
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void rulesSayWhoSeesThePage() throws IOException, InterruptedException {
        String configuration = WebConfiguration.BASE + """
                userlist people
                    user ada insecure-password enigma
                frontend http
                    bind 127.0.0.1:0
                    option socket-stats
                    stats uri /stats
                    stats http-request deny if { path /stats/no }
                    stats http-request redirect location /elsewhere if { path /stats/far }
                    stats http-request auth realm mine unless { http_auth(people) }
                    http-request return status 204 if { path /other }
                """;
        try (ProxyProcess proxy = ProxyProcess.sluice(configuration)) {
            int port = proxy.port("http");
            HttpResponse<String> stranger = ask(port, "/stats", "", "");
            assertThat(stranger.statusCode()).isEqualTo(401);
            assertThat(stranger.headers().firstValue("www-authenticate")).hasValue("Basic realm=\"mine\"");
            assertThat(ask(port, "/stats/no", "ada:enigma", "").statusCode()).isEqualTo(403);
            assertThat(ask(port, "/stats/far", "", "").statusCode()).isEqualTo(302);
            assertThat(ask(port, "/other", "", "").statusCode()).isEqualTo(204);
            assertThat(ask(port, "/stats", "ada:enigma", "").body()).contains("<b>uptime = </b>");
        }
    }

    @Test
    void formsChangeServersForThoseWhoMay() throws IOException, InterruptedException {
        String configuration = WebConfiguration.BASE + """
                frontend http
                    bind 127.0.0.1:0
                    option socket-stats
                    stats uri /stats
                    stats auth ops:secret
                    stats realm the\\ page
                    stats admin if { src 127.0.0.1 } !{ req.hdr(x-guest) -m found }
                    default_backend web
                backend web
                    cookie SRV insert indirect
                    server one 127.0.0.1:%d cookie c1
                    server two 127.0.0.1:%d cookie c2
                """.formatted(one.port(), two.port());
        try (ProxyProcess proxy = ProxyProcess.sluice(configuration)) {
            int port = proxy.port("http");
            HttpResponse<String> stranger = ask(port, "/stats", "", "");
            assertThat(stranger.statusCode()).isEqualTo(401);
            assertThat(stranger.headers().firstValue("www-authenticate")).hasValue("Basic realm=\"the page\"");
            assertThat(ask(port, "/stats", "ops:wrong", "").statusCode()).isEqualTo(401);

            assertThat(ask(port, "/stats", "ops:secret", "").body())
                    .contains("<b>uptime = </b>", "value=\"drain\"", "name=\"s\" value=\"two\"");
            assertThat(ask(port, "/stats;csv;scope=web", "ops:secret", "").body())
                    .contains("\nweb,one,", "\nweb,BACKEND,")
                    .doesNotContain("\nhttp,");

            HttpResponse<String> done = ask(port, "/stats", "ops:secret", "s=one&action=maint&b=web");
            assertThat(done.statusCode()).isEqualTo(303);
            assertThat(done.headers().firstValue("location")).hasValue("/stats;st=DONE");
            assertThat(proxy.admin().ask("show stat web 4 -1"))
                    .contains("web,one,")
                    .contains(",MAINT,");
            HttpResponse<String> served = ask(port, "/", "", "");
            assertThat(served.headers().firstValue("set-cookie")).hasValue("SRV=c2; path=/");

            assertThat(ask(port, "/stats", "ops:secret", "s=one&s=nobody&action=ready&b=web")
                            .headers()
                            .firstValue("location"))
                    .hasValue("/stats;st=PART");
            assertThat(proxy.admin().ask("show stat web 4 -1")).doesNotContain(",MAINT,");
            assertThat(ask(port, "/stats", "ops:secret", "s=one&action=explode&b=web")
                            .headers()
                            .firstValue("location"))
                    .hasValue("/stats;st=ERRP");
        }
    }
}
