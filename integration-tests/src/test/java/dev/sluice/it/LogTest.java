package dev.sluice.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.it.harness.Await;
import dev.sluice.it.harness.Conversation;
import dev.sluice.it.harness.Origin;
import dev.sluice.it.harness.ProxyProcess;
import dev.sluice.it.harness.WebConfiguration;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What syslog servers get: the same requests, told to each as its lines say. */
class LogTest {
    private static String configuration(DatagramSocket plain, DatagramSocket structured, int origin) {
        return WebConfiguration.BASE + """
                log-profile steps
                    log-tag edge
                    on request format "asks %%HU at %%OG"
                    on close format "got %%ST" sd "%%{+E,+Q}o [answer@1 path=%%HU]"
                    on error format "no request: %%ST"
                frontend http
                    bind 127.0.0.1:0
                    option httplog clf
                    option socket-stats
                    option dontlognull
                    log-steps request,close
                    log 127.0.0.1:%d format raw local0
                    log 127.0.0.1:%d format rfc5424 profile steps local1 info notice
                    http-request return status 404 if { path /none }
                    default_backend web
                backend web
                    server a 127.0.0.1:%d
                """.formatted(plain.getLocalPort(), structured.getLocalPort(), origin);
    }

    private static DatagramSocket syslog() throws IOException {
        DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        socket.setSoTimeout((int) Await.PATIENCE.toMillis());
        return socket;
    }

    private static String line(DatagramSocket socket) throws IOException {
        DatagramPacket packet = new DatagramPacket(new byte[4096], 4096);
        socket.receive(packet);
        return new String(packet.getData(), 0, packet.getLength(), StandardCharsets.UTF_8);
    }

    private static int ask(int port, String target) {
        try (Conversation client = new Conversation(port)) {
            return client.send("GET " + target + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
                    .response()
                    .status();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"stdout", "stderr", "fd@2"})
    void linesGoToWhereTheProgramWrites(String target) {
        String configuration = WebConfiguration.BASE + """
                frontend http
                    bind 127.0.0.1:0
                    option socket-stats
                    log %s format raw local0
                    log-format "got %%HU with %%ST"
                    http-request return status 404
                """.formatted(target);
        try (ProxyProcess proxy = ProxyProcess.sluice(configuration)) {
            assertThat(ask(proxy.port("http"), "/x")).isEqualTo(404);
            Await.until(proxy::log, () -> proxy.log().contains("got /x with 404\n"));
        }
    }

    @Test
    void eachTargetHasItsOwnLines() throws IOException {
        try (DatagramSocket plain = syslog();
                DatagramSocket structured = syslog();
                Origin origin = new Origin("a");
                ProxyProcess proxy = ProxyProcess.sluice(configuration(plain, structured, origin.port()))) {
            int port = proxy.port("http");
            assertThat(ask(port, "/a")).isEqualTo(200);
            assertThat(line(plain)).contains("\"GET /a HTTP/1.1\" -1 0 ").contains(" \"http\" \"http\" \"<NOSRV>\" ");
            assertThat(line(plain)).contains("\"GET /a HTTP/1.1\" 200 ").contains(" \"http\" \"web\" \"a\" ");
            // local1 is 17, info is 6.
            assertThat(line(structured))
                    .startsWith("<142>1 ")
                    .contains(" edge ")
                    .endsWith(" - - asks /a at txn_request\n");
            assertThat(line(structured)).endsWith(" - [answer@1 path=\"/a\"] got 200\n");

            assertThat(ask(port, "/none")).isEqualTo(404);
            assertThat(line(structured)).endsWith(" - - asks /none at txn_request\n");
            assertThat(line(structured)).endsWith(" - [answer@1 path=\"/none\"] got 404\n");

            assertThat(ask(port, "no-path")).isEqualTo(400);
            assertThat(line(structured)).endsWith(" - - no request: 400\n");
        }
    }
}
