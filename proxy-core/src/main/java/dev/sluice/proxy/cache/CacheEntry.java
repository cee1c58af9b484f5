package dev.sluice.proxy.cache;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** A response that is kept: where it lies, and what has to be known of it without reading it. Any thread. */
public final class CacheEntry {
    /**
     * How a response is made up, in the order of its bytes.
     *
     * @param startLine bytes of its first line, line break included
     * @param fields bytes of its fields, with neither its age nor an empty line
     * @param body bytes of its content
     * @param trailers bytes of what follows content in chunks, empty line included
     * @param chunked whether its fields say that the content comes in chunks
     * @param sized whether its fields say how long the content is
     * @param etagAt where its tag begins; of no meaning where it has none
     * @param etagLength bytes of its tag
     */
    record Parts(
            int startLine,
            int fields,
            long body,
            int trailers,
            boolean chunked,
            boolean sized,
            int etagAt,
            int etagLength) {
        long bytes() {
            return startLine + fields + body + trailers;
        }
    }

    /** What is there of a response. */
    enum Kind {
        /** All of it. */
        FULL,
        /** All of it, with links among its fields that a client can do something with before it has the response. */
        LINKED,
        /** Only such links, as lines of fields. */
        HINTS
    }

    /**
     * A chain of blocks.
     *
     * @param first its first one
     * @param last its last one
     * @param length how many there are
     */
    record Chain(int first, int last, int length) {}

    private final Cache cache;
    private final CacheKey key;
    private final Keeping keeping;
    private final Parts parts;
    private final Chain chain;
    private final long storedMillis;
    private final Kind kind;
    /** One for the cache that lists it, one for each reader; at zero its memory goes back. */
    private final AtomicInteger users = new AtomicInteger(1);

    private final AtomicBoolean listed = new AtomicBoolean(true);
    private volatile boolean used;

    CacheEntry(Cache cache, CacheKey key, Keeping keeping, Parts parts, Chain chain, long storedMillis, Kind kind) {
        this.kind = kind;
        this.cache = cache;
        this.key = key;
        this.keeping = keeping;
        this.parts = parts;
        this.chain = chain;
        this.storedMillis = storedMillis;
    }

    /** The name of the cache that keeps it. */
    public String cacheName() {
        return cache.spec().name();
    }

    Cache cache() {
        return cache;
    }

    CacheKey key() {
        return key;
    }

    Keeping keeping() {
        return keeping;
    }

    long storedMillis() {
        return storedMillis;
    }

    boolean isHints() {
        return kind == Kind.HINTS;
    }

    boolean hasLinks() {
        return kind != Kind.FULL;
    }

    Variant variant() {
        return keeping.variant();
    }

    Parts parts() {
        return parts;
    }

    Chain chain() {
        return chain;
    }

    /** How old it is in seconds. */
    long age(long nowMillis) {
        return keeping.age() + (nowMillis - storedMillis) / 1000;
    }

    long secondsLeft(long nowMillis) {
        return keeping.seconds() - (nowMillis - storedMillis) / 1000;
    }

    boolean isOver(long nowMillis) {
        return nowMillis - storedMillis >= keeping.seconds() * 1000;
    }

    /** Whether a request that has {@code tags} in {@code If-None-Match}, or else a date, is answered by nothing having changed. */
    public boolean isUnchanged(String tags, String since) {
        if (!tags.isEmpty()) {
            return hasTag(tags);
        }
        long date = Keeping.date(since);
        return date > 0 && keeping.modified() <= date;
    }

    private boolean hasTag(String tags) {
        if (tags.strip().equals("*")) {
            return true;
        }
        String own = parts.etagLength() == 0 ? "" : opaque(CacheReader.text(this, parts.etagAt(), parts.etagLength()));
        for (String tag : tags.split(",", -1)) {
            if (!own.isEmpty() && opaque(tag.strip()).equals(own)) {
                return true;
            }
        }
        return false;
    }

    private static String opaque(String tag) {
        return tag.startsWith("W/") ? tag.substring(2) : tag;
    }

    /** Begins to use it; returns whether it is still there. */
    boolean retain() {
        int now = users.get();
        while (now > 0 && !users.compareAndSet(now, now + 1)) {
            now = users.get();
        }
        used = now > 0;
        return now > 0;
    }

    /** Is not used any more by somebody who has used it. */
    public void release() {
        if (users.decrementAndGet() == 0) {
            cache.blocks().give(chain.first(), chain.last(), chain.length());
        }
    }

    /** Who reads it. */
    int readers() {
        return Math.max(0, users.get() - (listed.get() ? 1 : 0));
    }

    boolean isListed() {
        return listed.get();
    }

    /** The cache lists it no longer; returns whether it did. */
    boolean unlisted() {
        if (!listed.compareAndSet(true, false)) {
            return false;
        }
        release();
        return true;
    }

    /** Whether it was used since this was last asked. */
    boolean takeUsed() {
        boolean was = used;
        used = false;
        return was;
    }
}
