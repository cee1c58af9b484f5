package dev.sluice.operation.tls;

import dev.sluice.state.tls.TlsStores;
import dev.sluice.tls.CertificateData;
import dev.sluice.tls.CertificateFile;
import dev.sluice.tls.OcspResponse;
import dev.sluice.tls.TlsFormatException;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a name means: a whole certificate, or what stands beside it in a file of its own.
 *
 * @param file the certificate's name
 * @param extension what follows it; empty for the certificate itself
 */
record CertificatePart(String file, String extension) {
    private static final List<String> EXTENSIONS = List.of(".key", ".ocsp", ".issuer", ".sctl");

    static CertificatePart of(TlsKind kind, String name, TlsStores stores) {
        if (kind == TlsKind.CERTIFICATE && !stores.certificates().containsKey(name)) {
            for (String extension : EXTENSIONS) {
                String stem = name.endsWith(extension) ? name.substring(0, name.length() - extension.length()) : "";
                if (stores.certificates().containsKey(stem)) {
                    return new CertificatePart(stem, extension);
                }
                CertificateFile beside = stem.isEmpty() ? null : besides(stem, stores);
                if (beside != null) {
                    return new CertificatePart(beside.name(), extension);
                }
            }
        }
        return new CertificatePart(name, "");
    }

    /** Whose companions have its extension replaced rather than one added: {@code ssl-load-extra-del-ext}. */
    private static @Nullable CertificateFile besides(String stem, TlsStores stores) {
        return stores.certificates().values().stream()
                .filter(file -> file.ocsp().equals(stem + ".ocsp"))
                .findFirst()
                .orElse(null);
    }

    /** The certificate as it would be, over what waits already. */
    CertificateFile with(String payload, TlsStores stores) throws TlsFormatException {
        CertificateFile waiting = stores.certificateChange();
        CertificateFile base = waiting != null ? waiting : stores.certificates().get(file);
        if (base == null) {
            throw new TlsFormatException("unknown certificate");
        }
        CertificateData before = base.data();
        if (extension.isEmpty()) {
            CertificateData next = stores.chains().complete(CertificateData.read(file, payload));
            if (next.key() == null && before != null && before.key() != null) {
                next = keyOf(before, next);
            }
            boolean same = before != null && before.leaf().equals(next.leaf());
            next = before == null ? next : before.issuer() == null ? next : next.withIssuer(before.issuer());
            return base.with(same && before != null ? next.withOcsp(before.ocsp()) : next);
        }
        if (before == null) {
            throw new TlsFormatException("there is no certificate yet");
        }
        return base.with(
                switch (extension) {
                    case ".key" -> before.withKey(CertificateData.readKey(file, payload), file);
                    case ".issuer" -> before.withIssuer(issuer(payload));
                    case ".ocsp" -> before.withOcsp(OcspResponse.read(decoded(payload)));
                    default -> throw new TlsFormatException("timestamps of transparency are not supported yet");
                });
    }

    /** A key that was there before stays where it still fits. */
    private static CertificateData keyOf(CertificateData before, CertificateData next) {
        try {
            return before.key() == null ? next : next.withKey(before.key(), "");
        } catch (TlsFormatException other) {
            return next;
        }
    }

    private static X509Certificate issuer(String payload) throws TlsFormatException {
        List<X509Certificate> all = CertificateData.readAll(payload);
        if (all.isEmpty()) {
            throw new TlsFormatException("there is no certificate in it");
        }
        return all.get(0);
    }

    static byte[] decoded(String payload) throws TlsFormatException {
        try {
            return Base64.getMimeDecoder().decode(payload);
        } catch (IllegalArgumentException malformed) {
            throw new TlsFormatException("no base64");
        }
    }
}
