package dev.sluice.tls;

import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is shown above certificates whose files don't say it, or say too much.
 *
 * @param known what files of authorities hold, one chain each
 * @param withoutSelfIssued whether an authority that is its own maker is left out where it stands alone above a certificate
 */
public record Chains(List<Known> known, boolean withoutSelfIssued) {
    /** As files say it. */
    public static final Chains NONE = new Chains(List.of(), false);

    /** The certificates of a file, the lowest first. */
    public record Known(String file, List<X509Certificate> certificates) {
        /** Keeps a copy of the list. */
        public Known {
            certificates = List.copyOf(certificates);
        }
    }

    /** Keeps a copy of the list. */
    public Chains {
        known = List.copyOf(known);
    }

    /** A certificate with what is to be shown above it. */
    public CertificateData complete(CertificateData data) {
        CertificateData whole = data;
        if (whole.chain().size() == 1) {
            Known above = above(whole.leaf());
            whole = above == null ? whole : whole.under(above.certificates());
        }
        boolean lone = withoutSelfIssued
                && whole.chain().size() == 2
                && isSelfIssued(whole.chain().get(1));
        if (!lone) {
            return whole;
        }
        // It still makes statements about the one that it made.
        X509Certificate maker = whole.maker();
        return whole.alone().withIssuer(maker);
    }

    private @Nullable Known above(X509Certificate leaf) {
        for (Known each : known) {
            X509Certificate lowest = each.certificates().get(0);
            boolean named = lowest.getSubjectX500Principal().equals(leaf.getIssuerX500Principal());
            if (named && !lowest.equals(leaf) && isSignedBy(leaf, lowest.getPublicKey())) {
                return each;
            }
        }
        return null;
    }

    private static boolean isSelfIssued(X509Certificate certificate) {
        return certificate.getSubjectX500Principal().equals(certificate.getIssuerX500Principal());
    }

    private static boolean isSignedBy(X509Certificate certificate, PublicKey key) {
        try {
            certificate.verify(key);
            return true;
        } catch (GeneralSecurityException other) {
            return false;
        }
    }

    /** The file that the upper part of a chain came from; empty where it is the certificate's own. */
    @SuppressWarnings("ReferenceEquality") // The same certificate may stand in the certificate's own file as well.
    public String fileOf(CertificateData data) {
        if (data.chain().size() < 2) {
            return "";
        }
        X509Certificate above = data.chain().get(1);
        return known.stream()
                .filter(each -> each.certificates().get(0) == above)
                .map(Known::file)
                .findFirst()
                .orElse("");
    }
}
