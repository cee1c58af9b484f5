package dev.sluice.proxy.cache;

import dev.sluice.config.CacheSpec;
import io.netty.util.internal.PlatformDependent;
import org.jspecify.annotations.Nullable;

/** Puts links of responses into the blocks of a cache, no more of them than its section lets them have. Any thread. */
final class HintStore {
    private final Cache cache;
    private final Ages ages = new Ages();
    private final int blocksMax;

    HintStore(Cache cache, CacheSpec spec) {
        this.cache = cache;
        CacheSpec.Hints hints = spec.hints();
        int all = cache.blocks().count();
        // In the same numbers as HAProxy: a hundredth of 1024 blocks is ten of them.
        this.blocksMax = !hints.given() ? 0 : hints.only() ? all : (int) ((long) all * hints.percent() / 100);
    }

    Ages ages() {
        return ages;
    }

    private static int blocksOf(byte[] lines) {
        return (lines.length + Blocks.SIZE - 1) / Blocks.SIZE;
    }

    /** Whether lines take up less than an entry, so that something is won by keeping them in its place. */
    static boolean isShorter(byte[] lines, CacheEntry entry) {
        return lines.length > 0 && blocksOf(lines) < entry.chain().length();
    }

    /** Keeps lines, for which the oldest ones are forgotten where these would be too many; null without room. */
    @Nullable
    CacheEntry kept(CacheKey key, Keeping keeping, byte[] lines, long storedMillis) {
        int needed = blocksOf(lines);
        while (ages.blocks() + needed > blocksMax) {
            CacheEntry oldest = ages.poll();
            if (oldest == null) {
                return null;
            }
            cache.drop(oldest);
        }
        CacheEntry.Chain chain = filled(lines);
        CacheEntry.Parts parts = new CacheEntry.Parts(0, lines.length, 0, 0, false, false, 0, 0);
        return chain == null
                ? null
                : new CacheEntry(cache, key, keeping, parts, chain, storedMillis, CacheEntry.Kind.HINTS);
    }

    private CacheEntry.@Nullable Chain filled(byte[] lines) {
        Blocks blocks = cache.blocks();
        int first = Blocks.NONE;
        int last = Blocks.NONE;
        for (int at = 0; at < lines.length; at += Blocks.SIZE) {
            int block = blocks.take();
            if (block == Blocks.NONE) {
                if (first != Blocks.NONE) {
                    blocks.give(first, last, at / Blocks.SIZE);
                }
                return null;
            }
            if (first == Blocks.NONE) {
                first = block;
            } else {
                blocks.follow(last, block);
            }
            last = block;
            PlatformDependent.copyMemory(lines, at, blocks.address(block), Math.min(Blocks.SIZE, lines.length - at));
        }
        return new CacheEntry.Chain(first, last, blocksOf(lines));
    }
}
