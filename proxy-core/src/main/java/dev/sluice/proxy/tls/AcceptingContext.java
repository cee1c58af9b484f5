package dev.sluice.proxy.tls;

import dev.sluice.state.tls.AcceptingPlan;
import dev.sluice.state.tls.CertificateUse;
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

    AcceptingContext(TlsRoom room, AcceptingPlan plan, Map<CertificateUse, SslContext> contexts) {
        this.room = room;
        this.plan = plan;
        this.table = new SniTable(plan.uses(), plan.strict());
        this.contexts = contexts;
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
        SSLEngine engine = context.newEngine(UnpooledByteBufAllocator.DEFAULT);
        if (use.profile().preferPeer() && engine instanceof ReferenceCountedOpenSslEngine open) {
            SSL.clearOptions(open.sslPointer(), SSL.SSL_OP_CIPHER_SERVER_PREFERENCE);
        }
        if (stapled != null && engine instanceof ReferenceCountedOpenSslEngine open) {
            open.setOcspResponse(stapled.encoded());
        }
        wire.facts(wire.facts().with(hello.serverName(), use.data().leaf()));
        return engine;
    }

    void release() {
        contexts.values().forEach(Contexts::release);
    }
}
