package dev.sluice.proxy.tcp;

import dev.sluice.proxy.wire.Wire;
import dev.sluice.proxy.wire.WireError;
import dev.sluice.proxy.wire.WireHandler;
import dev.sluice.proxy.worker.StreamBuffer;
import org.jspecify.annotations.Nullable;

/** One side of a session: its wire, and what was read from it and not yet sent to the other side. */
final class Half implements WireHandler, Runnable {
    private final TcpSession session;
    private final Wire wire;
    /** What the other side did not take; while there is something, nothing more is read here. */
    @Nullable
    StreamBuffer pending;
    /** Whether the peer has ended its direction, and all before that was read. */
    boolean ended;
    /** Whether we have ended our direction towards the peer. */
    boolean outputShut;
    /** Whether another turn was asked for. */
    boolean again;
    /** When something last moved here. */
    long activeMillis;

    Half(TcpSession session, Wire wire, long nowMillis) {
        this.session = session;
        this.wire = wire;
        this.activeMillis = nowMillis;
    }

    Wire wire() {
        return wire;
    }

    /** Ends our direction towards the peer, once. */
    void shutOutput() {
        if (!outputShut) {
            outputShut = true;
            wire.shutdownOutput();
        }
    }

    @Override
    public void onReadable(Wire from) {
        session.readable(this);
    }

    @Override
    public void onWritable(Wire from) {
        session.writable(this);
    }

    @Override
    public void onError(Wire from, WireError error) {
        session.broken(this);
    }

    /** In a later turn: there was more to read than one turn's share. */
    @Override
    public void run() {
        again = false;
        session.readable(this);
    }
}
