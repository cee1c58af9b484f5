package dev.sluice.proxy.h2;

import dev.sluice.state.Counter;
import dev.sluice.state.CounterSet;
import io.netty.handler.codec.http2.Http2ConnectionAdapter;
import io.netty.handler.codec.http2.Http2Stream;
import org.jspecify.annotations.Nullable;

/** Counts what goes over a connection for the frontend or backend that it belongs to; for a check's it counts nothing. */
final class Counts extends Http2ConnectionAdapter {
    private final long @Nullable [] stripe;

    /** Counts into a worker's stripe, on that worker, or nowhere. */
    Counts(long @Nullable [] stripe) {
        this.stripe = stripe;
    }

    void add(Counter counter) {
        long[] known = stripe;
        if (known != null) {
            CounterSet.add(known, counter, 1);
        }
    }

    @Override
    public void onStreamActive(Http2Stream stream) {
        add(Counter.HTTP2_STREAMS);
    }

    @Override
    public void onStreamClosed(Http2Stream stream) {
        add(Counter.HTTP2_STREAMS_ENDED);
    }
}
