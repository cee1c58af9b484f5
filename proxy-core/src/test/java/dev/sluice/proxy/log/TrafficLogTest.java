package dev.sluice.proxy.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.proxy.Rig;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TrafficLogTest {
    private DatagramSocket syslog;
    private ServerSocket origin;

    @BeforeEach
    void listen() throws IOException {
        syslog = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        syslog.setSoTimeout(5000);
        origin = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        origin.setSoTimeout(5000);
    }

    @AfterEach
    void close() throws IOException {
        syslog.close();
        origin.close();
    }

    private Rig rig(String target, String more) throws Exception {
        return Rig.start("""
                global
                    log 127.0.0.1:%d %s local0 info
                defaults
                    mode tcp
                    log global
                    timeout client 5s
                    timeout server 5s
                    timeout connect 2s
                listen l
                    bind 127.0.0.1:0
                    %s
                    server s1 127.0.0.1:%d
                """.formatted(syslog.getLocalPort(), target, more, origin.getLocalPort()));
    }

    private String line() throws IOException {
        DatagramPacket packet = new DatagramPacket(new byte[2000], 2000);
        syslog.receive(packet);
        return new String(packet.getData(), 0, packet.getLength(), StandardCharsets.UTF_8);
    }

    private void exchange(Rig rig) throws IOException {
        try (Socket client = rig.connect("l");
                Socket server = origin.accept()) {
            client.getOutputStream().write("ab".getBytes(StandardCharsets.US_ASCII));
            client.shutdownOutput();
            assertThat(server.getInputStream().readAllBytes()).hasSize(2);
            server.getOutputStream().write("answer".getBytes(StandardCharsets.US_ASCII));
            Rig.hangUp(server);
            assertThat(client.getInputStream().readAllBytes()).hasSize(6);
        }
    }

    @Test
    void writesTheLineOfTcplog() throws Exception {
        try (Rig rig = rig("", "option tcplog")) {
            exchange(rig);
            assertThat(line())
                    .matches("<134>[A-Z][a-z]{2} [ 0-9]\\d \\d\\d:\\d\\d:\\d\\d sluice\\[1]: 127\\.0\\.0\\.1:\\d+"
                            + " \\[\\d\\d/[A-Z][a-z]{2}/\\d{4}:\\d\\d:\\d\\d:\\d\\d\\.\\d{3}] l l/s1 \\d+/\\d+/\\d+"
                            + " 6 -- 1/1/0/0/0 0/0\n");
        }
    }

    @Test
    void saysWhoConnectedWhereNoFormatIsAsked() throws Exception {
        try (Rig rig = rig("format raw", "")) {
            exchange(rig);
            assertThat(line())
                    .matches(
                            "Connect from 127\\.0\\.0\\.1:\\d+ to 127\\.0\\.0\\.1:" + rig.port("l") + " \\(l/TCP\\)\n");
        }
    }

    @Test
    void hasTheHeadersOfItsFormats() throws Exception {
        try (Rig rig = rig("format rfc5424", "")) {
            exchange(rig);
            assertThat(line())
                    .matches("<134>1 \\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{6}[+-]\\d\\d:\\d\\d - sluice 1 - -"
                            + " Connect from .*\n");
        }
        try (Rig rig = rig("format short", "")) {
            exchange(rig);
            assertThat(line()).startsWith("<6>Connect from ");
        }
        try (Rig rig = rig("len 80 format rfc3164", "")) {
            exchange(rig);
            assertThat(line())
                    .hasSize(80)
                    .contains(" localhost sluice[1]: Connect")
                    .endsWith("\n");
        }
    }

    @Test
    void leavesOutConnectionsWithoutAByteWhereAsked() throws Exception {
        try (Rig rig = rig("", "option tcplog\n    option dontlognull")) {
            rig.connect("l").close();
            origin.accept().close();
            exchange(rig);
            assertThat(line()).contains(" 6 -- ");
            syslog.setSoTimeout(100);
            assertThatThrownBy(this::line).isInstanceOf(SocketTimeoutException.class);
        }
    }

    @Test
    void keepsToTheLevelOfItsTargets() throws Exception {
        try (Rig rig = rig("format raw", "option tcplog")) {
            rig.core.log(rig.frontend("l"), 7, "debug");
            rig.core.log(null, 5, "notice");
            assertThat(line()).isEqualTo("notice\n");
        }
    }
}
