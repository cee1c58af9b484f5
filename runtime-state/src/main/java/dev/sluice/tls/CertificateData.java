package dev.sluice.tls;

import java.io.ByteArrayInputStream;
import java.security.PrivateKey;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A certificate with what is needed to use it.
 *
 * @param chain the certificate, then those that lead to its root
 * @param key its private key; null where none was given
 * @param issuer who made it, for OCSP; null where not known
 * @param ocsp the signed statement that it is not revoked, as the authority sent it; null where there is none
 */
public record CertificateData(
        List<X509Certificate> chain,
        @Nullable PrivateKey key,
        @Nullable X509Certificate issuer,
        @Nullable OcspResponse ocsp) {
    /** Keeps a copy of the list. */
    public CertificateData {
        chain = List.copyOf(chain);
    }

    /** The certificate itself. */
    public X509Certificate leaf() {
        return chain.get(0);
    }

    /** Reads certificates and, where there is one, the key; {@code name} is what messages call the text. */
    public static CertificateData read(String name, String text) throws TlsFormatException {
        return read(name, text, KeyOpener.NONE);
    }

    /** The same with a key that may be sealed. */
    public static CertificateData read(String name, String text, KeyOpener opener) throws TlsFormatException {
        List<X509Certificate> chain = new ArrayList<>();
        PrivateKey key = null;
        List<Pem> blocks;
        try {
            blocks = Pem.read(text);
            for (Pem block : blocks) {
                if (block.isCertificate()) {
                    chain.add(ofDer(block.content()));
                }
            }
        } catch (TlsFormatException malformed) {
            throw new TlsFormatException(
                    "unable to load certificate from file '" + name + "': " + malformed.text() + ".");
        }
        if (chain.isEmpty()) {
            throw new TlsFormatException("unable to load certificate from file '" + name + "': no start line.");
        }
        for (Pem block : blocks) {
            if (block.isKey() && key == null) {
                key = key(name, block, opener);
            }
        }
        CertificateData data = new CertificateData(chain, key, null, null);
        data.checkKey(name);
        return data;
    }

    /** Reads a key alone. */
    public static PrivateKey readKey(String name, String text) throws TlsFormatException {
        return readKey(name, text, KeyOpener.NONE);
    }

    /** The same of a key that may be sealed. */
    public static PrivateKey readKey(String name, String text, KeyOpener opener) throws TlsFormatException {
        for (Pem block : Pem.read(text)) {
            if (block.isKey()) {
                return key(name, block, opener);
            }
        }
        throw new TlsFormatException("unable to load private key from file '" + name + "'.");
    }

    private static PrivateKey key(String name, Pem block, KeyOpener opener) throws TlsFormatException {
        try {
            boolean closed = block.type().equals("ENCRYPTED PRIVATE KEY");
            return PrivateKeys.read(closed ? new Pem("PRIVATE KEY", opener.open(name, block.content())) : block);
        } catch (TlsFormatException malformed) {
            throw new TlsFormatException(
                    "unable to load private key from file '" + name + "': " + malformed.text() + ".");
        }
    }

    /** All certificates in a text, as a list of authorities has them. */
    public static List<X509Certificate> readAll(String text) throws TlsFormatException {
        List<X509Certificate> all = new ArrayList<>();
        for (Pem block : Pem.read(text)) {
            if (block.isCertificate()) {
                all.add(ofDer(block.content()));
            }
        }
        return all;
    }

    /** Reads one certificate. */
    static X509Certificate ofDer(byte[] der) throws TlsFormatException {
        try {
            return (X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der));
        } catch (CertificateException malformed) {
            throw new TlsFormatException("unreadable certificate (" + malformed.getMessage() + ")");
        }
    }

    /** The same with a key from elsewhere. */
    public CertificateData withKey(PrivateKey other, String name) throws TlsFormatException {
        CertificateData data = new CertificateData(chain, other, issuer, ocsp);
        data.checkKey(name);
        return data;
    }

    /** The same with others above it. */
    CertificateData under(List<X509Certificate> above) {
        List<X509Certificate> whole = new ArrayList<>(List.of(leaf()));
        whole.addAll(above);
        return new CertificateData(whole, key, issuer, ocsp);
    }

    /** The same with nothing above it. */
    CertificateData alone() {
        return new CertificateData(List.of(leaf()), key, issuer, ocsp);
    }

    /** The same with its maker. */
    public CertificateData withIssuer(@Nullable X509Certificate other) {
        return new CertificateData(chain, key, other, ocsp);
    }

    /** The same with what its maker says of it. */
    public CertificateData withOcsp(@Nullable OcspResponse other) {
        return new CertificateData(chain, key, issuer, other);
    }

    /** Who made it: as given, else the next in the chain; null where not known. */
    public @Nullable X509Certificate maker() {
        if (issuer != null) {
            return issuer;
        }
        for (int i = 1; i < chain.size(); i++) {
            if (chain.get(i).getSubjectX500Principal().equals(leaf().getIssuerX500Principal())) {
                return chain.get(i);
            }
        }
        return null;
    }

    private void checkKey(String name) throws TlsFormatException {
        if (key != null && !PrivateKeys.match(key, leaf().getPublicKey())) {
            throw new TlsFormatException("inconsistencies between private key and certificate loaded '" + name + "'.");
        }
    }

    /** Key, certificate and chain as PEM. */
    public String pem() {
        StringBuilder text = new StringBuilder();
        if (key != null) {
            text.append(Pem.write("PRIVATE KEY", key.getEncoded()));
        }
        for (X509Certificate certificate : chain) {
            try {
                text.append(Pem.write("CERTIFICATE", certificate.getEncoded()));
            } catch (CertificateEncodingException impossible) {
                throw new IllegalStateException(impossible);
            }
        }
        return text.toString();
    }
}
