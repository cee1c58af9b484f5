package dev.sluice.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.it.harness.Await;
import dev.sluice.it.harness.FreePort;
import dev.sluice.it.harness.ProxyProcess;
import dev.sluice.it.harness.RawServer;
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
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Lines of logs that backends spread over their servers. */
class LogBackendTest {
    private final List<DatagramSocket> servers =
            IntStream.range(0, 3).mapToObj(i -> syslog()).toList();
    private final DatagramSocket sender = syslog();
    private final int port = FreePort.any();

    @AfterEach
    void close() {
        servers.forEach(DatagramSocket::close);
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

    private String configuration(String backend) {
        return WebConfiguration.BASE.replace("nbthread 2", "nbthread 1") + "log-forward in\n    dgram-bind 127.0.0.1:"
                + port + "\n    log backend@lines format raw local0\nbackend lines\n    mode log\n" + backend;
    }

    private String server(int number, String more) {
        return "    server s" + number + " udp@127.0.0.1:"
                + servers.get(number - 1).getLocalPort() + more + "\n";
    }

    private String three() {
        return server(1, "") + server(2, "") + server(3, "");
    }

    private void send(int from, int to) throws IOException {
        for (int i = from; i <= to; i++) {
            byte[] bytes = ("<14>x" + i + ";").getBytes(StandardCharsets.US_ASCII);
            sender.send(new DatagramPacket(bytes, bytes.length, InetAddress.getLoopbackAddress(), port));
        }
    }

    private List<String> got(int number, int count) throws IOException {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            DatagramPacket packet = new DatagramPacket(new byte[4096], 4096);
            servers.get(number - 1).receive(packet);
            lines.add(new String(packet.getData(), 0, packet.getLength(), StandardCharsets.US_ASCII).strip());
        }
        return lines;
    }

    @Test
    void oneAfterTheOtherAsTheyWeigh() throws IOException {
        try (ProxyProcess proxy = ProxyProcess.sluice(configuration("    balance roundrobin\n" + three()))) {
            send(1, 6);
            assertThat(got(1, 2)).containsExactly("x1;", "x4;");
            assertThat(got(2, 2)).containsExactly("x2;", "x5;");
            assertThat(got(3, 2)).containsExactly("x3;", "x6;");
            proxy.admin().ask("disable server lines/s2");
            proxy.admin().ask("set server lines/s3 weight 0");
            send(7, 8);
            assertThat(got(1, 2)).containsExactly("x7;", "x8;");
            assertThat(proxy.admin().stat("lines", "BACKEND", "mode")).isEqualTo("syslog");
            assertThat(proxy.admin().stat("lines", "BACKEND", "algo")).isEqualTo("roundrobin");
            assertThat(proxy.admin().stat("lines", "s1", "stot")).isEqualTo("0");
            assertThat(proxy.admin().ask("add server lines/s4 127.0.0.1:1")).contains("part of the configuration");
        }
    }

    @Test
    void aPartOfTheLineDecides() throws IOException {
        String hash = "    balance log-hash 'field(2,x),field(1,;)'\n    hash-type map-based none\n";
        try (ProxyProcess proxy = ProxyProcess.sluice(configuration(hash + three()))) {
            send(30, 32);
            send(33, 33);
            assertThat(got(1, 2)).containsExactly("x30;", "x33;");
            assertThat(got(2, 1)).containsExactly("x31;");
            assertThat(got(3, 1)).containsExactly("x32;");
            byte[] bytes = "<14>no key".getBytes(StandardCharsets.US_ASCII);
            sender.send(new DatagramPacket(bytes, bytes.length, InetAddress.getLoopbackAddress(), port));
            Await.until(
                    () -> "a line that was dropped",
                    () -> "1".equals(proxy.admin().info().get("DroppedLogs")));
        }
    }

    @Test
    void oneServerGetsAllWhileItCan() throws IOException {
        String lines = "    balance sticky\n" + server(1, "") + server(2, "") + server(3, " backup");
        try (ProxyProcess proxy = ProxyProcess.sluice(configuration(lines))) {
            send(1, 2);
            assertThat(got(1, 2)).containsExactly("x1;", "x2;");
            proxy.admin().ask("disable server lines/s1");
            send(3, 3);
            assertThat(got(2, 1)).containsExactly("x3;");
            proxy.admin().ask("enable server lines/s1");
            send(4, 4);
            assertThat(got(2, 1)).containsExactly("x4;");
            proxy.admin().ask("disable server lines/s2");
            proxy.admin().ask("disable server lines/s1");
            send(5, 5);
            assertThat(got(3, 1)).containsExactly("x5;");
            proxy.admin().ask("disable server lines/s3");
            send(6, 6);
            Await.until(
                    () -> "a line that was dropped",
                    () -> "1".equals(proxy.admin().info().get("DroppedLogs")));
        }
    }

    @Test
    void aReloadChangesWhoGetsLines() throws IOException {
        try (ProxyProcess proxy = ProxyProcess.sluice(configuration("    balance roundrobin\n" + server(1, "")))) {
            send(1, 1);
            assertThat(got(1, 1)).containsExactly("x1;");
            proxy.configuration(configuration("    balance roundrobin\n" + server(2, "") + server(3, "")));
            assertThat(proxy.admin().ask("reload")).contains("2 servers added, 1 removed");
            send(2, 3);
            List<String> both = new ArrayList<>(got(2, 1));
            both.addAll(got(3, 1));
            assertThat(both).containsExactlyInAnyOrder("x2;", "x3;");
        }
    }

    private boolean secondGetsOne() {
        try {
            servers.get(1).setSoTimeout(50);
            send(2, 2);
            return got(2, 1).contains("x2;");
        } catch (SocketTimeoutException nothing) {
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void serversThatAreCheckedAreLeftWhenTheyGoDown() throws IOException {
        RawServer first = new RawServer((socket, in, out) -> {});
        String checked = " check port " + first.port() + " inter 100ms fall 1 rise 1";
        String lines = "    balance sticky\n" + server(1, checked) + server(2, "");
        try (ProxyProcess proxy = ProxyProcess.sluice(configuration(lines))) {
            Await.until(() -> "s1 is up", () -> "UP".equals(proxy.admin().stat("lines", "s1", "status")));
            send(1, 1);
            assertThat(got(1, 1)).containsExactly("x1;");
            first.close();
            // What is sent before the check has seen it goes nowhere.
            Await.until(() -> "a line at the other server", this::secondGetsOne);
            assertThat(proxy.admin().stat("lines", "s1", "status")).isEqualTo("DOWN");
        }
    }

    @Test
    void linesGoOverConnectionsAsWell() throws IOException {
        AtomicReference<String> received = new AtomicReference<>("");
        try (RawServer server = new RawServer((socket, in, out) -> {
                    for (int next = in.read(); next >= 0; next = in.read()) {
                        char c = (char) next;
                        received.updateAndGet(before -> before + c);
                    }
                });
                ProxyProcess proxy = ProxyProcess.sluice(configuration(
                        "    server t 127.0.0.1:" + server.port() + " log-proto octet-count log-bufsize 20000\n"))) {
            send(1, 2);
            Await.until(() -> "both lines in " + received.get(), () -> "3 x1;3 x2;".equals(received.get()));
            assertThat(proxy.admin().ask("show events")).contains("ring#lines/t");
        }
    }
}
