package dev.sluice.proxy.tls;

import dev.sluice.proxy.wire.Wire;
import dev.sluice.state.tls.VerifyErrors;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a connection's encryption.
 *
 * @param serverName the host that the client asked for; empty for none
 * @param protocol the version, such as {@code TLSv1.3}; empty before hands are shaken
 * @param cipher in OpenSSL's words
 * @param group what keys were exchanged over, in OpenSSL's words; empty for none
 * @param alpn the protocol agreed on; empty for none
 * @param resumed whether an earlier session was taken up
 * @param own the certificate that we showed; null for none
 * @param peer the certificates that the other side showed, its own first
 * @param verified what became of those
 * @param ownName what the configuration calls the certificate that we showed; empty for none
 * @param hello the client's first words; null where nobody wants them
 * @param randoms what both sides threw in
 */
public record TlsFacts(
        String serverName,
        String protocol,
        String cipher,
        String group,
        String alpn,
        boolean resumed,
        @Nullable X509Certificate own,
        List<X509Certificate> peer,
        Verdict verified,
        String ownName,
        @Nullable HelloCapture hello,
        Randoms randoms) {
    /** Before hands are shaken. */
    public static final TlsFacts NONE =
            new TlsFacts("", "", "", "", "", false, null, List.of(), Verdict.GOOD, "", null, Randoms.NONE);

    /** What the client and the server threw in, and the session's identity; empty where the library does not tell. */
    @SuppressWarnings("ArrayRecordComponent") // Never compared.
    public record Randoms(byte[] ofClient, byte[] ofServer, byte[] session) {
        /** Before hands are shaken. */
        public static final Randoms NONE = new Randoms(new byte[0], new byte[0], new byte[0]);
    }

    /**
     * What became of the other side's certificates, in OpenSSL's numbers.
     *
     * @param ofPeer the failure of its own; 0 for none
     * @param ofAuthority that of one above it
     * @param depth where that one stands
     * @param root the trusted one that they lead to; null where they lead to none, or nobody looked
     */
    public record Verdict(
            int ofPeer,
            int ofAuthority,
            int depth,
            @Nullable X509Certificate root) {
        /** Nothing is wrong. */
        public static final Verdict GOOD = new Verdict(VerifyErrors.NONE, VerifyErrors.NONE, 0, null);

        /** The number that tells of both. */
        public int number() {
            return ofAuthority != VerifyErrors.NONE ? ofAuthority : ofPeer;
        }
    }

    /** Keeps a copy of the list. */
    public TlsFacts {
        peer = List.copyOf(peer);
    }

    /** Those of a connection; null where it is not encrypted. */
    public static @Nullable TlsFacts of(@Nullable Wire wire) {
        return wire != null && wire.carrier() instanceof TlsWire encrypted ? encrypted.facts() : null;
    }

    TlsFacts with(String name, @Nullable X509Certificate shown, String shownName) {
        return new TlsFacts(
                name, protocol, cipher, group, alpn, resumed, shown, peer, verified, shownName, hello, randoms);
    }

    TlsFacts with(@Nullable HelloCapture captured) {
        return new TlsFacts(
                serverName, protocol, cipher, group, alpn, resumed, own, peer, verified, ownName, captured, randoms);
    }

    TlsFacts shaken(SSLEngine engine, String exchanged) {
        SSLSession session = engine.getSession();
        String agreed = engine.getApplicationProtocol();
        Object verdict = session.getValue(Verifier.VERDICT);
        return new TlsFacts(
                serverName,
                Sessions.protocol(engine),
                Sessions.cipher(engine),
                exchanged,
                agreed == null ? "" : agreed,
                Sessions.isResumed(engine),
                own,
                Sessions.peer(session),
                verdict instanceof Verdict known ? known : Verdict.GOOD,
                ownName,
                hello,
                Sessions.randoms(engine));
    }
}
