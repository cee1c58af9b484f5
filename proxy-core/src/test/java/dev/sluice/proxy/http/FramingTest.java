package dev.sluice.proxy.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FramingTest {
    private final Edits edits = new Edits();
    private final Framing framing = new Framing(edits);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 3|Content-Length: 4",
                "Content-Length: 3, 4",
                "Content-Length: +3",
                "Content-Length: -3",
                "Content-Length:",
                "Content-Length: 3x",
                "Content-Length: 99999999999999999999",
                "Content-Length: 3,",
                "Content-Length: ,3",
                "Transfer-Encoding: gzip",
                "Transfer-Encoding: chunked, gzip",
                "Transfer-Encoding: chunked|Transfer-Encoding: chunked",
                "Transfer-Encoding: xchunked",
                "Transfer-Encoding:",
                "Transfer-Encoding: identity",
                "Host: a|Host: b",
                "Connection: Upgrade|Upgrade: websocket"
            })
    void refusesWhatIsAmbiguous(String fields) {
        assertThat(request(fields)).isEqualTo(400);
    }

    @Test
    void refusesCodingsThatItCannotUndo() {
        assertThat(request("Transfer-Encoding: gzip, chunked")).isEqualTo(422);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '>',
            value = {
                "Connection: keep-alive|A: b > A: b",
                "Connection: close > ''",
                "Connection: X-Foo, close ,  bar|X-Foo: 1 > Connection: X-Foo, bar|X-Foo: 1",
                "Connection: foo, Upgrade|Upgrade: h2c > Connection: foo",
                "Connection: Upgrade|Upgrade: foo > Connection: Upgrade|Upgrade: foo",
                "Host: a|Host: a > Host: a",
            })
    void editsOutWhatIsNotToBePassedOn(String fields, String expected) {
        assertThat(request(fields)).isZero();
        assertThat(sent).isEqualTo("GET / HTTP/1.1\r\n" + lines(expected.replace("''", "")));
    }

    @Test
    void aLengthBesideChunksMakesTheConnectionDistrusted() {
        assertThat(request("Content-Length: 3|Transfer-Encoding: chunked")).isZero();
        assertThat(framing.distrusted).isTrue();
        assertThat(framing.kind).isEqualTo(Body.Kind.CHUNKED);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '>',
            value = {
                "3\\r\\nabc\\r\\n0\\r\\n\\r\\n > 4",
                "3;a=b\\r\\nabc\\r\\n0;x\\r\\n\\r\\n > 4",
                "3  \\r\\nabc\\r\\n00\\r\\n\\r\\n > 4",
                "0000000000000000000000003\\r\\nabc\\r\\n0\\r\\n\\r\\n > 4",
                "3\\r\\nabc\\r\\n0\\r\\nTr: a\\r\\n\\r\\n > 7",
                "A\\r\\n0123456789\\r\\na\\r\\n0123456789\\r\\n0\\r\\n\\r\\n > 21",
            })
    void chunksPassWhole(String text, int payload) {
        String body = unescaped(text);
        Body reader = new Body();
        reader.begin(Body.Kind.CHUNKED, 0, 1000);
        ByteBuffer memory = HeadParserTest.direct(body + "NEXT");
        assertThat(reader.take(memory, 0, memory.limit())).isEqualTo(body.length());
        assertThat(reader.isDone()).isTrue();
        assertThat(reader.payload()).isEqualTo(payload);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                " 3\\r\\n",
                "z\\r\\n",
                "0x3\\r\\n",
                "3\\n",
                "3\\rX",
                "3\\r\\nabcd",
                "FFFFFFFFFFFFFFFF\\r\\n",
                "\\r\\n",
                "-1\\r\\n",
                "3;a\\nabc",
                "0\\r\\nFoo bar\\r\\n\\r\\n",
                "0\\r\\n Foo: bar\\r\\n\\r\\n",
                "0\\r\\nContent-Length: 3\\r\\n\\r\\n",
                "0\\r\\nTransfer-Encoding: chunked\\r\\n\\r\\n",
                "0\\r\\nA: b\\n",
                "0\\r\\n\\n",
                "3\\r\\nabc\\n"
            })
    void badChunksAreRefused(String text) {
        Body reader = new Body();
        reader.begin(Body.Kind.CHUNKED, 0, 1000);
        ByteBuffer memory = HeadParserTest.direct(unescaped(text));
        int taken = reader.take(memory, 0, memory.limit());
        assertThat(reader.isWrong()).as("after %d bytes", taken).isTrue();
    }

    @Test
    void trailersAreBounded() {
        Body reader = new Body();
        reader.begin(Body.Kind.CHUNKED, 0, 20);
        ByteBuffer memory = HeadParserTest.direct("0\r\n" + "A: b\r\n".repeat(10) + "\r\n");
        assertThat(reader.take(memory, 0, memory.limit())).isLessThan(memory.limit());
        assertThat(reader.isWrong()).isTrue();
    }

    @Test
    void anySplitOfChunksGivesTheSame() {
        long seed = System.nanoTime();
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        String valid = "3;x=y\r\nabc\r\n1a\r\nabcdefghijklmnopqrstuvwxyz\r\n0\r\nTr: v w\r\n\r\n";
        for (int round = 0; round < 2000; round++) {
            StringBuilder text = new StringBuilder(valid + "more");
            if (random.nextBoolean()) {
                text.setCharAt(random.nextInt(text.length()), "\r\n;0fz ".charAt(random.nextInt(7)));
            }
            ByteBuffer memory = HeadParserTest.direct(text.toString());
            Body whole = new Body();
            whole.begin(Body.Kind.CHUNKED, 0, 1000);
            int taken = whole.take(memory, 0, memory.limit());
            Body split = new Body();
            split.begin(Body.Kind.CHUNKED, 0, 1000);
            int at = 0;
            for (int end = 0; end < memory.limit() && !split.isDone() && !split.isWrong(); ) {
                end += 1 + random.nextInt(memory.limit() - end);
                at += split.take(memory, at, end);
            }
            assertThat(at).as("round %d: %s", round, text).isEqualTo(taken);
            assertThat(split.isDone()).isEqualTo(whole.isDone());
            assertThat(split.isWrong()).isEqualTo(whole.isWrong());
            assertThat(split.payload()).isEqualTo(whole.payload());
        }
    }

    private String sent = "";

    private int request(String fields) {
        String text = "GET / HTTP/1.1\r\n" + lines(fields);
        ByteBuffer memory = HeadParserTest.direct(text);
        Head head = new Head(true, 101);
        assertThat(HeadParser.parse(head, memory, 0, memory.limit())).isEqualTo(HeadParser.DONE);
        int status = framing.request(head, memory, 0);
        ByteBuffer target = ByteBuffer.allocateDirect(1000);
        int length = edits.write(memory, 0, head.length(), target, 0);
        assertThat(length).isEqualTo(head.length() + edits.growth());
        sent = Chars.text(target, 0, length);
        return status;
    }

    private static String lines(String fields) {
        return fields.isEmpty() ? "\r\n" : fields.replace("|", "\r\n") + "\r\n\r\n";
    }

    private static String unescaped(String text) {
        return text.replace("\\r", "\r").replace("\\n", "\n");
    }
}
