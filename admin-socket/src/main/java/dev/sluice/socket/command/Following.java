package dev.sluice.socket.command;

import org.jspecify.annotations.Nullable;

/**
 * A reply that goes on to come until it ends, or until the client says anything, which is not heard otherwise. Confined to the connection's
 * event loop but for the hint.
 */
public interface Following {
    /** The next whole lines; null where there is nothing now. */
    byte @Nullable [] next();

    /** Whether nothing more will come. */
    boolean isOver();

    /** Has {@code hint} run, on any thread, whenever there may be something; called once, before the first {@link #next}. */
    void start(Runnable hint);

    /** Nobody listens any more: the client has said something, has gone, or all was told. */
    void stop();
}
