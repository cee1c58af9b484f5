package dev.sluice.proxy.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.config.CacheSpec;
import dev.sluice.state.CacheContent;
import io.netty.util.internal.PlatformDependent;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The memory of a cache: found, replaced, forgotten, and given back to the last byte. */
class CacheTest {
    private static final FakeHead REQUEST = new FakeHead("Host: a");
    private static final FakeHead RESPONSE = new FakeHead("Cache-Control: max-age=10");
    private static final int MEGABYTE = 1 << 20;
    private static final int HEAD = 19;
    private static final long STARTED = 1_000_000;

    private final long memory = PlatformDependent.allocateMemory(MEGABYTE);
    private final Cache cache =
            new Cache(new CacheSpec("c", 1, MEGABYTE / 2, 10, true, 3, CacheSpec.Hints.OFF), 0x1000);

    @AfterEach
    void everyByteGoesBack() {
        cache.close();
        assertThat(cache.blocks().taken()).isZero();
        assertThat(cache.blocks().allocated()).isZero();
        PlatformDependent.freeMemory(memory);
    }

    private static CacheKey key(String path) {
        return CacheKey.of("a", path);
    }

    private CacheWriter writer(String path, FakeHead request, FakeHead response, long now) {
        CacheWriter writer = cache.write(key(path), cache.ask(request), response, now, 0);
        return Objects.requireNonNull(writer, "not kept");
    }

