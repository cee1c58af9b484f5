package dev.sluice.proxy.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.proxy.Rig;
import dev.sluice.state.Counter;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rules about bytes that come one after the other: they wait for those that may change what they say, and for no others. */
class InspectionTest {
    private ServerSocket origin;

    @BeforeEach
    void start() throws IOException {
        origin = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        origin.setSoTimeout(10_000);
    }

    @AfterEach
    void stop() throws IOException {
        origin.close();
    }

    private Rig rig(String rule) throws Exception {
        return Rig.start("""
                defaults
                    mode tcp
                    timeout client 30s
                    timeout server 30s
                    timeout connect 30s
                listen l
                    bind 127.0.0.1:0
                    acl hello req.payload(0,5) -m str HELLO
                    tcp-request inspect-delay 25s
                    %s
                    server s 127.0.0.1:%d
                """.formatted(rule.replace(";", "\n    "), origin.getLocalPort()));
    }

    private static int end(Socket from) throws IOException {
        from.setSoTimeout(10_000);
        try {
            return from.getInputStream().read();
        } catch (SocketException reset) {
            return -1;
        }
    }

    /** All is said, and the server has it; the wait would be over much later. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "tcp-request content reject unless hello",
                "tcp-request content reject if !hello",
                "tcp-request content accept if hello;tcp-request content reject",
                "tcp-request content reject unless hello or { req.len gt 100 }",
            })
    void wholeWordsPassThoughTheyComeInPieces(String rule) throws Exception {
        try (Rig rig = rig(rule);
                Socket client = rig.connect("l")) {
            client.getOutputStream().write("HEL".getBytes(StandardCharsets.US_ASCII));
            // The first piece has been seen: it is not refused.
            Rig.await(() -> rig.core.barrier().toCompletableFuture().isDone());
            client.getOutputStream().write("LO!".getBytes(StandardCharsets.US_ASCII));
            try (Socket reached = origin.accept()) {
                reached.setSoTimeout(10_000);
                assertThat(reached.getInputStream().readNBytes(6)).asString().isEqualTo("HELLO!");
            }
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // Nothing more will come.
                "tcp-request content reject unless hello | HEL | true",
                // What does not depend on bytes settles it.
                "tcp-request content reject unless hello { src 192.0.2.1 } | HEL | false",
            })
    void whatIsSettledIsRefused(String rule, String said, boolean ended) throws Exception {
        try (Rig rig = rig(rule);
                Socket client = rig.connect("l")) {
            client.getOutputStream().write(said.getBytes(StandardCharsets.US_ASCII));
            if (ended) {
                client.shutdownOutput();
            }
            assertThat(end(client)).isNegative();
        }
    }

    /** A rule whose other test fails is passed over at once, though bytes are still to come. */
    @ParameterizedTest
    @CsvSource({"tcp-request content reject if hello { src 192.0.2.1 }"})
    void waitsForNothingThatMakesNoDifference(String rule) throws Exception {
        try (Rig rig = rig(rule);
                Socket client = rig.connect("l");
                Socket reached = origin.accept()) {
            client.getOutputStream().write('x');
            assertThat(end(reached)).isEqualTo('x');
        }
    }

    /** What a server says in pieces is held until rules know what they think of it. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "tcp-response content reject unless { res.payload(0,5) -m str HELLO } | HELLO!",
                "tcp-response content reject if { res.len ge 7 };tcp-response content accept if { res.len 6 } | HELLO!",
                "tcp-response content accept if { wait_end } | HELLO!",
                "tcp-response content reject if { res.payload(0,5) -m str HELLO } | ",
                "tcp-response content reject if { payload(1,4) -m str ELLO } | ",
                "tcp-response content close if { res.payload(0,0) -m end O! } | ",
                "tcp-response content reject if { res.len ge 7 };tcp-response content reject if { wait_end } | ",
            })
    void whatServersSayIsHeldUntilRulesLetItPass(String rules, String passed) throws Exception {
        try (Rig rig = rig("tcp-response inspect-delay 20s;" + rules);
                Socket client = rig.connect("l");
                Socket reached = origin.accept()) {
            client.setSoTimeout(10_000);
            reached.getOutputStream().write("HEL".getBytes(StandardCharsets.US_ASCII));
            // What the client says passes meanwhile.
            client.getOutputStream().write('x');
            assertThat(end(reached)).isEqualTo('x');
            reached.getOutputStream().write("LO!".getBytes(StandardCharsets.US_ASCII));
            reached.shutdownOutput();
            assertThat(client.getInputStream().readAllBytes()).asString().isEqualTo(passed == null ? "" : passed);
        }
    }

    @Test
    void rulesAboutServersWaitNoLongerThanTheyMay() throws Exception {
        try (Rig rig = rig("tcp-response inspect-delay 1ms;tcp-response content reject unless { res.len ge 0 }");
                Socket client = rig.connect("l");
                Socket reached = origin.accept()) {
            reached.getOutputStream().write('!');
            assertThat(end(client)).isEqualTo('!');
        }
        try (Rig rig = rig("tcp-response inspect-delay 1ms;tcp-response content reject unless { res.len ge 9 }");
                Socket client = rig.connect("l");
                Socket reached = origin.accept()) {
            assertThat(end(client)).isNegative();
            assertThat(end(reached)).isNegative();
            assertThat(rig.frontend("l").counters().sum(Counter.RESPONSES_DENIED))
                    .isEqualTo(1);
        }
    }

    /** A buffer is all that is held. */
    @Test
    void moreThanABufferIsNotHeld() throws Exception {
        byte[] much = new byte[200_000];
        try (Rig rig = rig("tcp-response inspect-delay 20s;tcp-response content accept if { res.len ge 100000 }");
                Socket client = rig.connect("l");
                Socket reached = origin.accept()) {
            client.setSoTimeout(10_000);
            reached.getOutputStream().write(much);
            assertThat(client.getInputStream().readNBytes(much.length)).isEqualTo(much);
        }
    }

    /** While rules wait for a side, its own timeout goes on, and has them say their last. */
    @ParameterizedTest
    @CsvSource({
        "timeout client 50ms;tcp-request content accept if { req.len ge 3 };tcp-request content reject, REQUESTS_DENIED",
        "timeout client 50ms;tcp-request content accept if { req.len ge 3 }, CLIENT_ABORTS",
        "timeout server 50ms;tcp-response inspect-delay 20s;tcp-response content reject if { wait_end }, RESPONSES_DENIED",
        "timeout server 50ms;tcp-response inspect-delay 20s;tcp-response content accept if { res.len ge 3 }, SERVER_ABORTS",
    })
    void whoIsSilentForTooLongIsNotWaitedFor(String rules, Counter counted) throws Exception {
        try (Rig rig = rig(rules);
                Socket client = rig.connect("l")) {
            client.getOutputStream().write('x');
            assertThat(end(client)).isNegative();
            Rig.await(() -> rig.frontend("l").counters().sum(counted) == 1);
        }
    }

    /** What is settled is not waited for: the range is there, and is another one. */
    @Test
    void aRangeThatIsThereStaysAsItIs() throws Exception {
        try (Rig rig = rig("tcp-request content reject if { req.payload(0,1) -m str y }");
                Socket client = rig.connect("l")) {
            client.getOutputStream().write('x');
            try (Socket reached = origin.accept()) {
                assertThat(end(reached)).isEqualTo('x');
            }
        }
    }
}
