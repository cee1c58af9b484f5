package dev.sluice.operation.tls;

import dev.sluice.tls.CertificateFile;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One of a kind.
 *
 * @param shown its name, with a star in front where it waits for its commit
 * @param status whether it is used
 * @param certificate of certificates; null otherwise
 * @param chain of certificates, the file that what is above them comes from; empty for their own
 * @param forTokens of certificates, whether signatures of tokens may be checked with it
 * @param authorities of lists of authorities
 * @param revocations of lists of what was revoked
 * @param index the one that was asked for, from 1; 0 for all
 */
public record TlsDetail(
        String shown,
        Status status,
        @Nullable CertificateFile certificate,
        String chain,
        boolean forTokens,
        List<X509Certificate> authorities,
        List<X509CRL> revocations,
        int index) {
    /** Whether it is used. */
    public enum Status {
        USED("Used"),
        UNUSED("Unused"),
        EMPTY("Empty"),
        UNCOMMITTED("Uncommitted");

        private final String word;

        Status(String word) {
            this.word = word;
        }

        /** As commands say it. */
        public String word() {
            return word;
        }
    }

    /** Keeps copies of the lists. */
    public TlsDetail {
        authorities = List.copyOf(authorities);
        revocations = List.copyOf(revocations);
    }
}
