package dev.sluice.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.it.harness.Conversation;
import dev.sluice.it.harness.Origin;
import dev.sluice.it.harness.ProxyProcess;
import dev.sluice.it.harness.WebConfiguration;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

/** Requests whose target is brought into one form, and whose server a name server knows. */
class NamedTargetsTest {
    private static final int HEADER = 12;

    private static String ask(int port, String target, String host) {
        try (Conversation client = new Conversation(port)) {
            return client.send("GET " + target + " HTTP/1.1\r\nHost: " + host + "\r\n\r\n")
                    .response()
                    .body();
        }
    }

    @Test
    void requestsGoWhereTheirNameSays() throws IOException {
        try (DatagramSocket names = new DatagramSocket(0, InetAddress.getLoopbackAddress());
                Origin origin = new Origin("one");
                ProxyProcess proxy = ProxyProcess.sluice(configuration(names.getLocalPort(), origin.port()))) {
            Thread thread = new Thread(() -> serve(names), "name-server");
            thread.setDaemon(true);
            thread.start();
            int port = proxy.port("http");
            assertThat(ask(port, "/", "site.test")).isEqualTo("one");
            assertThat(ask(port, "/", "nobody.test")).isEqualTo("nowhere");
            assertThat(ask(port, "/a/..//%6eobody?b&a", "site.test")).isEqualTo("/nobody?a&b");
            assertThat(proxy.admin().ask("show resolvers mine"))
                    .contains("sent:")
                    .doesNotContain(" valid:       0\n");
            assertThat(proxy.admin().ask("show info")).contains("\nTainted: 0x1\n");
        }
    }

    private static String configuration(int names, int origin) {
        return WebConfiguration.BASE.replace("    nbthread 2\n", "    nbthread 2\n    expose-experimental-directives\n")
                + """
                resolvers mine
                    nameserver local 127.0.0.1:%d
                    resolve_retries 1
                frontend http
                    bind 127.0.0.1:0
                    option socket-stats
                    http-request normalize-uri path-strip-dotdot
                    http-request normalize-uri path-merge-slashes
                    http-request normalize-uri percent-decode-unreserved strict
                    http-request normalize-uri query-sort-by-name
                    http-request wait-for-handshake
                    http-request return status 200 content-type text/plain lf-string "%%[url]" if { path /nobody }
                    http-request do-resolve(txn.server,mine,ipv4) req.hdr(host)
                    http-request return status 404 content-type text/plain string nowhere unless { var(txn.server) -m found }
                    http-request set-dst var(txn.server)
                    default_backend named
                backend named
                    server any 0.0.0.0:%d
                """.formatted(names, origin);
    }

    /** Knows one site, which is here. */
    private static void serve(DatagramSocket names) {
        byte[] bytes = new byte[512];
        while (!names.isClosed()) {
            try {
                DatagramPacket packet = new DatagramPacket(bytes, bytes.length);
                names.receive(packet);
                byte[] answer = answer(bytes, packet.getLength());
                names.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
            } catch (IOException e) {
                names.close();
            }
        }
    }

    private static byte[] answer(byte[] query, int length) {
        boolean known = query[HEADER] == "site".length() && query[HEADER + 1] == 's';
        ByteBuffer to = ByteBuffer.allocate(512);
        to.put(query, 0, 2).putShort((short) (known ? 0x8180 : 0x8183));
        to.putShort((short) 1).putShort((short) (known ? 1 : 0)).putInt(0);
        to.put(query, HEADER, length - HEADER);
        if (known) {
            to.putShort((short) 0xc00c).putShort((short) 1).putShort((short) 1).putInt(30);
            to.putShort((short) 4).put(new byte[] {127, 0, 0, 1});
        }
        byte[] answer = new byte[to.position()];
        to.flip().get(answer);
        return answer;
    }
}
