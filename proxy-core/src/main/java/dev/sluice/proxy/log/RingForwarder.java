package dev.sluice.proxy.log;

import dev.sluice.config.RingSpec;
import dev.sluice.proxy.wire.Wire;
import dev.sluice.proxy.wire.WireError;
import dev.sluice.proxy.wire.WireHandler;
import dev.sluice.proxy.worker.Timer;
import dev.sluice.proxy.worker.Worker;
import dev.sluice.state.ring.MessageRing;
import java.io.IOException;
import java.net.SocketAddress;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Sends the messages of a ring to a syslog server over TCP (RFC 6587), over one connection at a time. What the connection has taken when it
 * breaks counts as sent, but for a message that it took a part of: that one is sent again, whole. Confined to its worker.
 */
final class RingForwarder extends Timer implements WireHandler {
    /** Between two attempts to connect, as with HAProxy. */
    private static final long RETRY_MILLIS = 1000;

    /** Pieces that are sent before others on the worker have their turn. */
    private static final int PIECES_PER_TURN = 16;

    private final Worker worker;
    private final MessageRing ring;

    private final SocketAddress target;
    private final Frames frames;
    private final MessageRing.Cursor place;
    private final AtomicBoolean told = new AtomicBoolean();
    private final Runnable hint = this::hint;
    private RingSpec.Forwarding limits;
    private @Nullable Wire wire;
    private boolean stands;
    private boolean closed;
    /** Whether the connection takes nothing, and the timer runs for it. */
    private boolean stuck;

    private @Nullable CompletableFuture<Void> drained;

    RingForwarder(Worker worker, MessageRing ring, RingSpec.Forwarding limits, SocketAddress target, boolean counted) {
        this.worker = worker;
        this.ring = ring;
        this.limits = limits;
        this.target = target;
        this.frames = new Frames(counted);
        this.place = ring.atOldest();
    }

    /** Begins. */
    void start() {
        ring.follow(hint);
        connect();
    }

    /** Has other limits from the next wait on. */
    void limits(RingSpec.Forwarding next) {
        limits = next;
    }

    /** Runs on the thread that wrote; a crowd of messages is told of once. */
    private void hint() {
        if (!told.getAndSet(true)) {
            worker.execute(this::onHint);
        }
    }

    private void onHint() {
        told.set(false);
        pump();
    }

    private void connect() {
        if (closed) {
            return;
        }
        stands = false;
        try {
            wire = worker.connect(target, this);
            expireIn(limits.connectMillis());
        } catch (IOException failure) {
            retry();
        }
    }

    private void expireIn(long millis) {
        if (millis > 0) {
            worker.expireAt(this, worker.nowMillis() + millis);
        } else {
            worker.forget(this);
        }
    }

    private void retry() {
        letGo();
        finishDraining();
        if (!closed) {
            expireIn(RETRY_MILLIS);
        }
    }

    /** The messages that it took stay as they are, but for a part of one. */
    private void letGo() {
        Wire before = wire;
        wire = null;
        stands = false;
        stuck = false;
        worker.forget(this);
        frames.restart();
        if (before != null) {
            before.close();
        }
    }

    @Override
    protected void onExpired() {
        if (wire == null) {
            connect();
        } else {
            retry();
        }
    }

    @Override
    public void onConnected(Wire to) {
        stands = true;
        worker.forget(this);
        pump();
    }

    /** Nothing is expected of a syslog server but that it ends one day. */
    @Override
    public void onReadable(Wire from) {
        int got;
        do {
            got = from.read(worker.scratchAddress(), worker.bufferSize());
        } while (got > 0);
        if (got != Wire.WOULD_BLOCK) {
            retry();
        }
    }

    @Override
    public void onWritable(Wire to) {
        pump();
    }

    @Override
    public void onError(Wire of, WireError error) {
        retry();
    }

    private void pump() {
        Wire to = wire;
        if (to == null || !stands) {
            return;
        }
        for (int piece = 0; piece < PIECES_PER_TURN; piece++) {
            if (frames.isEmpty()) {
                ring.dropped(ring.read(place, frames));
            }
            if (frames.isEmpty()) {
                calm();
                finishDraining();
                return;
            }
            int took = to.write(frames.address(), frames.length());
            if (took == Wire.FAILED) {
                retry();
                return;
            }
            if (took == Wire.WOULD_BLOCK) {
                if (!stuck) {
                    stuck = true;
                    expireIn(limits.serverMillis());
                }
                return;
            }
            frames.sent(took);
            calm();
        }
        worker.again(this::pump);
    }

    private void calm() {
        if (stuck) {
            stuck = false;
            worker.forget(this);
        }
    }

    /** Completes when everything is sent, or when that has to wait. */
    CompletableFuture<Void> drain() {
        CompletableFuture<Void> done = new CompletableFuture<>();
        drained = done;
        if (!stands) {
            finishDraining();
        } else {
            pump();
        }
        return done;
    }

    private void finishDraining() {
        CompletableFuture<Void> known = drained;
        if (known != null) {
            boolean unused = known.complete(null);
        }
    }

    /** Ends. */
    void close() {
        closed = true;
        ring.unfollow(hint);
        letGo();
    }
}
