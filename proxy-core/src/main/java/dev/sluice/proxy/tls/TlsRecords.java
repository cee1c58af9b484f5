package dev.sluice.proxy.tls;

import dev.sluice.proxy.wire.Wire;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.internal.PlatformDependent;
import java.nio.ByteBuffer;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLEngineResult.Status;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** An engine at work: shakes hands, opens the records that arrive on a connection and seals those that leave by it. */
final class TlsRecords {
    private static final int RECORD_CONTENT = 16_384;

    private enum Step {
        WAIT,
        GO_ON,
        SHAKEN
    }

    private final TlsMemory memory;
    private final Incoming in;
    private final Outgoing out;
    private final KeyExchange exchange = new KeyExchange();
    private @Nullable EngineSource source;
    private @Nullable SSLEngine engine;
    private int recordMax = RECORD_CONTENT;
    private boolean begun;
    private boolean released;

    TlsRecords(TlsMemory memory) {
        this.memory = memory;
        this.in = new Incoming(memory);
        this.out = new Outgoing(memory);
    }

    Incoming in() {
        return in;
    }

    Outgoing out() {
        return out;
    }

    void use(SSLEngine chosen) {
        engine = chosen;
    }

    void use(EngineSource later) {
        source = later;
    }

    /** The engine, or null before there is one and after the end. */
    @Nullable
    SSLEngine engine() {
        return engine;
    }

    /** The group that keys were exchanged over; empty where none was. */
    String group() {
        return exchange.name();
    }

    /** Seals no more in one record; 0 for as much as fits. */
    void recordMax(int bytes) {
        recordMax = bytes > 0 ? Math.min(bytes, RECORD_CONTENT) : RECORD_CONTENT;
    }

    /** Goes on until the other side has to say something, or hands are shaken; returns whether they are. */
    boolean shake(Wire lower) throws SSLException, HelloException {
        Step step = Step.GO_ON;
        // What is sent may break the connection, whose owner then lets go of all of this.
        while (step == Step.GO_ON && !released) {
            SSLEngine known = engine == null ? chooseEngine(lower) : engine;
            step = known == null ? Step.WAIT : step(lower, known);
        }
        return step == Step.SHAKEN && !released;
    }

    private Step step(Wire lower, SSLEngine known) throws SSLException {
        if (!begun) {
            begun = true;
            known.beginHandshake();
        }
        return switch (known.getHandshakeStatus()) {
            case NEED_TASK -> {
                runTasks(known);
                yield Step.GO_ON;
            }
            case NEED_WRAP -> out.isWaiting() ? Step.WAIT : sealHandshake(lower, known);
            case NEED_UNWRAP, NEED_UNWRAP_AGAIN -> openHandshake(lower, known);
            default -> Step.SHAKEN;
        };
    }

