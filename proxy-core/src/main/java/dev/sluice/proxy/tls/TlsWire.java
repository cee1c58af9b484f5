package dev.sluice.proxy.tls;

import dev.sluice.proxy.wire.EpollWire;
import dev.sluice.proxy.wire.Wire;
import dev.sluice.proxy.wire.WireError;
import dev.sluice.proxy.wire.WireHandler;
import dev.sluice.proxy.worker.Worker;
import dev.sluice.state.TlsTraffic;
import java.net.SocketAddress;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * An encrypted connection over a plain one. Its handler hears of {@link WireHandler#onConnected} when hands are shaken, on either side, and
 * of {@link WireHandler#onError} where that fails.
 *
 * <p>It holds memory only for what a turn leaves over: part of a record that has arrived, opened bytes that nobody took, a sealed record
 * that did not fit. Each of them is one piece of {@link TlsMemory}, and while the last of them is there nothing more is taken.
 */
public final class TlsWire implements Wire, WireHandler {
    private final Worker worker;
    private final boolean client;
    private final TlsTraffic traffic;
    private @Nullable Wire lower;
    private WireHandler handler;
    private final TlsRecords records;
    private final Incoming in;
    private final Outgoing out;
    private TlsFacts facts = TlsFacts.NONE;
    private WireError error = WireError.NONE;
    private boolean begun;
    private boolean shaking = true;
    private boolean open = true;
    private boolean inputDone;
    private boolean outputDone;
    private long received;
    private long sent;

    TlsWire(Worker worker, TlsRoom room, boolean client, WireHandler handler) {
        TlsMemory memory = room.memory(worker);
        this.worker = worker;
        this.traffic = room.traffic();
        this.client = client;
        this.handler = handler;
        this.records = new TlsRecords(memory);
        this.in = records.in();
        this.out = records.out();
        traffic.begun(!client);
    }

    /** Shakes hands over {@code wire}, which stands already. */
    void over(Wire wire) {
        lower = wire;
        wire.handler(this);
    }

    /** Shakes hands over {@code wire}, which is about to stand; whoever has its events until then hands them over. */
    void awaits(Wire wire) {
        lower = wire;
    }

    /** Speaks with an engine. */
    void use(SSLEngine chosen) {
        records.use(chosen);
    }

    /** Speaks with the engine that {@code later} finds, once enough has arrived. */
    void use(EngineSource later) {
        records.use(later);
    }

    private Wire lower() {
        Wire below = lower;
        if (below == null) {
            throw new IllegalStateException("over nothing");
        }
        return below;
    }

    /** Sends no more in one record; 0 for as much as fits. */
    void recordMax(int bytes) {
        records.recordMax(bytes);
    }

    /** What hands were shaken on; {@link TlsFacts#NONE} before. */
    public TlsFacts facts() {
        return facts;
    }

    /** Sets what is known before hands are shaken. */
    void facts(TlsFacts known) {
        facts = known;
    }

    /** The engine, or null before there is one and after the end. */
    public @Nullable SSLEngine engine() {
        return records.engine();
    }

    /** Whether the connection below stands. */
    public boolean isBegun() {
        return begun;
    }

    /** Whether hands are still being shaken. */
    public boolean isShaking() {
        return shaking;
    }

    /** Begins, once the connection below stands. */
    void begin() {
        begun = true;
        try {
            if (shaking && open && records.shake(lower())) {
                shaken();
            }
        } catch (SSLException | HelloException failure) {
            failed(failure);
        }
    }

    @Override
    public void onConnected(Wire below) {
        begin();
    }

    @Override
    public void onReadable(Wire below) {
        if (shaking) {
            begin();
        } else if (open && isReadable()) {
            handler.onReadable(this);
        }
    }

    @Override
    public void onWritable(Wire below) {
        boolean held = out.isWaiting();
        if (!out.flush(lower())) {
            return;
        }
        if (shaking) {
            begin();
        } else if (open && held) {
            if (outputDone) {
                lower().shutdownOutput();
            } else {
                handler.onWritable(this);
            }
        } else if (open) {
            handler.onWritable(this);
        }
    }

    @Override
    public void onError(Wire below, WireError why) {
        if (error == WireError.NONE) {
            error = why;
        }
        handler.onError(this, shaking && below.isOpen() && records.engine() != null ? WireError.HANDSHAKE : why);
    }

    private void shaken() {
        SSLEngine known = records.engine();
        if (known == null) {
            return;
        }
        shaking = false;
        facts = facts.shaken(known, records.group());
        if (!facts.resumed()) {
            traffic.newKeys(!client);
        }
        handler.onConnected(this);
        if (open && isReadable()) {
            handler.onReadable(this);
        }
    }

    /** Says why to the other side, as far as it still listens, and to the owner. */
    private void failed(Exception why) {
        if (!open) {
            return;
        }
        error = lower().isBroken() ? lower().error() : WireError.HANDSHAKE;
        if (why instanceof HelloException hello) {
            byte[] alert = {21, 3, 1, 0, 2, 2, (byte) hello.alert()};
            records.sendPlain(lower(), alert);
        } else {
            records.sealRest(lower());
        }
        handler.onError(this, error);
    }

    @Override
    public int read(long address, int capacity) {
        int length;
        if (in.isOpened()) {
            length = in.take(address, capacity);
        } else {
            int fresh = openNext();
            if (fresh <= 0) {
                return fresh;
            }
            length = in.take(fresh, address, capacity);
        }
        received += length;
        return length;
    }

    /** Opens records until one has content; returns how much, or what {@link Wire#read} returns instead. */
    private int openNext() {
        SSLEngine known = records.engine();
        if (known == null || shaking) {
            return error == WireError.NONE ? WOULD_BLOCK : FAILED;
        }
        if (inputDone) {
            return EOF;
        }
        try {
            int got = records.open(lower(), known);
            inputDone |= got == EOF;
            return got;
        } catch (SSLException broken) {
            error = WireError.RESET;
            records.sealRest(lower());
            return FAILED;
        }
    }

    @Override
    public int write(long address, int length) {
        SSLEngine known = records.engine();
        if (known == null || shaking || outputDone || !open || isBroken()) {
            return isBroken() || outputDone ? FAILED : WOULD_BLOCK;
        }
        try {
            int taken = records.seal(lower(), known, address, length);
            sent += Math.max(0, taken);
            return taken;
        } catch (SSLException broken) {
            error = WireError.BROKEN_PIPE;
            return FAILED;
        }
    }

    @Override
    public long takeReceived() {
        long taken = received;
        received = 0;
        return taken;
    }

    @Override
    public long takeSent() {
        long taken = sent;
        sent = 0;
        return taken;
    }

    @Override
    public boolean isReadable() {
        if (shaking || !open) {
            return false;
        }
        if (in.isReady() || inputDone || isBroken()) {
            return true;
        }
        return lower().isReadable() && (!client || hasContent());
    }

    /** A server may send tickets that nobody waits for: whether there is more than those. */
    private boolean hasContent() {
        int fresh = openNext();
        if (fresh > 0) {
            in.hold(fresh);
        }
        return fresh != WOULD_BLOCK;
    }

    @Override
    public boolean isWritable() {
        return open && !shaking && !outputDone && !out.isWaiting() && lower().isWritable();
    }

    @Override
    public boolean isPeerDone() {
        return inputDone || (lower != null && lower.isPeerDone());
    }

    @Override
    public boolean isOpen() {
        return open;
    }

    @Override
    public WireError error() {
        return error != WireError.NONE || lower == null ? error : lower.error();
    }

    @Override
    public void handler(WireHandler next) {
        handler = next;
    }

    @Override
    public void shutdownOutput() {
        if (!open || outputDone) {
            return;
        }
        outputDone = true;
        if (!shaking && !isBroken() && out.flush(lower())) {
            records.sealRest(lower());
        }
        if (!out.isWaiting()) {
            lower().shutdownOutput();
        }
    }

    @Override
    public void close() {
        if (!open) {
            return;
        }
        open = false;
        traffic.ended();
        Wire below = lower;
        if (below == null) {
            records.release();
            return;
        }
        if (!shaking && !outputDone && !isBroken() && out.flush(below)) {
            records.sealRest(below);
        }
        if (out.isWaiting() && below.isOpen() && !below.isBroken()) {
            // What was taken is owed: as with a plain connection, it leaves after this has ended.
            TlsLeaving.begin(worker, below, out);
            in.release();
            records.releaseEngine();
            return;
        }
        records.release();
        below.close();
    }

    @Override
    public void reset() {
        if (!open) {
            return;
        }
        open = false;
        traffic.ended();
        records.release();
        Wire below = lower;
        if (below != null) {
            below.reset();
        }
    }

    @Override
    public @Nullable EpollWire ground() {
        return lower == null ? null : lower.ground();
    }

    @Override
    public @Nullable SocketAddress remoteAddress() {
        return lower == null ? null : lower.remoteAddress();
    }

    @Override
    public @Nullable SocketAddress localAddress() {
        return lower == null ? null : lower.localAddress();
    }

    @Override
    public String toString() {
        return "TLS over " + lower;
    }
}
