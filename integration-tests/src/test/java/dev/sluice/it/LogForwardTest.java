package dev.sluice.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.it.harness.Await;
import dev.sluice.it.harness.Conversation;
import dev.sluice.it.harness.FreePort;
import dev.sluice.it.harness.ProxyProcess;
import dev.sluice.it.harness.WebConfiguration;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Messages of others, which come in over UDP and TCP and go on to where the section says. */
class LogForwardTest {
    private static final String HEAD = "<34>Oct 11 22:14:15 host su: ";

    private final DatagramSocket first = syslog();
    private final DatagramSocket second = syslog();
    private final DatagramSocket sender = syslog();
    private final int port = FreePort.any();

    @AfterEach
    void close() {
        first.close();
        second.close();
        sender.close();
    }

    private static DatagramSocket syslog() {
        try {
            DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
            socket.setSoTimeout((int) Await.PATIENCE.toMillis());
            return socket;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String section(String lines) {
        return WebConfiguration.BASE + "log-forward in\n    dgram-bind udp4@127.0.0.1:" + port + "\n    bind 127.0.0.1:"
                + port + "\n    timeout client 30s\n" + lines;
    }

    private String to(DatagramSocket socket, String options) {
        return "    log 127.0.0.1:" + socket.getLocalPort() + " " + options + " local0\n";
    }

    private void send(String message) throws IOException {
        byte[] bytes = message.getBytes(StandardCharsets.ISO_8859_1);
        sender.send(new DatagramPacket(bytes, bytes.length, InetAddress.getLoopbackAddress(), port));
    }

    private static String line(DatagramSocket socket) throws IOException {
        DatagramPacket packet = new DatagramPacket(new byte[70_000], 70_000);
        socket.receive(packet);
        return new String(packet.getData(), 0, packet.getLength(), StandardCharsets.ISO_8859_1);
    }

    private static List<String> lines(DatagramSocket socket, int count) throws IOException {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            lines.add(line(socket).strip());
        }
        return lines;
    }

    @Test
    void datagramsGoOnAsTheTargetsWantThem() throws IOException {
        String targets = to(first, "") + to(second, "format rfc5424 len 200") + "    log ring@kept local0\n"
                + "ring kept\n    format raw\n";
        try (ProxyProcess proxy = ProxyProcess.sluice(section(targets))) {
            send(HEAD + "hello");
            assertThat(line(first)).isEqualTo(HEAD + "hello\n");
            assertThat(line(second)).matches("<34>1 \\d{4}-10-11T22:14:15-00:00 host su - - - hello\n");
            send("<34>");
            send("<35>" + "z".repeat(20_000));
            assertThat(line(first))
                    .startsWith("<35>")
                    .contains(" 127.0.0.1 zzz")
                    .hasSize(1024);
            assertThat(line(second)).startsWith("<35>1 ").hasSize(200);
            Await.until(
                    () -> "the text in the ring: " + proxy.admin().ask("show events kept"),
                    () -> proxy.admin().ask("show events kept").lines().anyMatch("hello"::equals));
            assertThat(proxy.admin().info()).containsEntry("CumRecvLogs", "3").containsEntry("DroppedLogs", "0");
            assertThat(proxy.admin().stat()).noneMatch(row -> "in".equals(row.get("pxname")));
            assertThat(proxy.admin().ask("show stat in -1 -1")).doesNotContain("FRONTEND");
        }
    }

    @Test
    void connectionsBringMessagesInBothFramings() throws IOException {
        try (ProxyProcess proxy = ProxyProcess.sluice(section(to(first, "format raw")));
                Conversation client = new Conversation(port)) {
            client.send("<34>one\r\n9 <34>tw\nXY<34>thr");
            assertThat(lines(first, 2)).containsExactly("one", "tw\nXY");
            assertThat(proxy.admin().ask("show sess")).contains("fe=in be=<NONE>");
            client.send("ee\n12 <34>in parts");
            assertThat(lines(first, 2)).containsExactly("three", "in parts");
            for (String nonsense : List.of("hello\n", "0 <34>x", "9x <34>y", "99999999 <34>z", " <34>w\n")) {
                try (Conversation other = new Conversation(port)) {
                    other.send("<34>before\n" + nonsense);
                    assertThat(line(first)).isEqualTo("before\n");
                    assertThat(other.drain())
                            .as("bytes before the end after %s", nonsense)
                            .isZero();
                }
            }
            // Others were not meant.
            client.send("<34>last\n");
            assertThat(line(first)).isEqualTo("last\n");
            assertThat(proxy.admin().info()).containsEntry("CumRecvLogs", "10");
        }
    }

    @Test
    void messagesThatAreNotReadEndWithALineFeed() throws IOException {
        String options = "    option dont-parse-log\n    option assume-rfc6587-ntf\n";
        try (ProxyProcess proxy = ProxyProcess.sluice(section(options + to(first, "format raw")));
                Conversation client = new Conversation(port)) {
            client.send("5 hello\n\n" + HEAD + "x\n");
            assertThat(lines(first, 2)).containsExactly("5 hello", HEAD + "x");
            assertThat(proxy.process().isAlive()).isTrue();
        }
    }

    @Test
    void samplesAreSpreadAndLevelsKept() throws IOException {
        String targets =
                to(first, "format raw sample 1,3:3") + to(second, "format raw").replace("local0", "local0 err");
        try (ProxyProcess proxy = ProxyProcess.sluice(section(targets))) {
            for (int i = 1; i <= 6; i++) {
                send("<" + (8 + i) + ">" + i);
            }
            assertThat(lines(first, 4)).containsExactly("1", "3", "4", "6");
            assertThat(lines(second, 3)).containsExactly("1", "2", "3");
            assertThat(proxy.admin().info()).containsEntry("CumRecvLogs", "6");
        }
    }

    @Test
    void aReloadKeepsConnectionsAndSendsElsewhere() throws IOException {
        try (ProxyProcess proxy = ProxyProcess.sluice(section(to(first, "format raw")));
                Conversation client = new Conversation(port)) {
            client.send("<34>a\n");
            assertThat(line(first)).isEqualTo("a\n");
            proxy.configuration(section(to(second, "format raw")));
            assertThat(proxy.admin().ask("reload")).contains("0 connections closed");
            client.send("<34>b\n");
            send("<34>c");
            assertThat(lines(second, 2)).containsExactlyInAnyOrder("b", "c");
            proxy.configuration(WebConfiguration.BASE);
            assertThat(proxy.admin().ask("reload")).contains("2 listeners closed");
            Await.until(() -> "nobody listens", () -> Conversation.isRefused(port));
        }
    }

    @Test
    void silentConnectionsEndAndOnlySomeAreTakenAtOnce() throws IOException {
        String limits = "    maxconn 1\n    timeout client 300ms\n";
        try (ProxyProcess proxy = ProxyProcess.sluice(section(limits + to(first, "format raw")));
                Conversation one = new Conversation(port);
                Conversation two = new Conversation(port)) {
            two.send("<34>two\n");
            // The other connection had the place until it had been silent for too long.
            assertThat(line(first)).isEqualTo("two\n");
            assertThat(one.drain()).isZero();
            assertThat(two.drain()).isZero();
            assertThat(proxy.process().isAlive()).isTrue();
        }
    }

    @Test
    void aSectionThatIsDisabledTakesNothingUntilItIsEnabled() throws IOException {
        try (ProxyProcess proxy = ProxyProcess.sluice(section(to(first, "format raw")))) {
            proxy.admin().ask("disable frontend in");
            assertThat(line(first)).isEqualTo("Paused frontend in.\n");
            send("<34>later");
            first.setSoTimeout(200);
            boolean quiet = false;
            try {
                line(first);
            } catch (SocketTimeoutException expected) {
                quiet = true;
            }
            assertThat(quiet).isTrue();
            first.setSoTimeout((int) Await.PATIENCE.toMillis());
            proxy.admin().ask("enable frontend in");
            assertThat(lines(first, 2)).contains("later");
        }
    }
}
