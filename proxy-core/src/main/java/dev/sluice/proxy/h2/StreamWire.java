package dev.sluice.proxy.h2;

import dev.sluice.proxy.wire.EpollWire;
import dev.sluice.proxy.wire.Wire;
import dev.sluice.proxy.wire.WireError;
import dev.sluice.proxy.wire.WireHandler;
import dev.sluice.proxy.worker.Worker;
import java.net.SocketAddress;
import org.jspecify.annotations.Nullable;

/** A stream as a session sees it: HTTP/1 is read from it and written to it. */
abstract class StreamWire implements Wire, Feed.Sink {
    private final Worker worker;
    private final Wire lower;
    final Intake in;
    final Feed feed = new Feed(this);
    private WireHandler handler = Nobody.HERE;
    private WireError error = WireError.NONE;
    private boolean open = true;
    private boolean blocked;

    StreamWire(Worker worker, Wire lower, Intake in) {
        this.worker = worker;
        this.lower = lower;
        this.in = in;
    }

    /** So many bytes were read: the sender may send as many more. */
    abstract void consumed(int length);

    /** Whether the end of what was sent is the end of the connection, as in a tunnel. */
    abstract boolean endsWithMessage();

    /** This side has nothing more to send, or is not wanted any more. */
    abstract void ended(boolean abruptly);

    final WireHandler handler() {
        return handler;
    }

    /** Tells the session of what has come. */
    final void tell() {
        if (open) {
            handler.onReadable(this);
        }
    }

    /** The window has opened. */
    final void roomThere() {
        if (open && blocked && takesData()) {
            blocked = false;
            handler.onWritable(this);
        }
    }

    /** The other side has given it up; the session hears of it in a turn of its own, since it may be writing just now. */
    final void broke(WireError why) {
        if (open && error == WireError.NONE) {
            error = why;
            worker.again(() -> {
                if (open) {
                    handler.onError(this, why);
                }
            });
        }
    }

    @Override
    public int read(long address, int capacity) {
        int got = in.read(address, capacity);
        if (got > 0) {
            int credit = in.credit(got);
            if (credit > 0) {
                consumed(credit);
            }
            return got;
        }
        if (isBroken()) {
            return FAILED;
        }
        return isEnd() ? EOF : WOULD_BLOCK;
    }

    private boolean isEnd() {
        return in.isEnded() && in.isEmpty() && endsWithMessage();
    }

    @Override
    public int write(long address, int length) {
        if (!open || isBroken()) {
            return FAILED;
        }
        int taken = feed.take(address, length);
        if (taken < 0) {
            broke(WireError.OTHER);
            return FAILED;
        }
        blocked |= taken < length;
        return taken;
    }

    @Override
    public long takeReceived() {
        return 0;
    }

    @Override
    public long takeSent() {
        return 0;
    }

    @Override
    public boolean isReadable() {
        return open && (!in.isEmpty() || isEnd() || isBroken());
    }

    @Override
    public boolean isWritable() {
        return open && !isBroken() && !blocked;
    }

    @Override
    public boolean isPeerDone() {
        return isBroken() || isEnd();
    }

    @Override
    public boolean isOpen() {
        return open;
    }

    @Override
    public WireError error() {
        return error;
    }

    @Override
    public void handler(WireHandler next) {
        handler = next;
    }

    @Override
    public void shutdownOutput() {
        if (open && !isBroken()) {
            ended(false);
        }
    }

    @Override
    public void close() {
        if (open) {
            open = false;
            in.release();
            if (!isBroken()) {
                ended(true);
            }
        }
    }

    @Override
    public void reset() {
        close();
    }

    @Override
    public Wire carrier() {
        return lower.carrier();
    }

    @Override
    public @Nullable EpollWire ground() {
        return lower.ground();
    }

    @Override
    public @Nullable SocketAddress remoteAddress() {
        return lower.remoteAddress();
    }

    @Override
    public @Nullable SocketAddress localAddress() {
        return lower.localAddress();
    }
}
