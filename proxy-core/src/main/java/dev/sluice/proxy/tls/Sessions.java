package dev.sluice.proxy.tls;

import io.netty.handler.ssl.ReferenceCountedOpenSslEngine;
import io.netty.internal.tcnative.SSL;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/** What the libraries tell of sessions, each in its own way. */
final class Sessions {
    /** A session older than its connection was made by another one. */
    private static final long SAME_MILLIS = 5;

    private static final byte[] NOTHING = {};

    private Sessions() {}

    /** Whether a connection took up an earlier session. */
    static boolean isResumed(SSLEngine engine) {
        if (engine instanceof ReferenceCountedOpenSslEngine open) {
            return SSL.isSessionReused(open.sslPointer());
        }
        return System.currentTimeMillis() - engine.getSession().getCreationTime() > SAME_MILLIS;
    }

    /**
     * Whether the other side has broken the protocol, where the library does not say so at once: it wants to send its alert first, and
     * throws when it is next given something to read, which may never come.
     */
    static boolean isBroken(SSLEngine engine) {
        return engine instanceof ReferenceCountedOpenSslEngine open
                && (SSL.getShutdown(open.sslPointer()) & SSL.SSL_RECEIVED_SHUTDOWN) != 0;
    }

    /** What both sides threw in. */
    static TlsFacts.Randoms randoms(SSLEngine engine) {
        byte[] session = engine.getSession().getId();
        if (engine instanceof ReferenceCountedOpenSslEngine open) {
            byte[] client = SSL.getClientRandom(open.sslPointer());
            byte[] server = SSL.getServerRandom(open.sslPointer());
            return new TlsFacts.Randoms(known(client), known(server), known(session));
        }
        return new TlsFacts.Randoms(NOTHING, NOTHING, known(session));
    }

    private static byte[] known(byte @Nullable [] bytes) {
        return bytes == null ? NOTHING : bytes;
    }

    /** The cipher agreed on, in OpenSSL's words where the library has them. */
    static String cipher(SSLEngine engine) {
        if (engine instanceof ReferenceCountedOpenSslEngine open) {
            String name = SSL.getCipherForSSL(open.sslPointer());
            return name == null ? "" : name;
        }
        return engine.getSession().getCipherSuite();
    }

    /** The version agreed on, as configurations have it. */
    static String protocol(SSLEngine engine) {
        String name = engine.getSession().getProtocol();
        return name.equals("TLSv1") ? "TLSv1.0" : name;
    }

    /** What the other side has shown, its own certificate first. */
    static List<X509Certificate> peer(SSLSession session) {
        try {
            Certificate[] all = session.getPeerCertificates();
            return Arrays.stream(all)
                    .filter(X509Certificate.class::isInstance)
                    .map(X509Certificate.class::cast)
                    .toList();
        } catch (SSLPeerUnverifiedException none) {
            return List.of();
        }
    }
}
