package dev.sluice.proxy.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.state.Counter;
import dev.sluice.state.CounterSet;
import java.io.IOException;
import java.io.InputStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Conversations over real sockets: what both sides get, what is logged, what is counted. */
class ConversationTest {
    private static final Map<String, Counter> COLUMNS = columns();

    private static ScriptedOrigin origin;
    private static DatagramSocket syslog;
    private static TestProxy proxy;

    @BeforeAll
    static void start() throws Exception {
        origin = new ScriptedOrigin();
        syslog = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        syslog.setSoTimeout(5000);
        proxy = TestProxy.of("""
                global
                    log 127.0.0.1:%d local0
                defaults
                    mode http
                    log global
                    option httplog
                    timeout client 900ms
                    timeout server 700ms
                    timeout connect 1s
                    timeout queue 150ms
                    timeout http-request 500ms
                    timeout http-keep-alive 5s
                frontend fe
                    bind 127.0.0.1:0
                    use_backend nosrv if { path /nosrv }
                    default_backend be
                backend be
                    server s 127.0.0.1:%d
                backend nosrv
                """.formatted(syslog.getLocalPort(), origin.port()));
    }

    @AfterAll
    static void stop() throws Exception {
        proxy.close();
        syslog.close();
        origin.close();
    }

    static List<Conversation> conversations() throws IOException {
        return Conversation.all();
    }

    @ParameterizedTest
    @MethodSource("conversations")
    void passesAsWritten(Conversation conversation) throws Exception {
        origin.script(conversation.replies());
        Await.until(
                () -> "idle connections stay",
                () -> proxy.server("be", "s").idleConnections().get() == 0);
        forgetLogs();
        Map<String, Long> before = counters();
        try (Socket client = new Socket(InetAddress.getLoopbackAddress(), proxy.port())) {
            send(client, conversation);
            assertThat(read(client, conversation)).isEqualTo(conversation.got());
        }
        for (String line : conversation.logs()) {
            assertThat(withoutNumbers(receiveLog())).isEqualTo(line);
        }
        Await.until(
                () -> "server got " + origin.received(), () -> origin.received().equals(conversation.server()));
        for (String expected : conversation.counts()) {
            Await.until(
                    () -> expected + ": " + grown(before, expected),
                    () -> grown(before, expected).equals(""));
        }
    }

    private static void send(Socket client, Conversation conversation) throws IOException {
        String before = "";
        for (String piece : conversation.sends()) {
            if (piece.isEmpty()) {
                origin.pauseUntilMoreThan(before);
            } else {
                before = origin.received();
                client.getOutputStream().write(piece.getBytes(StandardCharsets.ISO_8859_1));
            }
        }
        if (conversation.halfCloses()) {
            client.shutdownOutput();
        }
    }

    /** Reads to the end where one is expected, else as much as is expected. */
    private static String read(Socket client, Conversation conversation) throws IOException {
        client.setSoTimeout(5000);
        InputStream in = client.getInputStream();
        byte[] bytes = conversation.ends()
                ? in.readAllBytes()
                : in.readNBytes(conversation.got().length());
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    /** Lines of an earlier conversation that failed. */
    private static void forgetLogs() throws IOException {
        syslog.setSoTimeout(1);
        boolean more = true;
        while (more) {
            try {
                syslog.receive(new DatagramPacket(new byte[4096], 4096));
            } catch (SocketTimeoutException none) {
                more = false;
            }
        }
        syslog.setSoTimeout(5000);
    }

    private static String receiveLog() throws IOException {
        DatagramPacket packet = new DatagramPacket(new byte[4096], 4096);
        syslog.receive(packet);
        String line = new String(packet.getData(), 0, packet.getLength(), StandardCharsets.ISO_8859_1);
        return line.substring(line.indexOf("] ", line.indexOf(" [")) + 2).stripTrailing();
    }

    /** Durations and numbers of connections depend on the machine; which of them are unknown (-1) does not. */
    private static String withoutNumbers(String line) {
        String[] words = line.split(" ", 4);
        String[] times = words[2].split("/", -1);
        for (int i = 0; i < times.length; i++) {
            times[i] = i < 4 && times[i].equals("-1") ? "-1" : "#";
        }
        String rest = words[3].replaceFirst(" ([A-Za-z-]{2}--) \\d+/\\d+/\\d+/\\d+/", " $1 #/#/#/#/");
        return words[0] + " " + words[1] + " " + String.join("/", times) + " " + rest;
    }

    private static Map<String, Counter> columns() {
        Map<String, Counter> columns = new HashMap<>();
        columns.put("conn_tot", Counter.CONNECTIONS);
        columns.put("stot", Counter.SESSIONS);
        columns.put("reqbin", Counter.REQUEST_BYTES_IN);
        columns.put("reqbout", Counter.REQUEST_BYTES_OUT);
        columns.put("resbin", Counter.RESPONSE_BYTES_IN);
        columns.put("resbout", Counter.RESPONSE_BYTES_OUT);
        columns.put("ereq", Counter.REQUEST_ERRORS);
        columns.put("econ", Counter.CONNECT_ERRORS);
        columns.put("eresp", Counter.RESPONSE_ERRORS);
        columns.put("cli_abrt", Counter.CLIENT_ABORTS);
        columns.put("srv_abrt", Counter.SERVER_ABORTS);
        columns.put("req_tot", Counter.REQUESTS);
        columns.put("lbtot", Counter.LOAD_BALANCED);
        columns.put("connect", Counter.CONNECT_ATTEMPTS);
        columns.put("reuse", Counter.CONNECTION_REUSES);
        columns.put("h1sess", Counter.HTTP1_SESSIONS);
        columns.put("h1req", Counter.HTTP1_REQUESTS);
        for (String group : List.of("1xx", "2xx", "3xx", "4xx", "5xx", "other")) {
            columns.put("hrsp_" + group, Counter.valueOf("RESPONSES_" + group.toUpperCase(Locale.ROOT)));
        }
        return columns;
    }

    private static Map<String, Long> counters() {
        Map<String, CounterSet> rows = Map.of(
                "fe/FRONTEND", proxy.frontend("fe").counters(),
                "be/BACKEND", proxy.backend("be").counters(),
                "be/s", proxy.server("be", "s").counters(),
                "nosrv/BACKEND", proxy.backend("nosrv").counters());
        Map<String, Long> all = new HashMap<>();
        rows.forEach(
                (name, row) -> COLUMNS.forEach((column, counter) -> all.put(name + " " + column, row.sum(counter))));
        return all;
    }

    /** What has not grown as {@code expected} says; empty when all has. */
    private static String grown(Map<String, Long> before, String expected) {
        String[] words = expected.split(" ", -1);
        Map<String, Long> now = counters();
        List<String> wrong = new ArrayList<>();
        for (int i = 1; i < words.length; i++) {
            String[] pair = words[i].split("=", -1);
            String cell = words[0] + " " + pair[0];
            long by = now.getOrDefault(cell, 0L) - before.getOrDefault(cell, 0L);
            if (by != Long.parseLong(pair[1])) {
                wrong.add(pair[0] + "=" + by);
            }
        }
        return String.join(" ", wrong);
    }
}
