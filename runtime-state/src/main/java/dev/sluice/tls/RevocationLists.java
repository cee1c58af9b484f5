package dev.sluice.tls;

import java.io.ByteArrayInputStream;
import java.security.cert.CRLException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509CRL;
import java.util.ArrayList;
import java.util.List;

/** Reads lists of revoked certificates. */
public final class RevocationLists {
    private RevocationLists() {}

    /** All lists in a text. */
    public static List<X509CRL> read(String text) throws TlsFormatException {
        List<X509CRL> all = new ArrayList<>();
        for (Pem block : Pem.read(text)) {
            if (block.type().equals("X509 CRL")) {
                all.add(list(block.content()));
            }
        }
        return all;
    }

    private static X509CRL list(byte[] der) throws TlsFormatException {
        try {
            return (X509CRL) CertificateFactory.getInstance("X.509").generateCRL(new ByteArrayInputStream(der));
        } catch (CertificateException | CRLException malformed) {
            throw new TlsFormatException("unreadable CRL (" + malformed.getMessage() + ")");
        }
    }
}
