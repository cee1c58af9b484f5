package dev.sluice.proxy.http;

import dev.sluice.proxy.cache.CacheWriter;
import dev.sluice.proxy.worker.Worker;

/** What a cache takes of a body that passes: its content, without the framing of chunks, and what follows it. */
final class CacheTap {
    private final CacheWriter writer;
    private final Worker worker;
    private final Body body = new Body();
    private final boolean chunked;
    private final boolean sized;

    CacheTap(CacheWriter writer, Framing framing, int trailerBytesMax, Worker worker) {
        this.writer = writer;
        this.worker = worker;
        this.chunked = framing.kind == Body.Kind.CHUNKED;
        this.sized = framing.kind == Body.Kind.LENGTH;
        body.begin(framing.kind, framing.contentLength, trailerBytesMax);
    }

    /** Bytes of the body are about to pass: so many of the inbox, from {@code offset} on. */
    void take(Inbox inbox, int offset, int length) {
        int at = offset;
        int end = offset + length;
        while (at < end && !writer.isOver()) {
            int taken = body.isInTrailers() ? trailers(inbox, at, end) : content(inbox, at, end);
            if (taken == 0) {
                // The pump finds out what is wrong.
                return;
            }
            at += taken;
        }
        ended();
    }

    /** Once the end is known to have come others find the response, even before this client has it. */
    void ended() {
        if (body.isDone()) {
            complete();
        }
    }

    private int trailers(Inbox inbox, int at, int end) {
        int start = inbox.start();
        int taken = body.take(inbox.memory(), start + at, start + end);
        writer.trailers(inbox.address() + at, taken);
        return taken;
    }

    private int content(Inbox inbox, int at, int end) {
        int start = inbox.start();
        int framed = body.frame(inbox.memory(), start + at, start + end);
        if (framed > 0) {
            return framed;
        }
        int content = (int) Math.min(body.contentLeft(), end - at);
        writer.body(inbox.address() + at, content);
        body.contentTaken(content);
        return content;
    }

    /** There will be no more of it, and all is well. */
    void complete() {
        writer.complete(chunked, sized, worker.nowMillis());
    }

    /** The rest will not come. */
    void abort() {
        writer.abort();
    }
}
