package dev.sluice.proxy.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A client's side of simple exchanges. */
final class Requests {
    /** What configurations of tests begin with. */
    static final String DEFAULTS = """
            defaults
                mode http
                balance roundrobin
                timeout client 5s
                timeout server 5s
                timeout connect 1s
            """;

    static final String GET = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";
    static final String HI = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi";

    private Requests() {}

    static Socket connect(TestProxy proxy) throws IOException {
        Socket client = new Socket(InetAddress.getLoopbackAddress(), proxy.port());
        client.setSoTimeout(5000);
        return client;
    }

    static void send(Socket client, String text) throws IOException {
        client.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    static String read(Socket client, int length) throws IOException {
        return new String(client.getInputStream().readNBytes(length), StandardCharsets.ISO_8859_1);
    }

    static void exchange(Socket client) throws IOException {
        send(client, GET);
        assertThat(read(client, HI.length())).isEqualTo(HI);
    }

    static String readAll(Socket client) throws IOException {
        return new String(client.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    }
}