    private @Nullable SSLEngine chooseEngine(Wire lower) throws SSLException, HelloException {
        EngineSource finder = source;
        if (finder == null) {
            throw new SSLException("nothing to speak with");
        }
        ByteBuffer bytes = in.input();
        try {
            SSLEngine chosen = finder.engine(bytes.duplicate());
            while (chosen == null) {
                int got = Incoming.fill(lower, bytes);
                if (got == Wire.WOULD_BLOCK) {
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

    static void runTasks(SSLEngine engine) {
        Runnable task = engine.getDelegatedTask();
        while (task != null) {
            task.run();
            task = engine.getDelegatedTask();
        }
    }

    private Step sealHandshake(Wire lower, SSLEngine known) throws SSLException {
        ByteBuffer record = memory.sealed();
        SSLEngineResult result = known.wrap(memory.plain().limit(0), record);
        exchange.look(record.flip());
        boolean whole = out.send(lower, record);
        if (result.getHandshakeStatus() == HandshakeStatus.FINISHED) {
            return Step.SHAKEN;
        }
        if (result.getStatus() == Status.CLOSED) {
            throw new SSLException("closed while shaking hands");
        }
        return whole ? Step.GO_ON : Step.WAIT;
    }

    private Step openHandshake(Wire lower, SSLEngine known) throws SSLException {
        ByteBuffer bytes = in.input();
        try {
            while (true) {
                exchange.look(bytes);
                SSLEngineResult result = known.unwrap(bytes, memory.opened());
                if (result.bytesProduced() > 0) {
                    // The last words of the handshake and the first after it may come as one.
                    in.hold(result.bytesProduced());
                }
                if (result.getHandshakeStatus() == HandshakeStatus.FINISHED) {
                    return Step.SHAKEN;
                }
                if (result.getStatus() == Status.CLOSED) {
                    throw new SSLException("closed while shaking hands");
                }
                if (!isHungry(result, bytes)) {
                    return Step.GO_ON;
                }
                int got = Incoming.fill(lower, bytes);
                if (got == Wire.WOULD_BLOCK) {
                    return Step.WAIT;
                }
                if (got < 0) {
                    throw new SSLException("ended while shaking hands");
                }
            }
        } finally {
            in.keep(bytes);
        }
    }

    private static boolean isHungry(SSLEngineResult result, ByteBuffer bytes) {
        boolean nothing = result.bytesConsumed() == 0 && result.bytesProduced() == 0 && !bytes.hasRemaining();
        return (nothing || result.getStatus() == Status.BUFFER_UNDERFLOW)
                && result.getHandshakeStatus() == HandshakeStatus.NEED_UNWRAP;
    }

    /** Opens records until one has content; returns how much, or what {@link Wire#read} returns instead. */
    int open(Wire lower, SSLEngine known) throws SSLException {
        ByteBuffer bytes = in.input();
        try {
            while (true) {
                if (bytes.hasRemaining()) {
                    SSLEngineResult result = known.unwrap(bytes, memory.opened());
                    if (result.bytesProduced() > 0) {
                        return result.bytesProduced();
                    }
                    if (result.getStatus() == Status.CLOSED) {
                        return Wire.EOF;
                    }
                    if (Sessions.isBroken(known)) {
                        if (!out.isWaiting()) {
                            sealNothing(lower, known);
                        }
                        throw new SSLException("a record that is none of this connection");
                    }
                    answer(lower, known, result.getHandshakeStatus());
                    if (result.bytesConsumed() > 0) {
                        continue;
                    }
                }
                int got = Incoming.fill(lower, bytes);
                if (got <= 0) {
                    return got;
                }
            }
        } finally {
            in.keep(bytes);
        }
    }

    /** What the other side's words between records ask for, such as new keys. */
    private void answer(Wire lower, SSLEngine known, HandshakeStatus status) throws SSLException {
        if (status == HandshakeStatus.NEED_TASK) {
            runTasks(known);
        }
        if (known.getHandshakeStatus() == HandshakeStatus.NEED_WRAP && !out.isWaiting()) {
            sealNothing(lower, known);
        }
    }

    /** Seals as much as leaves at once and one record more; returns what {@link Wire#write} does. */
    int seal(Wire lower, SSLEngine known, long address, int length) throws SSLException {
        int taken = 0;
        while (taken < length && out.flush(lower)) {
            int size = Math.min(length - taken, recordMax);
            ByteBuffer plain = memory.plain().limit(size);
            PlatformDependent.copyMemory(address + taken, PlatformDependent.directBufferAddress(plain), size);
            ByteBuffer record = memory.sealed();
            SSLEngineResult result = known.wrap(plain, record);
            boolean whole = out.send(lower, record.flip());
            taken += result.bytesConsumed();
            if (lower.isBroken() || result.getStatus() == Status.CLOSED) {
                return Wire.FAILED;
            }
            // Tickets that still had to be said may have left no room for this: they go first, alone.
            if (!whole || result.bytesConsumed() == 0 && result.bytesProduced() == 0) {
                break;
            }
        }
        return taken;
    }

    /** Sends what the engine still has to say, such as why it gave up. */
    void sealRest(Wire lower) {
        SSLEngine known = engine;
        if (known == null || out.isWaiting()) {
            return;
        }
        try {
            known.closeOutbound();
            sealNothing(lower, known);
        } catch (SSLException nothingToSay) {
            // The other side hears no reason then.
        }
    }

    private void sealNothing(Wire lower, SSLEngine known) throws SSLException {
        ByteBuffer record = memory.sealed();
        SSLEngineResult unused = known.wrap(memory.plain().limit(0), record);
        boolean unusedWhole = out.send(lower, record.flip());
    }

    /** Sends bytes as they are, before there is an engine. */
    void sendPlain(Wire lower, byte[] bytes) {
        boolean unused = out.send(lower, memory.sealed().put(bytes).flip());
    }

    /** Lets go of everything. */
    void release() {
        in.release();
        out.release();
        releaseEngine();
    }

    /** Lets go of the engine alone: sealed bytes may still be on their way. */
    void releaseEngine() {
        released = true;
        SSLEngine known = engine;
        if (known != null) {
            engine = null;
            boolean unused = ReferenceCountUtil.release(known);
        }
    }
}
