package dev.sluice.tls;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;

/**
 * The question to an authority what it says of a certificate.
 *
 * @param certificateId which certificate, in DER
 * @param responder where the certificate says that it is to be asked
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
public record OcspRequest(byte[] certificateId, String responder) {
    private static final String ACCESS = "1.3.6.1.5.5.7.1.1";
    private static final String OCSP = "1.3.6.1.5.5.7.48.1";
    private static final int URI = 6;
    private static final int NULL = 0x05;
    private static final byte[] SHA1 = {0x2B, 0x0E, 0x03, 0x02, 0x1A};

    /** About a certificate; empty where it does not say who is to be asked, or where its maker is not known. */
    public static Optional<OcspRequest> of(CertificateData data) {
        X509Certificate maker = data.maker();
        if (maker == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(new OcspRequest(identity(data.leaf(), maker), responder(data.leaf())))
                    .filter(request -> !request.responder().isEmpty());
        } catch (TlsFormatException | GeneralSecurityException unreadable) {
            return Optional.empty();
        }
    }

    private static byte[] identity(X509Certificate leaf, X509Certificate maker)
            throws TlsFormatException, GeneralSecurityException {
        MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
        byte[] name = sha1.digest(leaf.getIssuerX500Principal().getEncoded());
        return Der.wrap(
                Der.SEQUENCE,
                Der.wrap(Der.SEQUENCE, Der.wrap(Der.OID, SHA1), Der.wrap(NULL)),
                Der.wrap(Der.OCTET_STRING, name),
                Der.wrap(Der.OCTET_STRING, KeyIdentifier.of(maker.getPublicKey())),
                Der.wrap(Der.INTEGER, leaf.getSerialNumber().toByteArray()));
    }

    /** The first one that is named. */
    private static String responder(X509Certificate leaf) throws TlsFormatException {
        byte[] extension = leaf.getExtensionValue(ACCESS);
        if (extension == null) {
            return "";
        }
        Der all = Der.of(Der.of(extension).content(Der.OCTET_STRING)).enter(Der.SEQUENCE);
        while (all.hasNext()) {
            Der each = all.enter(Der.SEQUENCE);
            boolean asked = Der.oid(each.content(Der.OID)).equals(OCSP);
            if (asked && each.tag() == Der.plainField(URI)) {
                return new String(each.content(Der.plainField(URI)), StandardCharsets.US_ASCII);
            }
        }
        return "";
    }

    /** The certificate's identity in small hexadecimal digits. */
    public String id() {
        return HexFormat.of().formatHex(certificateId);
    }

    /** The question as a URI: it is always short enough to be asked by GET. */
    public String uri() {
        byte[] list = Der.wrap(Der.SEQUENCE, Der.wrap(Der.SEQUENCE, certificateId));
        byte[] request = Der.wrap(Der.SEQUENCE, Der.wrap(Der.SEQUENCE, list));
        String packed = Base64.getEncoder().encodeToString(request);
        String escaped = packed.replace("+", "%2B").replace("/", "%2F").replace("=", "%3D");
        return responder + (responder.endsWith("/") ? "" : "/") + escaped;
    }
}
