package dev.sluice.proxy.tls;

import dev.sluice.proxy.wire.Wire;
import io.netty.util.internal.PlatformDependent;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Sealed bytes on their way: what does not fit at once waits in one piece, and nothing more is sealed meanwhile. */
final class Outgoing {
    private final TlsMemory memory;
    private @Nullable ByteBuffer waiting;

    Outgoing(TlsMemory memory) {
        this.memory = memory;
    }

    boolean isWaiting() {
        return waiting != null;
    }

    /** Sends {@code out}, while nothing waits; returns whether nothing waits afterwards. */
    boolean send(Wire to, ByteBuffer out) {
        if (out.hasRemaining()) {
            write(to, out);
        }
        if (out.hasRemaining() && !to.isBroken() && to.isOpen()) {
            waiting = memory.keep(out);
        }
        return waiting == null;
    }

    private static int write(Wire to, ByteBuffer out) {
        int took = to.write(PlatformDependent.directBufferAddress(out) + out.position(), out.remaining());
        if (took > 0) {
            out.position(out.position() + took);
        }
        return took;
    }

    /** Sends what waits; returns whether nothing does any more. What a broken connection cannot take is dropped. */
    boolean flush(Wire to) {
        ByteBuffer rest = waiting;
        if (rest == null) {
            return true;
        }
        int took = write(to, rest);
        if (rest.hasRemaining() && took != Wire.FAILED) {
            return false;
        }
        release();
        return true;
    }

    void release() {
        ByteBuffer rest = waiting;
        if (rest != null) {
            waiting = null;
            memory.release(rest);
        }
    }
}
