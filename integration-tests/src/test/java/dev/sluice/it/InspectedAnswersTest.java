package dev.sluice.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.it.harness.Conversation;
import dev.sluice.it.harness.Origin;
import dev.sluice.it.harness.ProxyProcess;
import dev.sluice.it.harness.WebConfiguration;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Rules about what servers send, which wait for it. */
class InspectedAnswersTest {
    @Test
    void answersInOtherProtocolsAreHeldUntilTheyAreKnownToBeRight() throws IOException {
        try (ServerSocket origin = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                ProxyProcess proxy =
                        ProxyProcess.sluice(WebConfiguration.BASE + """
                        frontend mqtt
                            mode tcp
                            bind 127.0.0.1:0
                            option socket-stats
                            default_backend brokers
                        backend brokers
                            mode tcp
                            tcp-response inspect-delay 20s
                            tcp-response content reject unless { res.payload(0,0),mqtt_is_valid }
                            server s 127.0.0.1:%d
                        """.formatted(origin.getLocalPort()))) {
            origin.setSoTimeout(10_000);
            // The acceptance of a connection, and one whose flags are wrong.
            assertThat(answer(origin, proxy.port("mqtt"), " \u0002", "\u0000\u0000"))
                    .isEqualTo(" \u0002\u0000\u0000");
            assertThat(answer(origin, proxy.port("mqtt"), "!\u0002", "\u0000\u0000"))
                    .isEmpty();
        }
    }

    private static String answer(ServerSocket origin, int port, String first, String then) throws IOException {
        try (Conversation client = new Conversation(port);
                Socket reached = origin.accept()) {
            client.send("x");
            reached.setSoTimeout(10_000);
            reached.getOutputStream().write(first.getBytes(StandardCharsets.ISO_8859_1));
            assertThat(reached.getInputStream().read()).isEqualTo('x');
            reached.getOutputStream().write(then.getBytes(StandardCharsets.ISO_8859_1));
            reached.shutdownOutput();
            return client.receive(first.length() + then.length());
        }
    }

    @Test
    void headsAreWaitedForWhereTheyMakeADifference() {
        try (Origin origin = new Origin("one");
                ProxyProcess proxy = ProxyProcess.sluice(WebConfiguration.of("judged", List.of())
                        + judged("tcp-response inspect-delay 20s", origin)
                        + WebConfiguration.frontend("other", "127.0.0.1:0", "unjudged")
                        + "backend unjudged\n    tcp-response content reject unless { status 200 }\n"
                        + "    server s 127.0.0.1:" + origin.port() + "\n")) {
            try (Conversation client = new Conversation(proxy.port("http"))) {
                assertThat(client.get("/").response().body()).isEqualTo("one");
                assertThat(client.get("/").response().body()).isEqualTo("one");
            }
            // Without a delay rules are asked before there is a head.
            try (Conversation client = new Conversation(proxy.port("other"))) {
                assertThat(client.get("/").drain()).isZero();
            }
        }
    }

    private static String judged(String delay, Origin origin) {
        return "    " + delay + "\n    tcp-response content reject unless { status 200 }\n    server s 127.0.0.1:"
                + origin.port() + "\n";
    }
}
