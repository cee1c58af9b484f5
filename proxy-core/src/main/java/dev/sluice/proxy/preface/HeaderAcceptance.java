package dev.sluice.proxy.preface;

import dev.sluice.config.BindSettings;
import dev.sluice.config.ProxySettings;
import dev.sluice.config.Settings;
import dev.sluice.proxy.sample.ConnectionView;
import dev.sluice.proxy.sample.ConnectionView.Header;
import dev.sluice.proxy.tls.TlsAcceptance;
import dev.sluice.proxy.wire.EpollWire;
import dev.sluice.proxy.wire.Wire;
import dev.sluice.proxy.wire.WireError;
import dev.sluice.proxy.wire.WireHandler;
import dev.sluice.proxy.worker.StreamBuffer;
import dev.sluice.proxy.worker.Timer;
import dev.sluice.proxy.worker.Worker;
import dev.sluice.state.Listener;
import org.jspecify.annotations.Nullable;

/**
 * A client whose connection begins with a header, before it has said on whose behalf it speaks. It has {@code timeout client-hs} or {@code
 * timeout client} for all of the header; who sends anything else is disconnected.
 */
public final class HeaderAcceptance extends Timer implements WireHandler {
    private final Worker worker;
    private final Listener listener;
    private final TlsAcceptance.Next next;
    private final EpollWire wire;
    private final StreamBuffer bytes;
    private final Header header;
    private final ConnectionView client;

    private HeaderAcceptance(
            Worker worker,
            Listener listener,
            EpollWire wire,
            Header header,
            ConnectionView client,
            TlsAcceptance.Next next) {
        this.worker = worker;
        this.listener = listener;
        this.wire = wire;
        this.header = header;
        this.client = client;
        this.next = next;
        this.bytes = worker.buffer();
    }

    /** The header that all connections of a line begin with; null for none. */
    public static @Nullable Header header(Listener listener) {
        Settings settings = listener.spec().settings();
        if (settings.get(BindSettings.ACCEPT_PROXY)) {
            return Header.PROXY;
        }
        return settings.has(BindSettings.NETSCALER_MAGIC) ? Header.NETSCALER : null;
    }

    /** Waits for the header of a client that has just been accepted, and tells {@code client} of it. */
    public static void begin(
            Worker worker,
            Listener listener,
            EpollWire wire,
            Header header,
            ConnectionView client,
            TlsAcceptance.Next next) {
        HeaderAcceptance acceptance = new HeaderAcceptance(worker, listener, wire, header, client, next);
        wire.handler(acceptance);
        Settings settings = listener.frontend().settings();
        long own = settings.get(ProxySettings.TIMEOUT_CLIENT_HS);
        long patience = own > 0 ? own : settings.get(ProxySettings.TIMEOUT_CLIENT);
        worker.expireAt(acceptance, patience > 0 ? worker.nowMillis() + patience : NEVER);
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
            ProxyHeader read = header == Header.PROXY
                    ? ProxyHeader.read(bytes.memory(), bytes.readable())
                    : InsertedHeader.read(bytes.memory(), bytes.readable());
            client.proxied(read.source(), read.destination(), read.tlvs());
        } catch (HeaderException malformed) {
            refuse(WireError.RESET);
            return;
        }
        goOn();
    }

    private int missing() throws HeaderException {
        if (header == Header.PROXY) {
            return ProxyHeader.missing(bytes.memory(), bytes.readable(), bytes.capacity());
        }
        int magic = listener.spec().settings().get(BindSettings.NETSCALER_MAGIC).intValue();
        return InsertedHeader.missing(bytes.memory(), bytes.readable(), bytes.capacity(), magic);
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
