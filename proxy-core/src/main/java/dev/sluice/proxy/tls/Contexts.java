package dev.sluice.proxy.tls;

import io.netty.handler.ssl.SslContext;
import io.netty.util.ReferenceCountUtil;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;

/** What all contexts have in common. */
final class Contexts {
    private Contexts() {}

    /** Releases each of them once, however often it is there. */
    static void release(Collection<SslContext> contexts) {
        Set<SslContext> each = Collections.newSetFromMap(new IdentityHashMap<>());
        each.addAll(contexts);
        each.forEach(Contexts::release);
    }

    static void release(SslContext context) {
        boolean unused = ReferenceCountUtil.release(context);
    }
}
