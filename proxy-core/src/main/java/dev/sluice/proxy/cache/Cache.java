package dev.sluice.proxy.cache;

import dev.sluice.config.CacheSpec;
import dev.sluice.proxy.action.HeadEditor;
import dev.sluice.state.CacheContent;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * One cache: finds responses, and makes room for new ones by forgetting the oldest that nobody has asked for lately. Any thread; nothing
 * in it waits.
 */
public final class Cache {
    /** A worker does not go through more entries than this for one block, which takes it some microseconds. */
    private static final int LOOKED_MAX = 256;

    /** Of those so many are spared for having been used; then the oldest goes that nobody reads. */
    private static final int SPARED_MAX = 64;

    private static final byte[] NO_LINKS = {};

    private final CacheSpec spec;
    private final long id;
    private final Blocks blocks;
    private final ConcurrentMap<CacheKey, List<CacheEntry>> index = new ConcurrentHashMap<>();
    /** Whole responses; who was used since it was looked at last goes to the end once more. */
    private final Ages responses = new Ages();

    private final HintStore hints;

    private volatile boolean closed;

    Cache(CacheSpec spec, long id) {
        this.spec = spec;
        this.id = id;
        this.blocks = new Blocks(spec.megabytes());
        this.hints = new HintStore(this, spec);
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
                if (!entry.hasLinks()) {
                    drop(entry);
                }
            } else if (!entry.isHints() && entry.variant().answers(asking) && entry.retain()) {
                return entry;
            }
        }
        return null;
    }

    /**
     * Links of the response that would have answered a request, and does so no more, as lines of fields; empty for none. They outlive their
     * response by one question.
     */
    public byte[] hints(CacheKey key, Asking asking, long nowMillis) {
        for (CacheEntry entry : index.getOrDefault(key, List.of())) {
            if (entry.hasLinks() && entry.variant().answers(asking)) {
                byte[] lines = links(entry);
                if (entry.isOver(nowMillis)) {
                    drop(entry);
                }
                return lines;
            }
        }
        return NO_LINKS;
    }

    private static byte[] links(CacheEntry entry) {
        if (!entry.hasLinks() || !entry.retain()) {
            return NO_LINKS;
        }
        byte[] lines = Links.of(CacheReader.fields(entry));
        entry.release();
        return lines;
    }

    /** Begins to keep a response of status 200; null where that must not be kept, or where links are all that is kept of it. */
    public @Nullable CacheWriter write(
            CacheKey key, Asking asking, HeadEditor response, long nowMillis, long wallMillis) {
        Keeping keeping = Keeping.of(response, asking, spec, wallMillis / 1000);
        if (keeping == null || !hasPlace(key, keeping.variant(), nowMillis)) {
            return null;
        }
        byte[] lines = spec.hints().given() ? Links.of(response) : NO_LINKS;
        if (!spec.hints().only()) {
            return new CacheWriter(
                    this, key, keeping, lines.length > 0 ? CacheEntry.Kind.LINKED : CacheEntry.Kind.FULL);
        }
        keep(key, keeping, lines, nowMillis);
        return null;
    }

    private void keep(CacheKey key, Keeping keeping, byte[] lines, long storedMillis) {
        CacheEntry made = lines.length == 0 ? null : hints.kept(key, keeping, lines, storedMillis);
        if (made != null) {
            add(made, storedMillis);
        }
    }

    private Ages ages(CacheEntry entry) {
        return entry.isHints() ? hints.ages() : responses;
    }

    /** Whether a response of its kind may be added beside those of the same address. */
    boolean hasPlace(CacheKey key, Variant variant, long nowMillis) {
        int others = 0;
        for (CacheEntry entry : index.getOrDefault(key, List.of())) {
            others += entry.isHints()
                            || entry.isOver(nowMillis)
                            || entry.variant().equals(variant)
                    ? 0
                    : 1;
        }
        return !variant.isPartial() || others < spec.variantsMax();
    }

    /** Has others find an entry, in place of earlier ones that answer the same requests. */
    void add(CacheEntry entry, long nowMillis) {
        List<CacheEntry> gone = new ArrayList<>();
        index.compute(entry.key(), (key, before) -> {
            List<CacheEntry> after = new ArrayList<>();
            gone.clear();
            int others = 0;
            boolean late = false;
            for (CacheEntry each : before == null ? List.<CacheEntry>of() : before) {
                boolean same = each.variant().equals(entry.variant());
                // While links were taken out of a response a newer one may have come.
                boolean newer = same && entry.isHints() && !each.isHints() && !each.isOver(nowMillis);
                late |= newer;
                (!newer && (same || each.isOver(nowMillis)) ? gone : after).add(each);
            }
            for (CacheEntry each : after) {
                others += each.isHints() == entry.isHints() ? 1 : 0;
            }
            boolean room = !late && (!entry.variant().isPartial() || others < spec.variantsMax());
            (room ? after : gone).add(entry);
            return after.isEmpty() ? null : List.copyOf(after);
        });
        ages(entry).listed(entry);
        gone.forEach(this::forget);
        if (closed) {
            invalidate(entry.key());
        }
        if (entry.isListed()) {
            ages(entry).add(entry);
        }
    }

    /** Forgets what is kept for an address. */
    public void invalidate(CacheKey key) {
        index.getOrDefault(key, List.of()).forEach(this::drop);
    }

    /** Takes an entry out of the index and forgets it. */
    void drop(CacheEntry entry) {
        index.computeIfPresent(entry.key(), (key, before) -> {
            List<CacheEntry> after = new ArrayList<>(before);
            after.remove(entry);
            return after.isEmpty() ? null : List.copyOf(after);
        });
        forget(entry);
    }

    private void forget(CacheEntry entry) {
        if (entry.unlisted()) {
            ages(entry).unlisted(entry);
        }
    }

    /** A block, for which older responses are forgotten where none is free; {@link Blocks#NONE} where those are being read. */
    int take() {
        int block = blocks.take();
        for (int looked = 0; block == Blocks.NONE && looked < LOOKED_MAX; looked++) {
            CacheEntry oldest = responses.poll();
            if (oldest == null) {
                return Blocks.NONE;
            }
            boolean spared = oldest.takeUsed() && looked < SPARED_MAX || oldest.readers() > 0;
            if (oldest.isListed() && spared) {
                responses.add(oldest);
                continue;
            }
            byte[] lines = oldest.isListed() ? links(oldest) : NO_LINKS;
            drop(oldest);
            if (HintStore.isShorter(lines, oldest)) {
                keep(oldest.key(), oldest.keeping(), lines, oldest.storedMillis());
            }
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
                entry.isHints(),
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
        responses.clear();
        hints.ages().clear();
    }
}
