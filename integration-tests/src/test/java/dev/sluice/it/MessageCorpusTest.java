package dev.sluice.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.it.MessageDesk.Outcome;
import dev.sluice.it.MessageDesk.Script;
import dev.sluice.it.harness.ProxyProcess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Messages that are none, or two to some, from either side. Each is refused with the status that its case says and nothing of it reaches the
 * other side, or exactly the bytes that its case says reach it. Behind each request stands another one on the same connection.
 */
class MessageCorpusTest {
    private static final List<String> REQUESTS = List.of(
            "request-lines",
            "request-targets",
            "request-fields",
            "request-framing",
            "request-chunks",
            "request-relaxed");
    private static final List<String> RESPONSES =
            List.of("response-heads", "response-framing", "response-chunks", "response-relaxed");

    /** Answered by the program itself, so that its answer says how the connection stands without a server. */
    private static final String NEXT = "GET /next HTTP/1.1\r\nHost: next\r\nConnection: close\r\n\r\n";

    /** The page of a refusal: its length is right, and nothing is behind it. */
    private static final Pattern PAGE =
            Pattern.compile("HTTP/1\\.1 (\\d{3}) [^\r]*\r\ncontent-length: (\\d+)\r\n[^\0]*?\r\n\r\n", Pattern.DOTALL);

    private static MessageDesk desk;
    private static ProxyProcess proxy;
    private static String nextAnswer;

    @BeforeAll
    static void begin() {
        desk = new MessageDesk();
        proxy = ProxyProcess.sluice("""
                global
                    stats socket {{dir}}/admin.sock mode 600 level admin
                    nbthread 1
                defaults
                    mode http
                    timeout connect 30s
                    timeout client 30s
                    timeout server 30s
                    retries 0
                    http-reuse never
                    option socket-stats
                frontend strict
                    bind 127.0.0.1:0
                    http-request return status 200 content-type text/plain string next if { path /next }
                    default_backend strictly
                frontend relaxed
                    bind 127.0.0.1:0
                    option accept-unsafe-violations-in-http-request
                    http-request return status 200 content-type text/plain string next if { path /next }
                    default_backend relaxedly
                backend strictly
                    server target 127.0.0.1:%1$d
                backend relaxedly
                    option accept-unsafe-violations-in-http-response
                    server target 127.0.0.1:%1$d
                """.formatted(desk.port()));
        Outcome next = desk.play(proxy.port("strict"), script("", 0));
        nextAnswer = text(next.told());
        assertThat(nextAnswer).endsWith("\r\n\r\nnext");
    }

    @AfterAll
    static void end() throws IOException {
        proxy.close();
        desk.close();
    }

    private static Script script(String send, int enough) {
        return new Script(bytes(send + NEXT), enough, MessageDesk.usual(), false, false);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    static Stream<MessageCase> requests() {
        return REQUESTS.stream().flatMap(file -> MessageCase.all(file).stream());
    }

    static Stream<MessageCase> responses() {
        return RESPONSES.stream().flatMap(file -> MessageCase.all(file).stream());
    }

    private static int port(MessageCase each) {
        return proxy.port(each.isRelaxed() ? "relaxed" : "strict");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void requests(MessageCase each) {
        String gets = text(each.bytes("gets"));
        String sent = text(each.bytes("send"));
        Script script = each.ends()
                ? new Script(bytes(sent), 0, MessageDesk.usual(), false, true)
                : script(sent, gets.length());
        Outcome outcome = desk.play(port(each), script);
        assertThat(text(outcome.got())).as("what the server got").isEqualTo(gets);
        isTold(each, text(outcome.told()), each.ends() || gets.isEmpty() ? "" : answer(each));
    }

    /** The server's answer to a request, with what the client is told about its connection. */
    private static String answer(MessageCase each) {
        String closes = each.goesOn() ? "\r\n" : "\r\nconnection: close\r\n";
        String body = each.text("send").startsWith("HEAD ") ? "" : "ok";
        return "HTTP/1.1 200 OK\r\nContent-Length: 2" + closes + "\r\n" + body;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void responses(MessageCase each) {
        String asks = text(each.bytes("asks"));
        Outcome outcome = desk.play(port(each), new Script(bytes(asks + NEXT), 0, each.bytes("reply"), true, false));
        isTold(each, text(outcome.told()), text(each.bytes("passes")));
    }

    /** The client was told what belongs to the other side, a refusal where one is due, and the answer to its next request where it gets one. */
    private static void isTold(MessageCase each, String told, String ofServer) {
        assertThat(told).startsWith(ofServer);
        String rest = told.substring(ofServer.length());
        if (!each.refused().isEmpty()) {
            Matcher page = PAGE.matcher(rest);
            assertThat(page.lookingAt()).as("a refusal in " + rest).isTrue();
            assertThat(page.group(1)).as("status").isEqualTo(each.refused());
            rest = rest.substring(page.end() + Integer.parseInt(page.group(2)));
        }
        assertThat(rest).as("what follows").isEqualTo(each.goesOn() ? nextAnswer : "");
    }

    @Test
    void thereAreManyAndEachSaysWhatItBreaks() {
        assertThat(requests().count()).isGreaterThanOrEqualTo(300);
        assertThat(responses().count()).isGreaterThanOrEqualTo(100);
        assertThat(Stream.concat(requests(), responses()).map(MessageCase::toString))
                .doesNotHaveDuplicates();
        assertThat(Stream.concat(requests(), responses())).allSatisfy(each -> {
            assertThat(each.text("rule")).matches("RFC \\d+ section [\\d.]+");
            assertThat(each.isResponse()).isEqualTo(each.file().startsWith("response"));
        });
    }

    @Test
    void whatWasRefusedAndWhatWasBarelyAcceptedIsKept() {
        var unusedRefused =
                desk.play(proxy.port("strict"), script("GET / HTTP/1.1\r\nHost: a\r\nKept : refused\r\n\r\n", 0));
        assertThat(proxy.admin().ask("show errors")).contains("frontend strict").contains("Kept : refused\\r\\n");
        String passed = "GET / HTTP/1.1\r\nHost: a\r\nKept: \0\r\n\r\n";
        Outcome outcome = desk.play(proxy.port("relaxed"), script(passed, passed.length()));
        assertThat(text(outcome.got())).isEqualTo(passed);
        assertThat(proxy.admin().ask("show errors"))
                .contains("frontend relaxed")
                .contains("Kept: \\x00\\r\\n");
        byte[] reply = bytes("HTTP/1.1 200 OK\r\nContent-Length: 0\r\nKept by: target\r\n\r\n");
        var unused = desk.play(
                proxy.port("strict"),
                new Script(bytes("GET / HTTP/1.1\r\nHost: a\r\n\r\n" + NEXT), 0, reply, true, false));
        assertThat(proxy.admin().ask("show errors"))
                .contains("backend strictly")
                .contains("Kept by: target\\r\\n");
    }
}
