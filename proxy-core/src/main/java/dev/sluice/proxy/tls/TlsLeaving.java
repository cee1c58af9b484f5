package dev.sluice.proxy.tls;

import dev.sluice.proxy.wire.Wire;
import dev.sluice.proxy.wire.WireError;
import dev.sluice.proxy.wire.WireHandler;
import dev.sluice.proxy.worker.Timer;
import dev.sluice.proxy.worker.Worker;

/** Sends the last sealed bytes of a connection that nobody holds any more, within a time, and closes it. */
final class TlsLeaving extends Timer implements WireHandler {
    /** How long the other side may take nothing: what the kernel would keep for a plain connection is kept here. */
    private static final long PATIENCE_MILLIS = 5000;

    private final Worker worker;
    private final Wire wire;
    private final Outgoing rest;

    private TlsLeaving(Worker worker, Wire wire, Outgoing rest) {
        this.worker = worker;
        this.wire = wire;
        this.rest = rest;
    }

    static void begin(Worker worker, Wire wire, Outgoing rest) {
        TlsLeaving leaving = new TlsLeaving(worker, wire, rest);
        wire.handler(leaving);
        worker.expireAt(leaving, worker.nowMillis() + PATIENCE_MILLIS);
    }

    private void end() {
        worker.forget(this);
        rest.release();
        wire.close();
    }

    @Override
    public void onReadable(Wire from) {}

    @Override
    public void onWritable(Wire to) {
        if (rest.flush(to)) {
            end();
        } else {
            worker.expireAt(this, worker.nowMillis() + PATIENCE_MILLIS);
        }
    }

    @Override
    public void onError(Wire from, WireError error) {
        end();
    }

    @Override
    protected void onExpired() {
        end();
    }
}
