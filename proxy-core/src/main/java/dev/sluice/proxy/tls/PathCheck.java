package dev.sluice.proxy.tls;

import dev.sluice.state.tls.TlsProfile;
import dev.sluice.state.tls.VerifyErrors;
import java.security.GeneralSecurityException;
import java.security.cert.CertPath;
import java.security.cert.CertPathValidator;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Follows a peer's certificates up to one that is trusted; the first failure of each kind that is not let pass ends it. */
final class PathCheck {
    /** Longer paths than this are nobody's. */
    private static final int DEPTH_MAX = 10;

    private static final int ALL = -1;

    private final TlsProfile profile;
    private final List<X509Certificate> shown;
    private final Instant now;
    private final List<X509Certificate> path = new ArrayList<>();
    private int ofPeer = VerifyErrors.NONE;
    private int ofAuthority = VerifyErrors.NONE;
    private int depthOfAuthority;
    private boolean refused;

    PathCheck(TlsProfile profile, List<X509Certificate> shown, Instant now) {
        this.profile = profile;
        this.shown = shown;
        this.now = now;
    }

    /** What became of it; where {@link #isRefused()} it is the failure. */
    TlsFacts.Verdict run() {
        follow();
        if (!refused) {
            checkRevocations();
        }
        // After what was revoked, from the top down: of several failures that are let pass the last one is told.
        for (int depth = path.size() - 1; depth >= 0 && !refused; depth--) {
            checkDates(path.get(depth), depth);
        }
        if (!refused && ofPeer == VerifyErrors.NONE && ofAuthority == VerifyErrors.NONE) {
            checkRules();
        }
        X509Certificate last = path.get(path.size() - 1);
        return new TlsFacts.Verdict(
                ofPeer, ofAuthority, depthOfAuthority, profile.authorities().contains(last) ? last : null);
    }

    boolean isRefused() {
        return refused;
    }

    private void fail(int error, int depth) {
        boolean leaf = depth == 0;
        List<Integer> ignored =
                leaf ? profile.ignored().ofPeer() : profile.ignored().ofAuthorities();
        if (leaf) {
            ofPeer = error;
        } else {
            ofAuthority = error;
            depthOfAuthority = depth;
        }
        refused |= !ignored.contains(ALL) && !ignored.contains(error);
    }

    private void follow() {
        X509Certificate current = shown.get(0);
        for (int depth = 0; depth <= DEPTH_MAX && !refused; depth++) {
            path.add(current);
            if (isSelfSigned(current)) {
                if (!profile.authorities().contains(current)) {
                    fail(depth == 0 ? VerifyErrors.SELF_SIGNED : VerifyErrors.SELF_SIGNED_IN_CHAIN, depth);
                }
                return;
            }
            X509Certificate issuer = issuer(current);
            if (issuer == null) {
                fail(VerifyErrors.NO_ISSUER, depth);
                return;
            }
            if (!mayIssue(issuer)) {
                fail(VerifyErrors.INVALID_CA, depth + 1);
            }
            current = issuer;
        }
        if (path.size() > DEPTH_MAX) {
            fail(VerifyErrors.OTHER, DEPTH_MAX);
        }
    }

    private void checkDates(X509Certificate certificate, int depth) {
        if (now.isBefore(certificate.getNotBefore().toInstant())) {
            fail(VerifyErrors.NOT_YET_VALID, depth);
        } else if (now.isAfter(certificate.getNotAfter().toInstant())) {
            fail(VerifyErrors.EXPIRED, depth);
        }
    }

    private static boolean isSelfSigned(X509Certificate certificate) {
        return certificate.getIssuerX500Principal().equals(certificate.getSubjectX500Principal())
                && isSignedBy(certificate, certificate);
    }

    private static boolean isSignedBy(X509Certificate certificate, X509Certificate issuer) {
        try {
            certificate.verify(issuer.getPublicKey());
            return true;
        } catch (GeneralSecurityException other) {
            return false;
        }
    }

    private @Nullable X509Certificate issuer(X509Certificate of) {
        for (List<X509Certificate> among : List.of(profile.authorities(), shown.subList(1, shown.size()))) {
            for (X509Certificate each : among) {
                if (each.getSubjectX500Principal().equals(of.getIssuerX500Principal())
                        && !path.contains(each)
                        && isSignedBy(of, each)) {
                    return each;
                }
            }
        }
        return null;
    }

    /** Version 1 says nothing of what a certificate is for; only whom we trust by name may have it. */
    private boolean mayIssue(X509Certificate issuer) {
        if (issuer.getVersion() < 3) {
            return profile.authorities().contains(issuer);
        }
        boolean[] usage = issuer.getKeyUsage();
        return issuer.getBasicConstraints() >= 0 && (usage == null || usage.length > 5 && usage[5]);
    }

    private void checkRevocations() {
        if (profile.revoked().isEmpty()) {
            return;
        }
        for (int depth = 0; depth < path.size() && !refused; depth++) {
            checkRevocation(path.get(depth), depth);
        }
    }

    private void checkRevocation(X509Certificate certificate, int depth) {
        X509CRL list = null;
        for (X509CRL each : profile.revoked()) {
            if (each.getIssuerX500Principal().equals(certificate.getIssuerX500Principal()) && isGenuine(each)) {
                list = each;
            }
        }
        if (list == null) {
            fail(VerifyErrors.NO_CRL, depth);
        } else if (list.getNextUpdate() != null
                && now.isAfter(list.getNextUpdate().toInstant())) {
            fail(VerifyErrors.CRL_EXPIRED, depth);
        } else if (list.isRevoked(certificate)) {
            fail(VerifyErrors.REVOKED, depth);
        }
    }

    private boolean isGenuine(X509CRL list) {
        List<X509Certificate> known = new ArrayList<>(path);
        known.addAll(profile.authorities());
        for (X509Certificate each : known) {
            if (each.getSubjectX500Principal().equals(list.getIssuerX500Principal()) && isSignedBy(list, each)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isSignedBy(X509CRL list, X509Certificate issuer) {
        try {
            list.verify(issuer.getPublicKey());
            return true;
        } catch (GeneralSecurityException other) {
            return false;
        }
    }

    /** All other rules there are for paths, such as constraints of names, are the platform's to know. */
    private void checkRules() {
        if (path.size() < 2 || path.stream().anyMatch(certificate -> certificate.getVersion() < 3)) {
            return;
        }
        try {
            CertPath toCheck =
                    CertificateFactory.getInstance("X.509").generateCertPath(path.subList(0, path.size() - 1));
            PKIXParameters parameters = new PKIXParameters(Set.of(new TrustAnchor(path.get(path.size() - 1), null)));
            parameters.setRevocationEnabled(false);
            parameters.setDate(Date.from(now));
            var unused = CertPathValidator.getInstance("PKIX").validate(toCheck, parameters);
        } catch (GeneralSecurityException broken) {
            fail(VerifyErrors.OTHER, 0);
        }
    }
}
