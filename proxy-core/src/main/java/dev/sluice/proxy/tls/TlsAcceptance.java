package dev.sluice.proxy.tls;

import dev.sluice.config.ProxySettings;
import dev.sluice.config.Settings;
import dev.sluice.proxy.wire.Wire;
import dev.sluice.proxy.wire.WireError;
import dev.sluice.proxy.wire.WireHandler;
import dev.sluice.proxy.worker.Timer;
import dev.sluice.proxy.worker.Worker;
import dev.sluice.state.Counter;
import dev.sluice.state.CounterSet;
import dev.sluice.state.Listener;
import dev.sluice.state.TlsTraffic;
import dev.sluice.state.tls.AcceptingTls;
import dev.sluice.state.tls.CertificateUse;
import dev.sluice.tls.OcspResponse;
import java.nio.ByteBuffer;
import java.time.Instant;
import javax.net.ssl.SSLEngine;
import org.jspecify.annotations.Nullable;

/** A client that shakes hands, within {@code timeout client-hs} or {@code timeout client}, before its session begins. */
public final class TlsAcceptance extends Timer implements WireHandler, EngineSource {
    private final Worker worker;
    private final Listener listener;
    private final Next next;
    private final TlsWire wire;
    private final TlsTraffic traffic;
    private boolean askedForSession;

    /** Who goes on with the client. */
    public interface Next {
        /** Hands are shaken. */
        void shaken(Wire client);

        /** They are not; the connection is closed already. */
        void refused(Wire client, WireError why);
    }

    private TlsAcceptance(Worker worker, Listener listener, TlsRoom room, int recordMax, Next next) {
        this.worker = worker;
        this.listener = listener;
        this.next = next;
        this.traffic = room.traffic();
        this.wire = new TlsWire(worker, room, false, this);
        wire.recordMax(recordMax);
        wire.use((EngineSource) this);
    }

    /** Shakes hands with a client that has just been accepted; returns false where its line encrypts nothing. */
    public static boolean begin(Worker worker, Listener listener, Wire client, Next next) {
        AcceptingTls tls = listener.tls();
        if (tls == null || !(tls.context() instanceof AcceptingContext context)) {
            return false;
        }
        TlsAcceptance acceptance = new TlsAcceptance(
                worker, listener, context.room(), context.plan().maxRecord(), next);
        acceptance.wire.over(client);
        Settings settings = listener.frontend().settings();
        long own = settings.get(ProxySettings.TIMEOUT_CLIENT_HS);
        long patience = own > 0 ? own : settings.get(ProxySettings.TIMEOUT_CLIENT);
        worker.expireAt(acceptance, patience > 0 ? worker.nowMillis() + patience : NEVER);
        return true;
    }

    /** The line's certificates as they are when the client speaks: it may have waited while they were replaced. */
    @Override
    public @Nullable SSLEngine engine(ByteBuffer received) throws HelloException {
        ByteBuffer again = received.duplicate();
        ClientHello hello = ClientHello.read(received);
        if (hello == null) {
            return null;
        }
        AcceptingTls tls = listener.tls();
        if (tls == null || !(tls.context() instanceof AcceptingContext context)) {
            throw new HelloException(HelloException.HANDSHAKE_FAILURE);
        }
        askedForSession = hello.asksForSession();
        int captured = context.plan().captured();
        if (captured > 0) {
            wire.facts(wire.facts().with(ClientHello.capture(again, captured)));
        }
        ForgedContexts.Forged made = context.forged(worker, hello);
        if (made != null) {
            return context.engine(made, hello, wire);
        }
        CertificateUse use = context.use(hello);
        return context.engine(use, hello, stapled(use, hello), wire);
    }

    /** What has expired is said no more. */
    private @Nullable OcspResponse stapled(CertificateUse use, ClientHello hello) {
        OcspResponse known = use.data().ocsp();
        boolean good = known != null
                && known.until().isAfter(Instant.ofEpochMilli(worker.clock().wallMillis()));
        if (known != null && hello.asksForStatement()) {
            count(good ? Counter.TLS_STAPLED : Counter.TLS_STAPLE_FAILED);
        }
        return good ? known : null;
    }

    @Override
    public void onConnected(Wire from) {
        worker.forget(this);
        count(Counter.TLS_SESSIONS);
        if (wire.facts().resumed()) {
            count(Counter.TLS_RESUMED);
        }
        if (askedForSession) {
            traffic.lookedUp(wire.facts().resumed());
        }
        next.shaken(wire);
    }

    @Override
    public void onReadable(Wire from) {}

    @Override
    public void onWritable(Wire from) {}

    @Override
    public void onError(Wire from, WireError error) {
        worker.forget(this);
        count(Counter.TLS_FAILED);
        wire.close();
        next.refused(wire, error);
    }

    @Override
    protected void onExpired() {
        onError(wire, WireError.TIMED_OUT);
    }

    private void count(Counter counter) {
        CounterSet.add(worker.stripe(listener.frontend().counters()), counter, 1);
        CounterSet.add(worker.stripe(listener.counters()), counter, 1);
    }
}
