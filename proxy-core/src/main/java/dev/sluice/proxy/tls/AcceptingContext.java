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

    /** An engine for a client, by its first words; what it is to be shown is told to {@code wire}. */
    SSLEngine engine(ClientHello hello, TlsWire wire) throws HelloException {
        CertificateUse use = table.find(hello.serverName(), hello.kinds());
        SslContext context = use == null ? null : contexts.get(use);
        if (use == null || context == null) {
            throw new HelloException(HelloException.UNRECOGNIZED_NAME);
        }
        SSLEngine engine = context.newEngine(UnpooledByteBufAllocator.DEFAULT);
        if (use.profile().preferPeer() && engine instanceof ReferenceCountedOpenSslEngine open) {
            SSL.clearOptions(open.sslPointer(), SSL.SSL_OP_CIPHER_SERVER_PREFERENCE);
        }
        OcspResponse stapled = use.data().ocsp();
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
