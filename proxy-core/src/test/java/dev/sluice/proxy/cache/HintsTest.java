package dev.sluice.proxy.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.config.CacheSpec;
import dev.sluice.state.CacheContent;
import io.netty.util.internal.PlatformDependent;
import java.nio.charset.StandardCharsets;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a cache remembers of responses that it keeps no more. */
class HintsTest {
    private static final int MEGABYTE = 1 << 20;
    private static final int BODY = 400_000;
    private static final long STARTED = 1_000_000;
    private static final String LINK = "Link: <a>; rel=preload";
    private static final FakeHead REQUEST = new FakeHead("Host: a");
    private static final FakeHead RESPONSE = new FakeHead("Cache-Control: max-age=10", LINK);
    private static final String TOLD = "link: <a>; rel=preload\r\n";

    private final long memory = PlatformDependent.allocateMemory(MEGABYTE);
    private Cache cache = cache(true, false, 1);

    @AfterEach
    void everyByteGoesBack() {
        cache.close();
        assertThat(cache.blocks().taken()).isZero();
        assertThat(cache.blocks().allocated()).isZero();
        PlatformDependent.freeMemory(memory);
    }

    private static Cache cache(boolean given, boolean only, int percent) {
        CacheSpec.Hints hints = new CacheSpec.Hints(given, only, percent);
        return new Cache(new CacheSpec("c", 1, MEGABYTE / 2, 10, false, 3, hints), 0x1000);
    }

    private void keep(String path, int length, long now) {
        CacheWriter writer = cache.write(CacheKey.of("a", path), cache.ask(REQUEST), RESPONSE, now, 0);
        if (writer == null) {
            return;
        }
        byte[] head = ("HTTP/1.1 200 OK\r\n" + LINK + "\r\n").getBytes(StandardCharsets.ISO_8859_1);
        PlatformDependent.copyMemory(head, 0, memory, head.length);
        writer.startLine(memory, 17);
        writer.field(memory + 17, head.length - 17);
        writer.body(memory, length);
        writer.complete(false, false, now);
    }

    private boolean has(String path, long now) {
        CacheEntry found = cache.find(CacheKey.of("a", path), cache.ask(REQUEST), now);
        if (found != null) {
            found.release();
        }
        return found != null;
    }

    private String told(String path, long now) {
        assertThat(has(path, now)).isFalse();
        return new String(cache.hints(CacheKey.of("a", path), cache.ask(REQUEST), now), StandardCharsets.ISO_8859_1);
    }

    private long count(boolean hints) {
        return StreamSupport.stream(cache.content(STARTED).entries().spliterator(), false)
                .filter(entry -> entry.hints() == hints)
                .map(CacheContent.Entry::hash)
                .distinct()
                .count();
    }

    @Test
    void linksOutliveTheirResponses() {
        for (int i = 0; i < 13; i++) {
            keep("/" + i, BODY, STARTED);
            assertThat(told("/none", STARTED)).isEmpty();
        }
        // A hundredth of 1024 blocks, beside two responses.
        assertThat(count(true)).isEqualTo(10);
        assertThat(count(false)).isEqualTo(2);
        assertThat(told("/0", STARTED)).isEmpty();
        assertThat(told("/1", STARTED)).isEqualTo(TOLD);
        assertThat(told("/1", STARTED)).isEqualTo(TOLD);
        assertThat(has("/12", STARTED)).isTrue();
    }

    @Test
    void aNewResponseTakesTheirPlace() {
        keep("/a", BODY, STARTED);
        keep("/b", BODY, STARTED);
        keep("/c", BODY, STARTED);
        assertThat(told("/a", STARTED)).isEqualTo(TOLD);
        keep("/a", 10, STARTED);
        assertThat(has("/a", STARTED)).isTrue();
        assertThat(count(true)).isZero();
        cache.invalidate(CacheKey.of("a", "/a"));
        assertThat(told("/a", STARTED)).isEmpty();
    }

    @Test
    void whatIsTooOldIsAskedOnceMore() {
        keep("/a", 10, STARTED);
        assertThat(told("/a", STARTED + 10_000)).isEqualTo(TOLD);
        assertThat(told("/a", STARTED + 10_000)).isEmpty();
        assertThat(cache.blocks().taken()).isZero();
    }

    @Test
    void onlyLinksAreKept() {
        cache.close();
        cache = cache(true, true, 1);
        for (int i = 0; i < 1030; i++) {
            keep("/" + i, BODY, STARTED);
        }
        assertThat(count(false)).isZero();
        assertThat(cache.blocks().taken()).isEqualTo(1024);
        assertThat(told("/5", STARTED)).isEmpty();
        assertThat(told("/6", STARTED)).isEqualTo(TOLD);
    }

    @Test
    void nothingIsToldUnlessWanted() {
        cache.close();
        cache = cache(false, false, 0);
        keep("/a", 10, STARTED);
        assertThat(told("/a", STARTED + 10_000)).isEmpty();
        assertThat(cache.blocks().taken()).isZero();
    }
}
