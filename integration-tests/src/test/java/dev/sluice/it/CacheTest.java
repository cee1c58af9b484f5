package dev.sluice.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.it.harness.Conversation;
import dev.sluice.it.harness.HttpResponse;
import dev.sluice.it.harness.Origin;
import dev.sluice.it.harness.ProxyProcess;
import dev.sluice.it.harness.WebConfiguration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a cache keeps while the files are read again. */
class CacheTest {
    private static final List<String> LINES = List.of(
            "http-request cache-use c",
            "http-response set-header Cache-Control max-age=500",
            "http-response set-header Link \"</a.css>; rel=preload\"",
            "http-response cache-store c",
            "http-response set-header X-Hit %[res.cache_hit]");

    private static HttpResponse ask(ProxyProcess proxy, String path) {
        try (Conversation client = new Conversation(proxy.port("http"))) {
            return client.get(path).response();
        }
    }

    private static String hit(ProxyProcess proxy, String path) {
        HttpResponse response = ask(proxy, path);
        assertThat(response.status()).isEqualTo(200);
        assertThat(response.body()).isEqualTo("web1");
        return response.headers().getOrDefault("x-hit", "none");
    }

    private static String configuration(Origin origin, String more, String cache) {
        return WebConfiguration.of("app", LINES) + "    server s 127.0.0.1:" + origin.port() + "\n" + more
                + "cache c\n    total-max-size 1\n    max-age 300\n" + cache;
    }

    @Test
    void aReloadKeepsResponsesOfASectionThatStays() {
        try (Origin origin = new Origin("web1");
                ProxyProcess proxy = ProxyProcess.sluice(configuration(origin, "", ""))) {
            assertThat(hit(proxy, "/a")).isEqualTo("0");
            assertThat(hit(proxy, "/a")).isEqualTo("1");
            proxy.configuration(configuration(origin, "    server t 127.0.0.1:1 disabled\n", ""));
            assertThat(proxy.admin().ask("reload")).contains("1 servers added");
            assertThat(hit(proxy, "/a")).isEqualTo("1");
            assertThat(origin.requests()).isEqualTo(1);

            // A section that says something else begins anew.
            proxy.configuration(configuration(origin, "", "    max-object-size 2000\n"));
            assertThat(proxy.admin().ask("reload")).contains("1 removed");
            assertThat(proxy.admin().ask("show cache")).doesNotContain("type:full");
            assertThat(hit(proxy, "/a")).isEqualTo("0");
            assertThat(hit(proxy, "/a")).isEqualTo("1");
            assertThat(origin.requests()).isEqualTo(2);
        }
    }

    @Test
    void aReloadKeepsLinks() {
        try (Origin origin = new Origin("web1");
                ProxyProcess proxy = ProxyProcess.sluice(configuration(origin, "", "    early-hints only\n"))) {
            assertThat(hit(proxy, "/a")).isEqualTo("0");
            proxy.configuration(configuration(origin, "    server t 127.0.0.1:1 disabled\n", "    early-hints only\n"));
            assertThat(proxy.admin().ask("reload")).contains("1 servers added");
            assertThat(proxy.admin().ask("show cache")).contains(" type:hints size:");
            try (Conversation client = new Conversation(proxy.port("http"))) {
                HttpResponse hints = client.get("/a").response();
                assertThat(hints.status()).isEqualTo(103);
                assertThat(hints.headers()).containsEntry("link", "</a.css>; rel=preload");
                assertThat(client.response().status()).isEqualTo(200);
            }
            assertThat(proxy.admin().stat("app", "BACKEND", "cache_hint_hits")).isEqualTo("1");
        }
    }
}
