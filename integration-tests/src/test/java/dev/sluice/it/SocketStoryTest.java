package dev.sluice.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.it.harness.ProxyProcess;
import dev.sluice.it.harness.WebConfiguration;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Sockets as the configuration wants them, rules that wait for bytes, limits of rates that commands change. */
class SocketStoryTest {
    private static String configuration(int port) {
        return WebConfiguration.BASE + """
                global
                    maxconnrate 600
                    maxsessrate 500
                frontend in
                    mode tcp
                    bind 127.0.0.1:0 tcp-ut 5s defer-accept tfo
                    option socket-stats
                    option clitcpka
                    clitcpka-idle 30s
                    rate-limit sessions 400
                    tcp-request inspect-delay 25s
                    tcp-request content set-fc-tos 0x20
                    tcp-request content reject unless { req.payload(0,5) -m str HELLO }
                    default_backend out
                backend out
                    mode tcp
                    option srvtcpka
                    source 127.0.0.3
                    server s 127.0.0.1:%d tcp-ut 7s
                """.formatted(port);
    }

    private static void say(Socket to, String words) throws IOException {
        to.getOutputStream().write(words.getBytes(StandardCharsets.US_ASCII));
    }

    private static int end(Socket from) throws IOException {
        try {
            return from.getInputStream().read();
        } catch (SocketException reset) {
            return -1;
        }
    }

    @Test
    void connectionsComeFromWhereTheyShouldOnceTheirFirstWordsAreKnown() throws Exception {
        try (ServerSocket origin = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
                ProxyProcess proxy = ProxyProcess.sluice(configuration(origin.getLocalPort()))) {
            origin.setSoTimeout(20_000);
            int port = proxy.port("in");
            try (Socket client = new Socket(InetAddress.getLoopbackAddress(), port)) {
                say(client, "HEL");
                say(client, "LO!");
                try (Socket reached = origin.accept()) {
                    reached.setSoTimeout(20_000);
                    assertThat(reached.getInetAddress().getHostAddress()).isEqualTo("127.0.0.3");
                    assertThat(reached.getInputStream().readNBytes(6))
                            .asString()
                            .isEqualTo("HELLO!");
                }
            }
            try (Socket client = new Socket(InetAddress.getLoopbackAddress(), port)) {
                client.setSoTimeout(20_000);
                say(client, "HEL");
                client.shutdownOutput();
                assertThat(end(client)).isNegative();
            }
            assertThat(proxy.admin().ask("show info")).contains("ConnRateLimit: 600\n", "SessRateLimit: 500\n");
            assertThat(proxy.admin().ask("set rate-limit sessions global 450")).isBlank();
            assertThat(proxy.admin().ask("show info")).contains("SessRateLimit: 450\n");
        }
    }
}
