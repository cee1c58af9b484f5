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
        return new MessageRing(spec("r", "raw", size, maxLength));
    }

    private static RingSpec spec(String name, String format, int size, int maxLength) {
        return new RingSpec(name, name, format, size, maxLength, RingSpec.Forwarding.NONE);
    }

    private static void add(MessageRing ring, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        ring.add(bytes, bytes.length);
    }

    /** What is read, at most so many messages; how many were missed comes last. */
    private static List<String> read(MessageRing ring, MessageRing.Cursor from, int max) {
        List<String> found = new ArrayList<>();
        long missed = ring.read(from, (bytes, at, first, rest) -> {
            if (found.size() == max) {
                return false;
            }
            found.add(new String(bytes, at, first, StandardCharsets.US_ASCII)
                    + new String(bytes, 0, rest, StandardCharsets.US_ASCII));
            return true;
        });
        found.add(Long.toString(missed));
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
            expected.add("0");
            assertThat(read(ring, ring.atOldest(), Integer.MAX_VALUE))
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
        List<String> found = read(ring, ring.atOldest(), Integer.MAX_VALUE);
        assertThat(found).hasSize(198 + 1).startsWith("1102".repeat(25)).contains("1299".repeat(25));
    }

    @Test
    void cutsOffWhatIsTooLong() {
        MessageRing ring = ring(1000, 5);
        add(ring, "123456");
        add(ring, "12345");
        add(ring, "");
        assertThat(read(ring, ring.atOldest(), 9)).containsExactly("12345", "12345", "", "0");
    }

    @Test
    void goesOnWhereAReaderStopped() {
        MessageRing ring = ring(RingSpec.OVERHEAD + 20, 16);
        add(ring, "one");
        add(ring, "two");
        add(ring, "three");
        MessageRing.Cursor place = ring.atOldest();
        assertThat(read(ring, place, 1)).containsExactly("one", "0");
        assertThat(read(ring, place, 1)).containsExactly("two", "0");
        assertThat(place.isBefore(ring.atEnd())).isTrue();
        assertThat(read(ring, place, 9)).containsExactly("three", "0");
        assertThat(place.isBefore(ring.atEnd())).isFalse();
        assertThat(read(ring, ring.atEnd(), 9)).containsExactly("0");
        MessageRing.Cursor slow = ring.atOldest();
        assertThat(read(ring, slow, 1)).containsExactly("one", "0");
        add(ring, "four");
        add(ring, "five");
        assertThat(read(ring, place, 9)).containsExactly("four", "five", "0");
        // What the reader was to go on with is gone.
        assertThat(read(ring, slow, 9)).containsExactly("three", "four", "five", "1");
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
    void aRingStaysWhereItsSizeIsTheSame() {
        Rings rings = new Rings();
        RingSpec a = spec("a", "raw", 1000, 100);
        RingSpec b = spec("b", "raw", 1000, 100);
        rings.apply(List.of(a, b));
        List<MessageRing> before = rings.all();
        rings.apply(List.of(spec("b", "iso", 1001, 100), spec("a", "iso", 1000, 50)));
        assertThat(rings.find("a")).isSameAs(before.get(0));
        assertThat(before.get(0).spec().format()).isEqualTo("iso");
        assertThat(rings.find("b")).isNotNull().isNotSameAs(before.get(1));
        assertThat(rings.all()).containsExactly(rings.find("b"), rings.find("a"));
        rings.apply(List.of());
        assertThat(rings.all()).isEmpty();

        RingSpec numbered = spec("ring#1", "raw", 1000, 100);
        rings.apply(List.of(numbered));
        MessageRing first = rings.find("ring#1");
        rings.apply(List.of(spec("ring#1", "iso", 1000, 100)));
        assertThat(rings.find("ring#1")).isSameAs(first);
        rings.apply(List.of(new RingSpec("ring#1", "", "raw", 1000, 100, new RingSpec.Forwarding(List.of(), 1, 1))));
        assertThat(rings.find("ring#1")).as("of another server").isNotSameAs(first);
        rings.apply(List.of());
        assertThat(rings.find("a")).isNull();
        assertThat(rings.all()).isEmpty();
    }
}
