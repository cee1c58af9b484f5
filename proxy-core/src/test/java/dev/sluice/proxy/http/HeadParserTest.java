package dev.sluice.proxy.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HeadParserTest {
    private static final String REQUEST = "GET /a?b HTTP/1.1\r\nHost: x\r\nX-Empty:\r\nX-Pad: \t v w \t\r\n\r\n";

    @Test
    void recordsWhereThePartsOfARequestAre() {
        ByteBuffer memory = direct("\r\n" + REQUEST + "rest");
        Head head = new Head(true, 101);
        assertThat(HeadParser.parse(head, memory, 0, memory.limit())).isEqualTo(HeadParser.DONE);
        assertThat(head.length()).isEqualTo(REQUEST.length() + 2);
        assertThat(Chars.text(memory, head.methodStart(), head.methodLength())).isEqualTo("GET");
        assertThat(Chars.text(memory, head.targetStart(), head.targetLength())).isEqualTo("/a?b");
        assertThat(head.version()).isEqualTo(11);
        assertThat(fields(head, memory, 0)).isEqualTo("[Host=x][X-Empty=][X-Pad=v w]");
    }

    @Test
    void recordsWhereThePartsOfAResponseAre() {
        ByteBuffer memory = direct("HTTP/1.0 404 Not here\r\nA: b\r\n\r\n");
        Head head = new Head(false, 101);
        assertThat(HeadParser.parse(head, memory, 0, memory.limit())).isEqualTo(HeadParser.DONE);
        assertThat(head.status()).isEqualTo(404);
        assertThat(head.version()).isEqualTo(10);
        assertThat(Chars.text(memory, head.reasonStart, head.reasonLength)).isEqualTo("Not here");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"HTTP/1.1 200 OK\r\n\r\n", "HTTP/1.1 200\r\n\r\n", "HTTP/1.1 200 \r\n\r\n", "HTTP/1.1 200 OK\n\n"
            })
    void takesStatusLines(String text) {
        assertThat(parse(new Head(false, 101), text)).isEqualTo(HeadParser.DONE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 20\r\n\r\n",
                "HTTP/1.1 2000 x\r\n\r\n",
                "HTTP/2.0 200 x\r\n\r\n",
                "garbage\r\n\r\n",
                "\r\nHTTP/1.1 200 OK\r\n\r\n",
                "HTTP/1.1 000 x\r\n\r\n",
                "HTTP/1.1 099 x\r\n\r\n",
                "HTTP/1.1 200 a\rb\r\n\r\n",
                "HTTP/1.1 200 OK\r\nX : y\r\n\r\n"
            })
    void refusesBadResponses(String text) {
        assertThat(parse(new Head(false, 101), text)).isEqualTo(HeadParser.BAD);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\u0016\u0003\u0001",
                " GET / HTTP/1.1",
                "G(T /",
                "GET /\r\n",
                "GET / http/1.1",
                "GET / HTTP/2.0",
                "GET / HTTP/11.1",
                "GET / HTTP/1.x",
                "GET / HTTP/1.1 \r\n",
                "GET / HTTP/1.1\rX",
                "GET /\u0001",
                "GET /\u007f",
                "GET /\u00e9",
                "GET /#a",
                "GET / HTTP/1.1\r\n Host: a",
                "GET / HTTP/1.1\r\nHost: a\r\n b\r\n",
                "GET / HTTP/1.1\r\nX : a",
                "GET / HTTP/1.1\r\nXfoo\r\n",
                "GET / HTTP/1.1\r\n: a",
                "GET / HTTP/1.1\r\nX(a: b",
                "GET / HTTP/1.1\r\nX: a\u0000b",
                "GET / HTTP/1.1\r\nX: a\rb",
                "GET / HTTP/1.1\r\nX: a\r\n\rb",
                "\rGET / HTTP/1.1"
            })
    void refusesBadRequestsAsSoonAsTheyShow(String text) {
        assertThat(parse(new Head(true, 101), text)).isEqualTo(HeadParser.BAD);
    }

    @Test
    void countsTheStartLineAmongTheFieldsAllowed() {
        String head = "GET / HTTP/1.1\r\n" + "A: b\r\n".repeat(4);
        assertThat(parse(new Head(true, 5), head + "\r\n")).isEqualTo(HeadParser.DONE);
        assertThat(parse(new Head(true, 5), head + "A: b\r\n\r\n")).isEqualTo(HeadParser.BAD);
    }

    @Test
    void anySplitOfTheBytesGivesTheSame() {
        long seed = System.nanoTime();
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        for (int round = 0; round < 2000; round++) {
            String text = mutated(random);
            boolean request = random.nextBoolean();
            if (!request) {
                text = text.replace("GET /a?b HTTP/1.1", "HTTP/1.1 200 OK");
            }
            ByteBuffer memory = direct(text);
            Head whole = new Head(request, 101);
            int expected = HeadParser.parse(whole, memory, 0, memory.limit());
            Head split = new Head(request, 101);
            int result = HeadParser.MORE;
            int shift = 0;
            for (int end = 0; result == HeadParser.MORE && end < memory.limit(); ) {
                end += 1 + random.nextInt(memory.limit() - end);
                // The bytes may also move between calls.
                shift = random.nextInt(3);
                ByteBuffer moved = direct("x".repeat(shift) + text.substring(0, end));
                result = HeadParser.parse(split, moved, shift, moved.limit());
            }
            assertThat(result).as("round %d: %s", round, text).isEqualTo(expected);
            if (result == HeadParser.DONE) {
                assertThat(split.length()).isEqualTo(whole.length());
                assertThat(fields(split, memory, 0)).isEqualTo(fields(whole, memory, 0));
            }
        }
    }

    private static String mutated(Random random) {
        StringBuilder text = new StringBuilder(REQUEST);
        String spice = "\r\n :\t\u0000(aGH/1.\u00e9";
        for (int i = random.nextInt(3); i > 0; i--) {
            char c = spice.charAt(random.nextInt(spice.length()));
            int at = random.nextInt(text.length());
            if (random.nextBoolean()) {
                text.setCharAt(at, c);
            } else {
                text.insert(at, c);
            }
        }
        return text.toString();
    }

    private static int parse(Head head, String text) {
        ByteBuffer memory = direct(text);
        return HeadParser.parse(head, memory, 0, memory.limit());
    }

    static String fields(Head head, ByteBuffer memory, int base) {
        StringBuilder all = new StringBuilder();
        for (int i = 0; i < head.fields(); i++) {
            all.append('[')
                    .append(Chars.text(memory, base + head.nameStart(i), head.nameLength(i)))
                    .append('=')
                    .append(Chars.text(memory, base + head.valueStart(i), head.valueLength(i)))
                    .append(']');
        }
        return all.toString();
    }

    static ByteBuffer direct(String text) {
        byte[] bytes = Chars.bytes(text);
        ByteBuffer memory = ByteBuffer.allocateDirect(bytes.length);
        memory.put(0, bytes);
        return memory;
    }
}
