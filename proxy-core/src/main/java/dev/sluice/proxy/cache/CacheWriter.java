package dev.sluice.proxy.cache;

import io.netty.util.internal.PlatformDependent;

/** Takes a response in, piece by piece. Nobody finds it before all of it is there; too long a one, or one without room, is given up. */
public final class CacheWriter {
    private final Cache cache;
    private final CacheKey key;
    private final Keeping keeping;
    private final CacheEntry.Kind kind;
    private int first = Blocks.NONE;
    private int last = Blocks.NONE;
    private int length;
    private int offset = Blocks.SIZE;
    private long written;
    private int startLine;
    private int head;
    private int etagAt;
    private int etagLength;
    private long body;
    private boolean over;

    CacheWriter(Cache cache, CacheKey key, Keeping keeping, CacheEntry.Kind kind) {
        this.kind = kind;
        this.cache = cache;
        this.key = key;
        this.keeping = keeping;
    }

    /** Takes bytes from memory; what follows a failure is not looked at any more. */
    private void append(long from, int count) {
        int done = 0;
        while (done < count && !over) {
            if (offset == Blocks.SIZE && !extend()) {
                abort();
                return;
            }
            int n = Math.min(count - done, Blocks.SIZE - offset);
            PlatformDependent.copyMemory(from + done, cache.blocks().address(last) + offset, n);
            offset += n;
            done += n;
            written += n;
        }
        if (written > cache.spec().objectBytes()) {
            abort();
        }
    }

    private boolean extend() {
        int next = cache.take();
        if (next == Blocks.NONE) {
            return false;
        }
        if (first == Blocks.NONE) {
            first = next;
        } else {
            cache.blocks().follow(last, next);
        }
        last = next;
        length++;
        offset = 0;
        return true;
    }

    /** The first line of the response, line break included. */
    public void startLine(long from, int count) {
        append(from, count);
        startLine = count;
        head = count;
    }

    /** A field's line, line break included. */
    public void field(long from, int count) {
        append(from, count);
        head += count;
    }

    /** The next line is that of the tag, which has so many bytes in front of its value. */
    public void tag(int before, int count) {
        if (etagLength == 0) {
            etagAt = head + before;
            etagLength = count;
        }
    }

    /** A piece of the content. */
    public void body(long from, int count) {
        append(from, count);
        body += count;
    }

    /** A piece of what follows content in chunks. */
    public void trailers(long from, int count) {
        append(from, count);
    }

    /** Whether so many bytes of content would not be too many. */
    public boolean fits(long content) {
        return !over && written + content <= cache.spec().objectBytes();
    }

    /** Whether it was given up. */
    public boolean isOver() {
        return over;
    }

    /** All of it is there: others find it from now on. */
    public void complete(boolean chunked, boolean sized, long nowMillis) {
        if (over) {
            return;
        }
        over = true;
        int trailers = (int) (written - head - body);
        CacheEntry.Parts parts =
                new CacheEntry.Parts(startLine, head - startLine, body, trailers, chunked, sized, etagAt, etagLength);
        CacheEntry.Chain chain = new CacheEntry.Chain(first, last, length);
        cache.add(new CacheEntry(cache, key, keeping, parts, chain, nowMillis, kind), nowMillis);
    }

    /** It will not be complete: gives its memory back. */
    public void abort() {
        if (!over && first != Blocks.NONE) {
            cache.blocks().give(first, last, length);
        }
        over = true;
    }
}
