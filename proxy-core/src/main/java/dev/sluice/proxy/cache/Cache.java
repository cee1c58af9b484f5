package dev.sluice.proxy.cache;

import dev.sluice.config.CacheSpec;
import dev.sluice.proxy.action.HeadEditor;
import dev.sluice.state.CacheContent;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * One cache: finds responses, and makes room for new ones by forgetting the oldest that nobody has asked for lately. Any thread; nothing
 * in it waits.
 */
public final class Cache {
    /** So many entries that are not listed any more may stand in the queue beyond those that are, before somebody tidies up. */
    private static final int STALE_MAX = 256;

    /** A worker does not go through more entries than this for one block, which takes it some microseconds. */
    private static final int LOOKED_MAX = 256;

    /** Of those so many are spared for having been used; then the oldest goes that nobody reads. */
    private static final int SPARED_MAX = 64;

    private final CacheSpec spec;
    private final long id;
    private final Blocks blocks;
    private final ConcurrentMap<CacheKey, List<CacheEntry>> index = new ConcurrentHashMap<>();
    /** In order of age; who was used since it was looked at last goes to the end once more. */
    private final ConcurrentLinkedQueue<CacheEntry> queue = new ConcurrentLinkedQueue<>();

    private final AtomicInteger queued = new AtomicInteger();
    private final AtomicInteger listed = new AtomicInteger();

    private volatile boolean closed;

    Cache(CacheSpec spec, long id) {
        this.spec = spec;
        this.id = id;
        this.blocks = new Blocks(spec.megabytes());
    }

    CacheSpec spec() {
        return spec;
    }

    Blocks blocks() {
        return blocks;
    }

    /** What a request says, as far as this cache wants to know. */
    public Asking ask(HeadEditor request) {
        return Asking.of(request, spec.varies());
    }

    /** The response that answers a request, used from now on until it is released; null for none. */
    public @Nullable CacheEntry find(CacheKey key, Asking asking, long nowMillis) {
        List<CacheEntry> entries = index.getOrDefault(key, List.of());
        for (CacheEntry entry : entries) {
            if (entry.isOver(nowMillis)) {
                drop(entry);
            } else if (entry.variant().answers(asking) && entry.retain()) {
                return entry;
            }
        }
        return null;
    }

    /** Begins to keep a response of status 200; null where that must not be kept. */
    public @Nullable CacheWriter write(
            CacheKey key, Asking asking, HeadEditor response, long nowMillis, long wallMillis) {
        return CacheWriter.of(this, key, Keeping.of(response, asking, spec, wallMillis / 1000), nowMillis);
    }

    /** Whether a response of its kind may be added beside those of the same address. */
    boolean hasPlace(CacheKey key, Variant variant, long nowMillis) {
        int others = 0;
        for (CacheEntry entry : index.getOrDefault(key, List.of())) {
            others += entry.isOver(nowMillis) || entry.variant().equals(variant) ? 0 : 1;
        }
        return !variant.isPartial() || others < spec.variantsMax();
    }

    /** Has others find an entry, in place of earlier ones that answer the same requests. */
    void add(CacheEntry entry, long nowMillis) {
        List<CacheEntry> gone = new ArrayList<>();
        index.compute(entry.key(), (key, before) -> {
            List<CacheEntry> after = new ArrayList<>();
            gone.clear();
            for (CacheEntry each : before == null ? List.<CacheEntry>of() : before) {
                boolean replaced = each.variant().equals(entry.variant()) || each.isOver(nowMillis);
                (replaced ? gone : after).add(each);
            }
            boolean room = !entry.variant().isPartial() || after.size() < spec.variantsMax();
            (room ? after : gone).add(entry);
            return List.copyOf(after);
        });
        listed.incrementAndGet();
        gone.forEach(this::forget);
        if (closed) {
            invalidate(entry.key());
        }
        if (entry.isListed()) {
            queue.add(entry);
            queued.incrementAndGet();
            tidy();
        }
    }

    /** Forgets what is kept for an address. */
    public void invalidate(CacheKey key) {
        index.getOrDefault(key, List.of()).forEach(this::drop);
    }

    /** Takes an entry out of the index and forgets it. */
    private void drop(CacheEntry entry) {
        index.computeIfPresent(entry.key(), (key, before) -> {
            List<CacheEntry> after = new ArrayList<>(before);
            after.remove(entry);
            return after.isEmpty() ? null : List.copyOf(after);
        });
        forget(entry);
    }

    private void forget(CacheEntry entry) {
        if (entry.unlisted()) {
            listed.decrementAndGet();
        }
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

    /** A block, for which older responses are forgotten where none is free; {@link Blocks#NONE} where those are being read. */
    int take() {
        int block = blocks.take();
        for (int looked = 0; block == Blocks.NONE && looked < LOOKED_MAX; looked++) {
            CacheEntry oldest = queue.poll();
            if (oldest == null) {
                return Blocks.NONE;
            }
            boolean spared = oldest.takeUsed() && looked < SPARED_MAX || oldest.readers() > 0;
            if (oldest.isListed() && spared) {
                queue.add(oldest);
                continue;
            }
            queued.decrementAndGet();
            drop(oldest);
            block = blocks.take();
        }
        return block;
    }

    /** What it holds now. */
    CacheContent content(long nowMillis) {
        int idle = 0;
        for (List<CacheEntry> each : index.values()) {
            for (CacheEntry entry : each) {
                idle += entry.readers() == 0 ? entry.chain().length() : 0;
            }
        }
        int available = Math.min(blocks.count(), Math.max(0, blocks.count() - blocks.taken() + idle));
        Iterable<CacheContent.Entry> entries = () -> index.values().stream()
                .flatMap(List::stream)
                .map(entry -> told(entry, nowMillis))
                .iterator();
        return new CacheContent(spec.name(), id, blocks.count(), available, entries);
    }

    private CacheContent.Entry told(CacheEntry entry, long nowMillis) {
        return new CacheContent.Entry(
                id + ((long) entry.chain().first() + 1) * Blocks.SIZE,
                entry.key().high() >>> 32,
                entry.variant().digits(),
                entry.parts().bytes(),
                entry.chain().length(),
                entry.readers(),
                entry.secondsLeft(nowMillis));
    }

    /** Nobody finds anything in it any more; what is being read goes on to its end. */
    void close() {
        closed = true;
        blocks.close();
        List.copyOf(index.keySet()).forEach(this::invalidate);
        queue.clear();
    }
}
