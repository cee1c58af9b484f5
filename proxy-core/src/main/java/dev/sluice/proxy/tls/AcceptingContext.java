package dev.sluice.proxy.tls;

import dev.sluice.proxy.worker.Worker;
import dev.sluice.state.tls.AcceptingPlan;
import dev.sluice.state.tls.CertificateUse;
import dev.sluice.state.tls.Forging;
import dev.sluice.state.tls.SniTable;
import dev.sluice.state.tls.TlsContext;
import dev.sluice.tls.OcspResponse;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.handler.ssl.ReferenceCountedOpenSslEngine;
import io.netty.handler.ssl.SslContext;
import io.netty.internal.tcnative.SSL;
import java.util.Map;
import javax.net.ssl.SSLEngine;
import org.jspecify.annotations.Nullable;

/** The certificates of a bind line, ready for use. */
final class AcceptingContext implements TlsContext {
    private final TlsRoom room;
    private final AcceptingPlan plan;
    private final SniTable table;
    private final Map<CertificateUse, SslContext> contexts;
    private final @Nullable ForgedContexts forged;

    AcceptingContext(TlsRoom room, AcceptingPlan plan, Map<CertificateUse, SslContext> contexts) {
        this.room = room;
        this.plan = plan;
        this.table = new SniTable(plan.uses(), plan.strict());
        this.contexts = contexts;
        Forging forging = plan.forging();
        this.forged = forging == null ? null : new ForgedContexts(room, forging);
    }

    /** How many contexts the library has for it; for tests. */
    long distinct() {
        return contexts.values().stream().distinct().count();
    }

    TlsRoom room() {
        return room;
    }

    AcceptingPlan plan() {
        return plan;
    }

    /** The certificate for a client, by its first words. */
    CertificateUse use(ClientHello hello) throws HelloException {
        CertificateUse use = table.find(hello.serverName(), hello.kinds());
        if (use == null) {
            throw new HelloException(HelloException.UNRECOGNIZED_NAME);
        }
        return use;
    }

    /** A certificate made for the host that a client asks for; null where there is one for it, or none can be made. */
    ForgedContexts.@Nullable Forged forged(Worker worker, ClientHello hello) {
        ForgedContexts made = forged;
        String host = hello.serverName();
        if (made == null || host.isEmpty() || plan.uses().isEmpty() || table.named(host, hello.kinds()) != null) {
            return null;
        }
        CertificateUse usual = table.find("", hello.kinds());
        return made.find(worker, host, usual == null ? plan.uses().get(0) : usual);
    }

    /** An engine that shows a made certificate. */
    SSLEngine engine(ForgedContexts.Forged made, ClientHello hello, TlsWire wire) {
        SSLEngine engine = engine(made.context(), made.use(), null);
        if (forged != null) {
            forged.used(made);
        }
        wire.facts(wire.facts()
                .with(hello.serverName(), made.use().data().leaf(), made.use().certificate()));
        return engine;
    }

    /**
     * An engine that shows a certificate; what it shows is told to {@code wire}.
     *
     * @param stapled what is said of it to clients that ask; null for nothing
     */
    SSLEngine engine(CertificateUse use, ClientHello hello, @Nullable OcspResponse stapled, TlsWire wire)
            throws HelloException {
        SslContext context = contexts.get(use);
        if (context == null) {
            throw new HelloException(HelloException.UNRECOGNIZED_NAME);
        }
        SSLEngine engine = engine(context, use, stapled);
        wire.facts(wire.facts().with(hello.serverName(), use.data().leaf(), use.certificate()));
        return engine;
    }

    private static SSLEngine engine(SslContext context, CertificateUse use, @Nullable OcspResponse stapled) {
        SSLEngine engine = context.newEngine(UnpooledByteBufAllocator.DEFAULT);
        if (use.profile().preferPeer() && engine instanceof ReferenceCountedOpenSslEngine open) {
            SSL.clearOptions(open.sslPointer(), SSL.SSL_OP_CIPHER_SERVER_PREFERENCE);
        }
        if (stapled != null && engine instanceof ReferenceCountedOpenSslEngine open) {
            open.setOcspResponse(stapled.encoded());
        }
        return engine;
    }

    void release() {
        Contexts.release(contexts.values());
        if (forged != null) {
            forged.release();
        }
    }
}
