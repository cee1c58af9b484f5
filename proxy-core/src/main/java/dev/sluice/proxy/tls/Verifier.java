package dev.sluice.proxy.tls;

import dev.sluice.config.TlsSettings.Verify;
import dev.sluice.state.tls.TlsProfile;
import dev.sluice.state.tls.VerifyErrors;
import dev.sluice.tls.X509Text;
import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSession;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/** Decides whether a peer's certificates are good, as the line says, and notes in the session what became of them. */
final class Verifier extends X509ExtendedTrustManager {
    /** Where the verdict is noted. */
    static final String VERDICT = "dev.sluice.verdict";

    private static final String CLIENT_USE = "1.3.6.1.5.5.7.3.2";
    private static final String SERVER_USE = "1.3.6.1.5.5.7.3.1";
    private static final String ANY_USE = "2.5.29.37.0";

    private final TlsProfile profile;
    private final String host;

    /**
     * By a line's profile.
     *
     * @param host the name that a server's certificate must have; empty for the one that was asked for
     */
    Verifier(TlsProfile profile, String host) {
        this.profile = profile;
        this.host = host;
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) throws CertificateException {
        check(chain, engine, CLIENT_USE, "");
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) throws CertificateException {
        String asked = engine.getPeerHost();
        check(chain, engine, SERVER_USE, !host.isEmpty() ? host : asked == null ? "" : asked);
    }

    private void check(X509Certificate[] chain, SSLEngine engine, String use, String name) throws CertificateException {
        if (profile.verify() == Verify.NONE) {
            return;
        }
        PathCheck check = new PathCheck(profile, List.of(chain), Instant.now());
        TlsFacts.Verdict verdict = check.run();
        SSLSession session = engine.getHandshakeSession();
        if (session != null) {
            session.putValue(VERDICT, verdict);
        }
        if (check.isRefused()) {
            throw new CertificateException("certificate verify failed: error " + verdict.number());
        }
        List<String> uses = chain[0].getExtendedKeyUsage();
        boolean usable = uses == null || uses.contains(use) || uses.contains(ANY_USE);
        if (!usable && profile.ignored().ofPeer().isEmpty()) {
            throw new CertificateException("certificate is for another use");
        }
        if (!name.isEmpty() && !isNamed(chain[0], name)) {
            throw new CertificateException("certificate is for another host: error " + VerifyErrors.HOST_MISMATCH);
        }
    }

    static boolean isNamed(X509Certificate certificate, String host) {
        String wanted = host.toLowerCase(Locale.ROOT);
        int dot = wanted.indexOf('.');
        String any = dot > 0 ? "*" + wanted.substring(dot) : "";
        return X509Text.hostNames(certificate).stream()
                .anyMatch(name -> name.equals(wanted) || (!any.isEmpty() && name.equals(any)));
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, @Nullable Socket socket)
            throws CertificateException {
        throw new CertificateException("no engine");
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, @Nullable Socket socket)
            throws CertificateException {
        throw new CertificateException("no engine");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
        throw new CertificateException("no engine");
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
        throw new CertificateException("no engine");
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return profile.named().toArray(X509Certificate[]::new);
    }
}
