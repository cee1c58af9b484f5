package dev.sluice.state.ring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.config.RingSpec;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class MessageRingTest {
    private static MessageRing ring(int size, int maxLength) {
        return new MessageRing(new RingSpec("r", "r", "raw", size, maxLength));
    }

    private static void add(MessageRing ring, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        ring.add(bytes, bytes.length);
    }

    /** What is read from a position on, at most so many messages; the position to go on at comes last. */
    private static List<String> read(MessageRing ring, long from, int max) {
        List<String> found = new ArrayList<>();
        long next = ring.read(from, (bytes, at, first, rest) -> {
            if (found.size() == max) {
                return false;
            }
            found.add(new String(bytes, at, first, StandardCharsets.US_ASCII)
                    + new String(bytes, 0, rest, StandardCharsets.US_ASCII));
            return true;
        });
        found.add(Long.toString(next));
        return found;
    }

    @Test
    void keepsTheNewestInOrder() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        int room = 10_000 - RingSpec.OVERHEAD;
        MessageRing ring = ring(10_000, 5000);
        Deque<String> kept = new ArrayDeque<>();
        for (int i = 0; i < 3000; i++) {
            // Of each kind of header.
            int length = random.nextInt(i % 50 == 0 ? 5000 : i % 7 == 0 ? 1000 : 100);
            String text = Integer.toString(i).repeat(length).substring(0, length);
            add(ring, text);
            kept.add(text);
            while (kept.stream().mapToInt(MessageRingTest::cost).sum() > room) {
                kept.remove();
            }
            List<String> expected = new ArrayList<>(kept);
            expected.add(Long.toString(ring.end()));
            assertThat(read(ring, 0, Integer.MAX_VALUE))
                    .as("message %d, seed %d", i, seed)
                    .isEqualTo(expected);
        }
    }

    private static int cost(String text) {
        return text.length() + (text.length() < 240 ? 2 : text.length() < 2288 ? 3 : 4);
    }

    @Test
    void keepsAsManyAsHaproxy() {
        // HAProxy 3.5 keeps 198 messages of 100 bytes in 20480.
        MessageRing ring = ring(20_480, 16_384);
        for (int i = 1000; i < 1300; i++) {
            add(ring, Integer.toString(i).repeat(25));
        }
        List<String> found = read(ring, 0, Integer.MAX_VALUE);
        assertThat(found).hasSize(198 + 1).startsWith("1102".repeat(25)).contains("1299".repeat(25));
    }

    @Test
    void cutsOffWhatIsTooLong() {
        MessageRing ring = ring(1000, 5);
        add(ring, "123456");
        add(ring, "12345");
        add(ring, "");
        assertThat(read(ring, 0, 9)).containsExactly("12345", "12345", "", "16");
    }

    @Test
    void goesOnWhereAReaderStopped() {
        MessageRing ring = ring(RingSpec.OVERHEAD + 20, 16);
        add(ring, "one");
        add(ring, "two");
        add(ring, "three");
        assertThat(read(ring, 0, 1)).containsExactly("one", "5");
        assertThat(read(ring, 5, 9)).containsExactly("two", "three", "17");
        assertThat(read(ring, ring.end(), 9)).containsExactly("17");
        add(ring, "four");
        add(ring, "five");
        // What the reader was to go on with is gone.
        assertThat(read(ring, 5, 9)).containsExactly("three", "four", "five", "29");
        assertThat(ring.oldest()).isEqualTo(10);
    }

    @Test
    void tellsFollowers() {
        MessageRing ring = ring(1000, 100);
        AtomicInteger told = new AtomicInteger();
        Runnable follower = told::incrementAndGet;
        ring.follow(follower);
        add(ring, "a");
        add(ring, "b");
        ring.unfollow(follower);
        add(ring, "c");
        assertThat(told).hasValue(2);
    }

    @Test
    void aRingStaysWhereItsSectionIsTheSame() {
        Rings rings = new Rings();
        RingSpec a = new RingSpec("a", "a", "raw", 1000, 100);
        RingSpec b = new RingSpec("b", "b", "raw", 1000, 100);
        rings.apply(List.of(a, b));
        List<MessageRing> before = rings.all();
        rings.apply(List.of(new RingSpec("b", "b", "iso", 1000, 100), new RingSpec("a", "a", "raw", 1000, 100)));
        assertThat(rings.find("a")).isSameAs(before.get(0));
        assertThat(rings.find("b")).isNotNull().isNotSameAs(before.get(1));
        assertThat(rings.all()).containsExactly(rings.find("b"), rings.find("a"));
        rings.apply(List.of());
        assertThat(rings.find("a")).isNull();
        assertThat(rings.all()).isEmpty();
    }
}
