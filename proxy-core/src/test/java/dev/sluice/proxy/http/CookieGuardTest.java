package dev.sluice.proxy.http;

import static dev.sluice.proxy.http.Requests.DEFAULTS;
import static dev.sluice.proxy.http.Requests.connect;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.state.Counter;
import java.net.Socket;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Responses whose cookies caches might keep ({@code option checkcache}). */
class CookieGuardTest {
    private static String ask(String response, String method, String backend) throws Exception {
        try (ScriptedOrigin origin = new ScriptedOrigin()) {
            origin.script(List.of("bytes HTTP/1.1 " + response + "\r\nContent-Length: 0\r\n\r\n"));
            String configuration = DEFAULTS + "frontend fe\n bind 127.0.0.1:0\n default_backend be\nbackend be\n"
                    + " option checkcache\n" + backend + " server a 127.0.0.1:" + origin.port() + "\n";
            try (TestProxy proxy = TestProxy.of(configuration);
                    Socket client = connect(proxy)) {
                Requests.send(
                        client, method + " / HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
                String answer = Requests.readAll(client);
                boolean blocked = answer.startsWith("HTTP/1.1 502 ");
                assertThat(proxy.backend("be").counters().sum(Counter.RESPONSES_DENIED))
                        .isEqualTo(blocked ? 1 : 0);
                return answer;
            }
        }
    }

    /** As the manual has it. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            quoteCharacter = '~',
            value = {
                "200 OK|Set-Cookie: a=b # GET # true",
                "200 OK|X: y # GET # false",
                "200 OK|Set-Cookie: a=b # HEAD # true",
                "200 OK|Set-Cookie: a=b # OPTIONS # true",
                "200 OK|Set-Cookie: a=b # POST # false",
                "200 OK|Set-Cookie: a=b|Cache-Control: public # POST # true",
                "302 Found|Set-Cookie: a=b # GET # false",
                "302 Found|Set-Cookie: a=b|Cache-Control: max-age=5, PUBLIC # GET # true",
                "301 Moved|Set-Cookie: a=b # GET # true",
                "500 Bad|Set-Cookie: a=b # GET # false",
                "404 None|Set-Cookie: a=b # GET # true",
                "200 OK|Set-Cookie: a=b|Cache-Control: max-age=10 # GET # true",
                "200 OK|Set-Cookie: a=b|Cache-Control: max-age=0 # GET # false",
                "200 OK|Set-Cookie: a=b|Cache-Control: s-maxage=0 # GET # false",
                "200 OK|Set-Cookie: a=b|Cache-Control: public, private # GET # false",
                "200 OK|Set-Cookie: a=b|Cache-Control: x|Cache-Control: no-store # GET # false",
                "200 OK|Set-Cookie: a=b|Cache-Control: No-Cache # GET # false",
                "200 OK|Set-Cookie: a=b|Cache-Control: no-cache=\"set-cookie\" # GET # false",
                "200 OK|Set-Cookie: a=b|Cache-Control: no-cache=\"set-cookie,x\" # GET # false",
                "200 OK|Set-Cookie: a=b|Cache-Control: no-cache=\"x, private\" # GET # true",
                "200 OK|Set-Cookie: a=b|Pragma: no-cache # GET # false",
            })
    void onlySomeAreBlocked(String response, String method, boolean blocked) throws Exception {
        String answer = ask(response.replace("|", "\r\n"), method, "");
        String status = blocked ? "502" : response.substring(0, 3);
        assertThat(answer).startsWith("HTTP/1.1 " + status + " ");
        assertThat(answer.contains("a=b")).isEqualTo(!blocked && response.contains("Set-Cookie"));
    }

    @Test
    void rulesMayMakeAResponseSafe() throws Exception {
        String rule = " http-response add-header Cache-Control private\n";
        assertThat(ask("200 OK\r\nSet-Cookie: a=b", "GET", rule)).startsWith("HTTP/1.1 200 ");
    }
}
