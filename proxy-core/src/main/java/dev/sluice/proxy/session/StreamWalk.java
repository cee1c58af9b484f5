package dev.sluice.proxy.session;

import org.jspecify.annotations.Nullable;

/**
 * A look at all live streams of a shard, a slice in each turn. Streams that end in between leave no gap, streams that begin are not
 * visited for ever: the walk ends with the youngest of its start.
 */
public final class StreamWalk {
    /** Streams visited in one turn: at about a microsecond each, traffic does not notice. */
    private static final int SLICE = 256;

    /** What is done with each stream. */
    @FunctionalInterface
    public interface Visitor {
        /** Looks at a stream, which it may end; returns false to end the walk. */
        boolean visit(LiveStream stream);
    }

    private final Shard shard;
    private final Visitor visitor;
    private final Runnable done;
    private final long lastNumber;
    private @Nullable LiveStream position;

    private StreamWalk(Shard shard, Visitor visitor, Runnable done) {
        this.shard = shard;
        this.visitor = visitor;
        this.done = done;
        this.position = shard.first();
        this.lastNumber = shard.lastNumber();
    }

    /** Walks; {@code done} runs at the end. On the shard's worker. */
    public static void start(Shard shard, Visitor visitor, Runnable done) {
        StreamWalk walk = new StreamWalk(shard, visitor, done);
        shard.walks().add(walk);
        walk.slice();
    }

    private void slice() {
        for (int i = 0; i < SLICE; i++) {
            LiveStream stream = position;
            if (stream == null || stream.number() > lastNumber) {
                end();
                return;
            }
            position = stream.next;
            if (!visitor.visit(stream)) {
                end();
                return;
            }
        }
        shard.worker().again(this::slice);
    }

    private void end() {
        boolean unused = shard.walks().remove(this);
        done.run();
    }

    /** A stream ends: the walk goes on behind it. */
    void ended(LiveStream stream) {
        if (position == stream) {
            position = stream.next;
        }
    }
}
