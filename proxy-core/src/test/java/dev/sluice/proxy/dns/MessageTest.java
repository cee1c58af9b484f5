package dev.sluice.proxy.dns;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Messages of name servers. */
class MessageTest {
    /** The answer to the query, with records made of their types and data; names point to the question's. */
    private static ByteBuffer answer(ByteBuffer query, int flags, Object... typesAndData) {
        ByteBuffer to = ByteBuffer.allocate(512);
        byte[] question = new byte[query.remaining() - 12];
        query.duplicate().position(12).get(question);
        to.putShort(query.getShort(0)).putShort((short) (0x8180 | flags)).putShort((short) 1);
        to.putShort((short) (typesAndData.length / 2)).putInt(0).put(question);
        for (int i = 0; i < typesAndData.length; i += 2) {
            byte[] data = (byte[]) typesAndData[i + 1];
            to.putShort((short) 0xc00c)
                    .putShort(((Integer) typesAndData[i]).shortValue())
                    .putShort((short) 1);
            to.putInt(30).putShort((short) data.length).put(data);
        }
        return to.flip();
    }

    @Test
    void aQueryIsAsTheRfcSays() {
        ByteBuffer query = Objects.requireNonNull(Message.query(0x1234, "a.test", Message.A, 512));
        byte[] bytes = new byte[query.remaining()];
        query.get(bytes);
        assertThat(bytes).isEqualTo(new byte[] {
            0x12, 0x34, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 1, 'a', 4, 't', 'e', 's', 't', 0, 0, 1, 0, 1
        });
        assertThat(Message.query(1, "a..test", Message.A, 512)).isNull();
        assertThat(Message.query(1, "a".repeat(64) + ".test", Message.A, 512)).isNull();
        assertThat(Message.query(1, "a.".repeat(200), Message.A, 512)).isNull();
    }

    @Test
    void addressesAndAliasesAreFound() {
        ByteBuffer query = Objects.requireNonNull(Message.query(7, "A.test", Message.A, 4096));
        ByteBuffer shorter = query.duplicate().limit(query.limit() - 11);
        Answer answer = Objects.requireNonNull(Message.answer(answer(
                shorter,
                0,
                5,
                new byte[] {(byte) 0xc0, 12},
                Message.A,
                new byte[] {10, 0, 0, 1},
                Message.A,
                new byte[] {10, 0, 0, 2})));
        assertThat(answer.name()).isEqualTo("a.test");
        assertThat(answer.hosts()).containsExactly("10.0.0.1", "10.0.0.2");
        assertThat(answer.aliases()).isEqualTo(1);
        assertThat(answer.id()).isEqualTo(7);
    }

    @Test
    void servicesAreFound() {
        ByteBuffer query = Objects.requireNonNull(Message.query(7, "_h._tcp.test", Message.SRV, 512));
        byte[] record = {0, 1, 0, 20, 0, 80, 1, 'x', (byte) 0xc0, 20};
        Answer answer = Objects.requireNonNull(Message.answer(answer(query, 0, Message.SRV, record)));
        assertThat(answer.services()).containsExactly(new Answer.Service("x.test", 80, 20));
    }

    @Test
    void whatIsNoAnswerIsNull() {
        ByteBuffer query = Objects.requireNonNull(Message.query(7, "a.test", Message.A, 512));
        assertThat(Message.answer(query.duplicate())).as("a query").isNull();
        ByteBuffer whole = answer(query, 0, Message.A, new byte[] {10, 0, 0, 1});
        for (int length = 0; length < whole.limit(); length++) {
            assertThat(Message.answer(whole.duplicate().limit(length)))
                    .as("cut at %d", length)
                    .isNull();
        }
        byte[] circle = {0, 1, 0, 20, 0, 80, (byte) 0xc0, 36};
        ByteBuffer srv = Objects.requireNonNull(Message.query(7, "a.test", Message.SRV, 512));
        assertThat(Message.answer(answer(srv, 0, Message.SRV, circle).putShort(42, (short) 0xc02a)))
                .as("a name that points to itself")
                .isNull();
    }

    @Test
    void noBytesThrow() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        ByteBuffer query = Objects.requireNonNull(Message.query(7, "a.test", Message.A, 512));
        ByteBuffer answer = answer(query, 0, Message.A, new byte[] {10, 0, 0, 1});
        byte[] whole = new byte[answer.remaining()];
        answer.get(whole);
        for (int i = 0; i < 20_000; i++) {
            byte[] broken = whole.clone();
            for (int change = 0; change < 3; change++) {
                broken[random.nextInt(broken.length)] = (byte) random.nextInt(256);
            }
            Answer read = Message.answer(ByteBuffer.wrap(broken));
            assertThat(read == null || read.name().length() <= 255)
                    .as("seed %d step %d", seed, i)
                    .isTrue();
        }
    }
}