    private void put(long to, byte[] bytes) {
        PlatformDependent.copyMemory(bytes, 0, to, bytes.length);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** Keeps a response whose content is one letter, so many times. */
    private boolean keep(String path, char letter, int length, long now) {
        return keep(memory, writer(path, REQUEST, RESPONSE, now), letter, length, now);
    }

    private boolean keep(long from, CacheWriter writer, char letter, int length, long now) {
        put(from, bytes("HTTP/1.1 200 Fine\r\n"));
        writer.startLine(from, HEAD);
        put(from, bytes(String.valueOf(letter).repeat(length)));
        writer.body(from, length);
        boolean whole = !writer.isOver();
        writer.complete(false, false, now);
        return whole;
    }

    private CacheEntry find(String path, long now) {
        CacheEntry found = cache.find(key(path), cache.ask(REQUEST), now);
        return Objects.requireNonNull(found, path);
    }

    private boolean has(String path, long now) {
        CacheEntry found = cache.find(key(path), cache.ask(REQUEST), now);
        if (found != null) {
            found.release();
        }
        return found != null;
    }

    private static String read(CacheEntry entry, boolean unchanged, boolean withBody, long now, int piece) {
        CacheWire wire = new CacheWire(entry, unchanged, withBody, now);
        long to = PlatformDependent.allocateMemory(piece);
        StringBuilder all = new StringBuilder();
        for (int n = wire.read(to, piece); n > 0; n = wire.read(to, piece)) {
            byte[] copy = new byte[n];
            PlatformDependent.copyMemory(to, copy, 0, n);
            all.append(new String(copy, StandardCharsets.ISO_8859_1));
        }
        PlatformDependent.freeMemory(to);
        return all.toString();
    }

    @Test
    void givesBackWhatItWasGiven() {
        assertThat(keep("/a", 'x', 5000, STARTED)).isTrue();
        CacheEntry entry = find("/a", STARTED + 3000);
        String head = "HTTP/1.1 200 Fine\r\ncontent-length: 5000\r\nage: 3\r\n\r\n";
        for (int piece : List.of(1, 7, 1024, 100_000)) {
            assertThat(read(entry, false, true, STARTED + 3000, piece)).isEqualTo(head + "x".repeat(5000));
        }
        assertThat(read(entry, false, false, STARTED + 3000, 64)).isEqualTo(head);
        assertThat(read(entry, true, true, STARTED + 3000, 64))
                .isEqualTo("HTTP/1.1 304 Not Modified\r\ncontent-length: 5000\r\nage: 3\r\n\r\n");
        entry.release();
    }

    @Test
    void forgetsWhatIsTooOldAndWhatIsNotTrueAnyMore() {
        keep("/a", 'x', 10, STARTED);
        assertThat(has("/a", STARTED + 9999)).isTrue();
        assertThat(has("/b", STARTED)).isFalse();
        assertThat(has("/a", STARTED + 10_000)).isFalse();
        assertThat(cache.blocks().taken()).isZero();
        keep("/a", 'x', 10, STARTED);
        keep("/a", 'y', 10, STARTED);
        assertThat(cache.blocks().taken()).isEqualTo(1);
        cache.invalidate(key("/a"));
        assertThat(has("/a", STARTED)).isFalse();
        assertThat(cache.blocks().taken()).isZero();
    }

    @Test
    void usesAsMuchMemoryAsItMayAndNoMore() {
        // 1024 blocks: ten times 100, with the head a little more than 99.
        for (int i = 0; i < 200; i++) {
            assertThat(keep("/" + i, 'x', 100 * 1024 - 512, STARTED)).isTrue();
            assertThat(cache.blocks().taken()).isLessThanOrEqualTo(1024);
            assertThat(cache.blocks().allocated()).isEqualTo(MEGABYTE);
        }
        assertThat(cache.blocks().taken()).isEqualTo(1000);
        // The ten youngest are there.
        for (int i = 0; i < 200; i++) {
            assertThat(has("/" + i, STARTED)).as("/" + i).isEqualTo(i >= 190);
        }
    }

    @Test
    void takesALongTimeToForgetWhatIsAskedFor() {
        for (int i = 0; i < 50; i++) {
            keep("/" + i, 'x', 100 * 1024 - 512, STARTED);
            assertThat(has("/0", STARTED)).as("after %s", i).isTrue();
        }
    }

    @Test
    void refusesWhatIsTooLong() {
        assertThat(keep("/a", 'x', MEGABYTE / 2, STARTED)).isFalse();
        assertThat(has("/a", STARTED)).isFalse();
        assertThat(cache.blocks().taken()).isZero();
        assertThat(keep("/a", 'x', MEGABYTE / 2 - HEAD, STARTED)).isTrue();
    }

    @Test
    void whatIsBeingReadStays() {
        keep("/a", 'a', 400_000, STARTED);
        keep("/b", 'b', 400_000, STARTED);
        CacheEntry first = find("/a", STARTED);
        CacheEntry second = find("/b", STARTED);
        // Nothing can make way for it.
        assertThat(keep("/c", 'c', 400_000, STARTED)).isFalse();
        assertThat(content().available()).isEqualTo(1024 - cache.blocks().taken());
        cache.invalidate(key("/a"));
        assertThat(has("/a", STARTED)).isFalse();
        assertThat(keep("/c", 'c', 400_000, STARTED)).isFalse();
        assertThat(read(first, false, true, STARTED, 4096)).endsWith("\r\n\r\n" + "a".repeat(400_000));
        first.release();
        assertThat(keep("/c", 'c', 400_000, STARTED)).isTrue();
        assertThat(read(second, false, true, STARTED, 4096)).endsWith("\r\n\r\n" + "b".repeat(400_000));
        second.release();
        assertThat(content().available()).isEqualTo(1024);
    }

    private CacheContent content() {
        return cache.content(STARTED);
    }

    @Test
    void tellsWhatItHolds() {
        keep("/a", 'x', 2000, STARTED);
        CacheEntry entry = find("/a", STARTED);
        assertThat(content().entries()).singleElement().satisfies(told -> {
            assertThat(told.hash()).isEqualTo(key("/a").high() >>> 32);
            assertThat(told.variant()).isEqualTo("0".repeat(40));
            assertThat(told.bytes()).isEqualTo(2000 + HEAD);
            assertThat(told.blocks()).isEqualTo(2);
            assertThat(told.readers()).isEqualTo(1);
            assertThat(told.secondsLeft()).isEqualTo(10);
        });
        assertThat(content().available()).isEqualTo(1022);
        entry.release();
        assertThat(content().available()).isEqualTo(1024);
    }

    @Test
    void keepsAFewThatDependOnTheRequest() {
        FakeHead varies = new FakeHead("Cache-Control: max-age=10", "Vary: referer");
        for (char c : "abc".toCharArray()) {
            FakeHead by = new FakeHead("Referer: " + c);
            assertThat(keep(memory, writer("/", by, varies, STARTED), c, 10, STARTED))
                    .isTrue();
        }
        Asking fourth = cache.ask(new FakeHead("Referer: d"));
        assertThat(cache.write(key("/"), fourth, varies, STARTED, 0)).isNull();
        CacheEntry second = cache.find(key("/"), cache.ask(new FakeHead("Referer: b")), STARTED);
        assertThat(second).isNotNull();
        Objects.requireNonNull(second).release();
        // A newer one takes the place of one that answers the same.
        assertThat(keep(memory, writer("/", new FakeHead("Referer: b"), varies, STARTED), 'b', 10, STARTED))
                .isTrue();
        assertThat(cache.blocks().taken()).isEqualTo(3);
        assertThat(cache.write(key("/"), fourth, varies, STARTED + 10_000, 0)).isNotNull();
    }

    @Test
    void givesUpWhatIsCut() {
        CacheWriter writer = writer("/a", REQUEST, RESPONSE, STARTED);
        writer.body(memory, 100_000);
        assertThat(cache.blocks().taken()).isEqualTo(98);
        writer.abort();
        writer.abort();
        writer.complete(false, true, STARTED);
        assertThat(cache.blocks().taken()).isZero();
        assertThat(has("/a", STARTED)).isFalse();
    }

    @Test
    void closedItWaitsForItsReaders() {
        keep("/a", 'a', 5000, STARTED);
        CacheWriter late = writer("/b", REQUEST, RESPONSE, STARTED);
        late.body(memory, 10);
        CacheEntry entry = find("/a", STARTED);
        cache.close();
        assertThat(cache.blocks().allocated()).isEqualTo(MEGABYTE);
        assertThat(has("/a", STARTED)).isFalse();
        assertThat(read(entry, false, true, STARTED, 512)).endsWith("a".repeat(5000));
        entry.release();
        assertThat(cache.blocks().allocated()).isEqualTo(MEGABYTE);
        late.complete(false, true, STARTED);
        assertThat(cache.blocks().allocated()).isZero();
        assertThat(keep(memory, writer("/c", REQUEST, RESPONSE, STARTED), 'c', 10, STARTED))
                .isFalse();
    }

    /** Threads that write, read, forget and push one another out; whoever reads finds one letter throughout. */
    @Test
    void servesManyAtOnce() throws Exception {
        long seed = System.nanoTime();
        System.out.println("seed " + seed);
        ExecutorService threads = Executors.newFixedThreadPool(4);
        List<Future<?>> all = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            Random random = new Random(seed + i);
            all.add(threads.submit(() -> hammer(random)));
        }
        for (Future<?> each : all) {
            each.get(60, TimeUnit.SECONDS);
        }
        threads.shutdown();
    }

    private void hammer(Random random) {
        long own = PlatformDependent.allocateMemory(MEGABYTE);
        for (int round = 0; round < 1500; round++) {
            int n = random.nextInt(40);
            String path = "/" + n;
            CacheEntry entry = cache.find(key(path), cache.ask(REQUEST), STARTED);
            if (entry == null) {
                CacheWriter writer = writer(path, REQUEST, RESPONSE, STARTED);
                keep(own, writer, (char) ('A' + n), random.nextInt(60_000), STARTED);
            } else {
                String text = read(entry, false, true, STARTED, 8192);
                String body = text.substring(text.indexOf("\r\n\r\n") + 4);
                assertThat(body).isEqualTo(String.valueOf((char) ('A' + n)).repeat(body.length()));
                entry.release();
            }
            if (random.nextInt(20) == 0) {
                cache.invalidate(key("/" + random.nextInt(40)));
            }
            assertThat(cache.blocks().allocated()).isLessThanOrEqualTo(MEGABYTE);
        }
        PlatformDependent.freeMemory(own);
    }
}
