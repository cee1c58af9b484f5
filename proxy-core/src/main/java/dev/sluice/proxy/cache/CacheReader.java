package dev.sluice.proxy.cache;

import io.netty.util.internal.PlatformDependent;
import java.nio.charset.StandardCharsets;

/** Reads an entry from front to back. Whoever has one uses the entry. */
final class CacheReader {
    private final Blocks blocks;
    private int block;
    private int offset;

    CacheReader(CacheEntry entry) {
        this.blocks = entry.cache().blocks();
        this.block = entry.chain().first();
    }

    /** Leaves out so many bytes. */
    void skip(long length) {
        long left = length;
        while (left > 0) {
            left -= moved((int) Math.min(left, piece()));
        }
    }

    /** Copies so many bytes to memory. */
    void copy(long to, int length) {
        int done = 0;
        while (done < length) {
            int n = Math.min(length - done, piece());
            PlatformDependent.copyMemory(blocks.address(block) + offset, to + done, n);
            done += moved(n);
        }
    }

    private void copy(byte[] to) {
        int done = 0;
        while (done < to.length) {
            int n = Math.min(to.length - done, piece());
            PlatformDependent.copyMemory(blocks.address(block) + offset, to, done, n);
            done += moved(n);
        }
    }

    /** Bytes that lie together from here on. */
    private int piece() {
        if (offset == Blocks.SIZE) {
            block = blocks.next(block);
            offset = 0;
        }
        return Blocks.SIZE - offset;
    }

    private int moved(int n) {
        offset += n;
        return n;
    }

    /** The lines of an entry's fields as characters. */
    static String fields(CacheEntry entry) {
        return text(entry, entry.parts().startLine(), entry.parts().fields());
    }

    /** A piece of an entry as characters. */
    static String text(CacheEntry entry, int at, int length) {
        CacheReader reader = new CacheReader(entry);
        reader.skip(at);
        byte[] bytes = new byte[length];
        reader.copy(bytes);
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
