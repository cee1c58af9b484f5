package dev.sluice.proxy.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.proxy.worker.StreamBuffer;
import dev.sluice.proxy.worker.Worker;
import dev.sluice.state.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MessageTest {
    private static final String BODY = "the body stays where it is";

    /** Thousands of random changes against a list of lines; blanks around values stay and do not count. */
    @Test
    void changesAgreeWithAListOfLines() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        StreamBuffer bytes = new Worker(0, 4096, Clock.SYSTEM, Thread::new).buffer();
        Head head = new Head(true, 101);
        List<String> fields = new ArrayList<>(List.of("host: a", "x-a: 1", "x-b: 22"));
        String target = "/first";
        Reply.put(
                bytes,
                Chars.bytes("GET " + target + " HTTP/1.1\r\n" + String.join("\r\n", fields) + "\r\n\r\n" + BODY));
        assertThat(HeadParser.parse(head, bytes.memory(), bytes.start(), bytes.end()))
                .isEqualTo(HeadParser.DONE);
        Message message = new Message(head, () -> bytes);
        for (int i = 0; i < 2000; i++) {
            String value = "v".repeat(random.nextInt(40));
            String spaced = " \t".repeat(random.nextInt(2)) + value + "\t ".repeat(random.nextInt(2));
            int field = fields.isEmpty() ? -1 : random.nextInt(fields.size());
            int kind = random.nextInt(4);
            if (kind == 0 && fields.size() < 20) {
                assertThat(message.add(Chars.bytes("x-" + i % 7), Chars.bytes(spaced)))
                        .isTrue();
                fields.add("x-" + i % 7 + ": " + spaced);
            } else if (kind == 1 && field >= 0) {
                message.remove(field);
                fields.remove(field);
            } else if (kind == 2 && field >= 0) {
                assertThat(message.replace(field, Chars.bytes(spaced))).isTrue();
                fields.set(field, fields.get(field).split(":", 2)[0] + ": " + spaced);
            } else if (kind == 3) {
                target = "/" + value;
                assertThat(message.target(Chars.bytes(target))).isTrue();
            }
            StringBuilder expected = new StringBuilder("GET " + target + " HTTP/1.1\r\n");
            fields.forEach(line -> expected.append(line).append("\r\n"));
            assertThat(Chars.text(bytes.memory(), bytes.start(), bytes.readable()))
                    .as("seed %d, step %d", seed, i)
                    .isEqualTo(expected + "\r\n" + BODY);
            assertThat(head.length()).isEqualTo(expected.length() + 2);
            for (int f = 0; f < fields.size(); f++) {
                String[] parts = fields.get(f).split(":", 2);
                assertThat(message.name(f)).isEqualTo(parts[0]);
                assertThat(message.value(f)).isEqualTo(parts[1].strip());
            }
        }
    }

    @Test
    void whatDoesNotFitChangesNothing() {
        StreamBuffer bytes = new Worker(0, 512, Clock.SYSTEM, Thread::new).buffer();
        Head head = new Head(true, 101);
        String whole = "GET / HTTP/1.1\r\nhost: a\r\n\r\n";
        Reply.put(bytes, Chars.bytes(whole));
        assertThat(HeadParser.parse(head, bytes.memory(), bytes.start(), bytes.end()))
                .isEqualTo(HeadParser.DONE);
        Message message = new Message(head, () -> bytes);
        assertThat(message.add(Chars.bytes("x"), new byte[4096])).isFalse();
        assertThat(message.target(Chars.bytes("/a b"))).isFalse();
        assertThat(message.isChanged()).isFalse();
        assertThat(Chars.text(bytes.memory(), bytes.start(), bytes.readable())).isEqualTo(whole);
    }
}
