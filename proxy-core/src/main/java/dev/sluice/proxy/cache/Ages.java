package dev.sluice.proxy.cache;

import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Entries of a cache in order of age. Any thread; nothing in it waits. */
final class Ages {
    /** So many entries that are not listed any more may stand in the queue beyond those that are, before somebody tidies up. */
    private static final int STALE_MAX = 256;

    private final ConcurrentLinkedQueue<CacheEntry> queue = new ConcurrentLinkedQueue<>();
    private final AtomicInteger queued = new AtomicInteger();
    private final AtomicInteger listed = new AtomicInteger();
    private final AtomicInteger blocks = new AtomicInteger();

    /** An entry has become part of the index. */
    void listed(CacheEntry entry) {
        listed.incrementAndGet();
        blocks.addAndGet(entry.chain().length());
    }

    /** It is none any more. */
    void unlisted(CacheEntry entry) {
        listed.decrementAndGet();
        blocks.addAndGet(-entry.chain().length());
    }

    /** Blocks of those that are part of the index. */
    int blocks() {
        return blocks.get();
    }

    /** Puts an entry behind all others. */
    void add(CacheEntry entry) {
        queue.add(entry);
        queued.incrementAndGet();
        tidy();
    }

    /** Takes the oldest out; null for none. */
    @Nullable
    CacheEntry poll() {
        CacheEntry oldest = queue.poll();
        if (oldest != null) {
            queued.decrementAndGet();
        }
        return oldest;
    }

    private void tidy() {
        if (queued.get() > listed.get() + STALE_MAX) {
            queue.removeIf(entry -> {
                boolean stale = !entry.isListed();
                queued.addAndGet(stale ? -1 : 0);
                return stale;
            });
        }
    }

    void clear() {
        queue.clear();
    }
}
