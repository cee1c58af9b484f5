package dev.sluice.proxy.tls;

import dev.sluice.proxy.wire.Wire;
import dev.sluice.proxy.wire.WireError;
import dev.sluice.proxy.wire.WireHandler;
import dev.sluice.proxy.worker.Worker;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.internal.PlatformDependent;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
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
    private static final int RECORD_CONTENT = 16_384;

    private final Worker worker;
    private final TlsMemory memory;
    private @Nullable EngineSource source;
    private int recordMax = RECORD_CONTENT;
    private final boolean client;
    private @Nullable Wire lower;
    private WireHandler handler;
    private @Nullable SSLEngine engine;
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

    TlsWire(Worker worker, TlsMemory memory, boolean client, WireHandler handler) {
        this.worker = worker;
        this.memory = memory;
        this.client = client;
        this.handler = handler;
        this.in = new Incoming(memory);
        this.out = new Outgoing(memory);
    }

    /** Shakes hands over {@code wire}, which stands already or is about to. */
    void over(Wire wire) {
        lower = wire;
        wire.handler(this);
    }

    /** Speaks with an engine. */
    void use(SSLEngine chosen) {
        engine = chosen;
    }

    /** Speaks with the engine that {@code later} finds, once enough has arrived. */
    void use(EngineSource later) {
        source = later;
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
        recordMax = bytes > 0 ? Math.min(bytes, RECORD_CONTENT) : RECORD_CONTENT;
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
        return engine;
    }

    /** Whether hands are still being shaken. */
    public boolean isShaking() {
        return shaking;
    }

    /** Begins, once the connection below stands. */
    void begin() {
        try {
            shake();
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
        handler.onError(this, shaking && below.isOpen() && engine != null ? WireError.HANDSHAKE : why);
    }

    /** Goes on until the other side has to say something, or hands are shaken. */
    private void shake() throws SSLException, HelloException {
        while (shaking && open) {
            SSLEngine known = engine;
            if (known != null && !begun) {
                begun = true;
                known.beginHandshake();
            }
            if (known == null) {
                if (chooseEngine() == null) {
                    return;
                }
                continue;
            }
            switch (known.getHandshakeStatus()) {
                case NEED_TASK -> runTasks(known);
                case NEED_WRAP -> {
                    if (out.isWaiting() || !sealHandshake(known)) {
                        return;
                    }
                }
                case NEED_UNWRAP, NEED_UNWRAP_AGAIN -> {
                    if (!openHandshake(known)) {
                        return;
                    }
                }
                default -> shaken(known);
            }
        }
    }

    private @Nullable SSLEngine chooseEngine() throws SSLException, HelloException {
        EngineSource finder = source;
        if (finder == null) {
            throw new SSLException("nothing to speak with");
        }
        ByteBuffer bytes = in.input();
        try {
            SSLEngine chosen = finder.engine(bytes.duplicate());
            while (chosen == null) {
                int got = Incoming.fill(lower(), bytes);
                if (got == WOULD_BLOCK) {
                    return null;
                }
                if (got < 0) {
                    throw new SSLException("ended before the first words");
                }
                chosen = finder.engine(bytes.duplicate());
            }
            engine = chosen;
            return chosen;
        } finally {
            in.keep(bytes);
        }
    }

    private static void runTasks(SSLEngine engine) {
        Runnable task = engine.getDelegatedTask();
        while (task != null) {
            task.run();
            task = engine.getDelegatedTask();
        }
    }

    private boolean sealHandshake(SSLEngine known) throws SSLException {
        ByteBuffer record = memory.sealed();
        SSLEngineResult result = known.wrap(memory.plain().limit(0), record);
        boolean whole = out.send(lower(), record.flip());
        if (result.getHandshakeStatus() == HandshakeStatus.FINISHED) {
            shaken(known);
        }
        if (result.getStatus() == SSLEngineResult.Status.CLOSED && shaking) {
            throw new SSLException("closed while shaking hands");
        }
        return whole;
    }

    private boolean openHandshake(SSLEngine known) throws SSLException {
        ByteBuffer bytes = in.input();
        try {
            while (true) {
                SSLEngineResult result = known.unwrap(bytes, memory.opened());
                if (result.bytesProduced() > 0) {
                    // The last words of the handshake and the first after it may come as one.
                    in.hold(result.bytesProduced());
                }
                if (result.getHandshakeStatus() == HandshakeStatus.FINISHED) {
                    in.keep(bytes);
                    shaken(known);
                    return true;
                }
                if (result.getStatus() == SSLEngineResult.Status.CLOSED) {
                    throw new SSLException("closed while shaking hands");
                }
                boolean hungry = result.getStatus() == SSLEngineResult.Status.BUFFER_UNDERFLOW
                        || (result.bytesConsumed() == 0 && result.bytesProduced() == 0 && !bytes.hasRemaining());
                if (!hungry || result.getHandshakeStatus() != HandshakeStatus.NEED_UNWRAP) {
                    return true;
                }
                int got = Incoming.fill(lower(), bytes);
                if (got == WOULD_BLOCK) {
                    return false;
                }
                if (got < 0) {
                    throw new SSLException("ended while shaking hands");
                }
            }
        } finally {
            in.keep(bytes);
        }
    }

    private void shaken(SSLEngine known) {
        if (!shaking) {
            return;
        }
        shaking = false;
        facts = facts.shaken(known);
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
            boolean unused = out.send(lower(), memory.sealed().put(alert).flip());
        } else {
            sealRest();
        }
        handler.onError(this, error);
    }

    /** Sends what the engine still has to say, such as why it gave up. */
    private void sealRest() {
        SSLEngine known = engine;
        if (known == null || out.isWaiting()) {
            return;
        }
        try {
            known.closeOutbound();
            ByteBuffer record = memory.sealed();
            SSLEngineResult unusedResult = known.wrap(memory.plain().limit(0), record);
            boolean unused = out.send(lower(), record.flip());
        } catch (SSLException nothingToSay) {
            // The other side hears no reason then.
        }
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
        SSLEngine known = engine;
        if (known == null || shaking) {
            return error == WireError.NONE ? WOULD_BLOCK : FAILED;
        }
        if (inputDone) {
            return EOF;
        }
        ByteBuffer bytes = in.input();
        try {
            while (true) {
                if (bytes.hasRemaining()) {
                    SSLEngineResult result = known.unwrap(bytes, memory.opened());
                    if (result.bytesProduced() > 0) {
                        return result.bytesProduced();
                    }
                    if (result.getStatus() == SSLEngineResult.Status.CLOSED) {
                        inputDone = true;
                        return EOF;
                    }
                    answer(known, result.getHandshakeStatus());
                    if (result.bytesConsumed() > 0) {
                        continue;
                    }
                }
                int got = Incoming.fill(lower(), bytes);
                if (got <= 0) {
                    inputDone |= got == EOF;
                    return got;
                }
            }
        } catch (SSLException broken) {
            error = WireError.RESET;
            sealRest();
            return FAILED;
        } finally {
            in.keep(bytes);
        }
    }

    /** What the other side's words between records ask for, such as new keys. */
    private void answer(SSLEngine known, HandshakeStatus status) throws SSLException {
        if (status == HandshakeStatus.NEED_TASK) {
            runTasks(known);
        }
        if (known.getHandshakeStatus() == HandshakeStatus.NEED_WRAP && !out.isWaiting()) {
            ByteBuffer record = memory.sealed();
            SSLEngineResult unused = known.wrap(memory.plain().limit(0), record);
            boolean unusedWhole = out.send(lower(), record.flip());
        }
    }

    @Override
    public int write(long address, int length) {
        SSLEngine known = engine;
        if (known == null || shaking || outputDone || !open || isBroken()) {
            return isBroken() || outputDone ? FAILED : WOULD_BLOCK;
        }
        int taken = 0;
        try {
            while (taken < length && out.flush(lower())) {
                int size = Math.min(length - taken, recordMax);
                ByteBuffer plain = memory.plain().limit(size);
                PlatformDependent.copyMemory(address + taken, PlatformDependent.directBufferAddress(plain), size);
                ByteBuffer record = memory.sealed();
                SSLEngineResult result = known.wrap(plain, record);
                boolean whole = out.send(lower(), record.flip());
                taken += result.bytesConsumed();
                if (lower().isBroken() || result.getStatus() == SSLEngineResult.Status.CLOSED) {
                    return FAILED;
                }
                if (!whole || result.bytesConsumed() == 0) {
                    break;
                }
            }
        } catch (SSLException broken) {
            error = WireError.BROKEN_PIPE;
            return FAILED;
        }
        sent += taken;
        return taken;
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
            sealRest();
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
        Wire below = lower;
        if (below == null) {
            release();
            return;
        }
        if (!shaking && !outputDone && !isBroken() && out.flush(below)) {
            sealRest();
        }
        if (out.isWaiting() && below.isOpen() && !below.isBroken()) {
            // What was taken is owed: as with a plain connection, it leaves after this has ended.
            TlsLeaving.begin(worker, below, out);
            in.release();
            releaseEngine();
            return;
        }
        release();
        below.close();
    }

    @Override
    public void reset() {
        if (!open) {
            return;
        }
        open = false;
        release();
        Wire below = lower;
        if (below != null) {
            below.reset();
        }
    }

    private void release() {
        in.release();
        out.release();
        releaseEngine();
    }

    private void releaseEngine() {
        SSLEngine known = engine;
        if (known != null) {
            engine = null;
            boolean unused = ReferenceCountUtil.release(known);
        }
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
