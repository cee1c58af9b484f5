package dev.sluice.proxy.http;

import static dev.sluice.proxy.http.Requests.DEFAULTS;
import static dev.sluice.proxy.http.Requests.connect;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Servers that are asked with another method than the client has used: whether a body follows is the client's matter. */
class AskedMethodTest {
    private static String answer(String rule, String requests) throws Exception {
        try (ScriptedOrigin origin = new ScriptedOrigin();
                TestProxy proxy = TestProxy.of(DEFAULTS + "frontend fe\n bind 127.0.0.1:0\n" + rule
                        + " default_backend be\nbackend be\n server a 127.0.0.1:" + origin.port() + "\n");
                Socket client = connect(proxy)) {
            client.getOutputStream().write(requests.getBytes(StandardCharsets.ISO_8859_1));
            return new String(client.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }

    @Test
    void sendsNoBodyToWhoHasAskedForNone() throws Exception {
        String all = answer(
                " http-request set-method GET if { method HEAD }\n",
                "HEAD / HTTP/1.1\r\nHost: a\r\n\r\nGET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
        assertThat(all).startsWith("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nHTTP/1.1 200 OK\r\n");
        assertThat(all).endsWith("\r\n\r\nhi");
        assertThat(all.split("hi", -1)).hasSize(2);
    }

    @Test
    void endsTheConnectionOfWhoMissesABody() throws Exception {
        String all = answer(
                " http-request set-method HEAD if { method GET }\n",
                "GET / HTTP/1.1\r\nHost: a\r\n\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n");
        assertThat(all).startsWith("HTTP/1.1 200 OK\r\n");
        assertThat(all.split("HTTP/1.1 ", -1)).hasSize(2);
    }
}
