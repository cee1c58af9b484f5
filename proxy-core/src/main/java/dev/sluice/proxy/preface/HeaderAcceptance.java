package dev.sluice.proxy.preface;

import dev.sluice.config.BindSettings;
import dev.sluice.config.ProxySettings;
import dev.sluice.config.Settings;
import dev.sluice.proxy.tls.TlsAcceptance;
import dev.sluice.proxy.wire.EpollWire;
import dev.sluice.proxy.wire.Wire;
import dev.sluice.proxy.wire.WireError;
import dev.sluice.proxy.wire.WireHandler;
import dev.sluice.proxy.worker.StreamBuffer;
import dev.sluice.proxy.worker.Timer;
import dev.sluice.proxy.worker.Worker;
import dev.sluice.state.Listener;

/**
 * A client on a line with {@code accept-proxy}, before it has said on whose behalf it speaks. It has {@code timeout client-hs} or {@code
 * timeout client} for all of the header; who sends anything else is disconnected.
 */
public final class HeaderAcceptance extends Timer implements WireHandler {
    private final Worker worker;
    private final Listener listener;
    private final TlsAcceptance.Next next;
    private final EpollWire wire;
    private final StreamBuffer bytes;

    private HeaderAcceptance(Worker worker, Listener listener, EpollWire wire, TlsAcceptance.Next next) {
        this.worker = worker;
        this.listener = listener;
        this.wire = wire;
        this.next = next;
        this.bytes = worker.buffer();
    }

    /** Waits for the header of a client that has just been accepted; returns false where its line asks for none. */
    public static boolean begin(Worker worker, Listener listener, EpollWire client, TlsAcceptance.Next next) {
        if (!listener.spec().settings().get(BindSettings.ACCEPT_PROXY)) {
            return false;
        }
        HeaderAcceptance acceptance = new HeaderAcceptance(worker, listener, client, next);
        client.handler(acceptance);
        Settings settings = listener.frontend().settings();
        long own = settings.get(ProxySettings.TIMEOUT_CLIENT_HS);
        long patience = own > 0 ? own : settings.get(ProxySettings.TIMEOUT_CLIENT);
        worker.expireAt(acceptance, patience > 0 ? worker.nowMillis() + patience : NEVER);
        return true;
    }

    @Override
    public void onReadable(Wire from) {
        try {
            int missing = missing();
            while (missing > 0) {
                int got = wire.read(bytes.writeAddress(), missing);
                if (got == Wire.WOULD_BLOCK) {
                    return;
                }
                if (got < 0) {
                    refuse(wire.error() == WireError.NONE ? WireError.RESET : wire.error());
                    return;
                }
                bytes.produced(got);
                missing = missing();
            }
            ProxyHeader header = ProxyHeader.read(bytes.memory(), bytes.readable());
            wire.presented(header.source(), header.destination());
        } catch (HeaderException malformed) {
            refuse(WireError.RESET);
            return;
        }
        goOn();
    }

    private int missing() throws HeaderException {
        return ProxyHeader.missing(bytes.memory(), bytes.readable(), bytes.capacity());
    }

    private void goOn() {
        end();
        // The header is nothing that the client has said.
        long unused = wire.takeReceived();
        if (!TlsAcceptance.begin(worker, listener, wire, next)) {
            next.shaken(wire);
        }
        wire.tellReadable();
    }

    private void refuse(WireError why) {
        end();
        wire.close();
        next.refused(wire, why);
    }

    private void end() {
        worker.forget(this);
        worker.release(bytes);
    }

    @Override
    public void onWritable(Wire from) {}

    @Override
    public void onError(Wire from, WireError error) {
        refuse(error);
    }

    @Override
    protected void onExpired() {
        refuse(WireError.TIMED_OUT);
    }
}
