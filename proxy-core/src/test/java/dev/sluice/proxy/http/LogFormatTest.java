package dev.sluice.proxy.http;

import static dev.sluice.proxy.http.Requests.DEFAULTS;
import static dev.sluice.proxy.http.Requests.connect;
import static dev.sluice.proxy.http.Requests.readAll;
import static dev.sluice.proxy.http.Requests.send;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Lines that {@code log-format} describes. */
class LogFormatTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            %f/%b/%s st=%ST %tsc %{+Q}r v=%[var(txn.a)] n=%[var(txn.none)] q=%{+Q}[var(txn.none)] | fe/be/a st=200 ---- "GET /p?q=1 HTTP/1.1" v=one n=- q=""
            hpo=%HPO hp=%HP hu=%HU hq=%HQ m=%HM | hpo=/p hp=/p hu=/p?q=1 hq=?q=1 m=GET
            """)
    void linesAreWrittenInTheWordsOfTheProxy(String format, String expected) throws Exception {
        try (DatagramSocket syslog = new DatagramSocket(0, InetAddress.getLoopbackAddress());
                ScriptedOrigin origin = new ScriptedOrigin();
                TestProxy proxy = TestProxy.of(DEFAULTS + "frontend fe\n bind 127.0.0.1:0\n default_backend be\n"
                        + " log 127.0.0.1:" + syslog.getLocalPort() + " local0\n"
                        + " http-request set-var(txn.a) req.hdr(x-a)\n"
                        + " log-format '" + format + "'\nbackend be\n server a 127.0.0.1:" + origin.port() + "\n")) {
            syslog.setSoTimeout(5000);
            try (Socket client = connect(proxy)) {
                send(client, "GET /p?q=1 HTTP/1.1\r\nHost: a.example\r\nX-A: one\r\nConnection: close\r\n\r\n");
                assertThat(readAll(client)).startsWith("HTTP/1.1 200");
            }
            DatagramPacket packet = new DatagramPacket(new byte[2000], 2000);
            syslog.receive(packet);
            assertThat(new String(packet.getData(), 0, packet.getLength(), StandardCharsets.UTF_8).strip())
                    .endsWith("]: " + expected);
        }
    }
}
