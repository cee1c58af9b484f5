package dev.sluice.socket.command;

import dev.sluice.stats.ChunkSource;

/** A reply that goes on while something goes on. Pulled on the connection's event loop. */
public interface FlowSource extends ChunkSource {
    /** What {@link #next()} gives where nothing is there yet. */
    byte[] NOTHING_YET = {};

    /** Has {@code hint} run, on any thread, whenever there may be more. */
    void onMore(Runnable hint);

    /** Nobody wants the rest; what it told of goes on. */
    void close();
}
