package dev.sluice.proxy.tls;

import io.netty.handler.ssl.SslContext;
import io.netty.util.ReferenceCountUtil;

/** What all contexts have in common. */
final class Contexts {
    private Contexts() {}

    static void release(SslContext context) {
        boolean unused = ReferenceCountUtil.release(context);
    }
}
