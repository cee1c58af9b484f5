package dev.sluice.tls;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;

/** Public keys in the forms that PEM files have them: of any kind (RFC 7468), or of RSA alone (RFC 8017). */
public final class PublicKeys {
    private static final byte[] RSA = {
        Der.SEQUENCE, 13, Der.OID, 9, 0x2A, (byte) 0x86, 0x48, (byte) 0x86, (byte) 0xF7, 13, 1, 1, 1, 5, 0
    };
    private static final int BIT_STRING = 3;
    private static final String RSA_OID = "1.2.840.113549.1.1.1";

    private PublicKeys() {}

    /** Reads the first key of a text; {@code name} is what messages call it. */
    public static PublicKey read(String name, String text) throws TlsFormatException {
        for (Pem block : Pem.read(text)) {
            if (block.type().equals("PUBLIC KEY")) {
                return read(name, block.content());
            }
            if (block.type().equals("RSA PUBLIC KEY")) {
                byte[] bits = Der.wrap(BIT_STRING, new byte[1], block.content());
                return read(name, Der.wrap(Der.SEQUENCE, RSA, bits));
            }
        }
        throw new TlsFormatException("unable to load public key from file '" + name + "'");
    }

    private static PublicKey read(String name, byte[] info) throws TlsFormatException {
        String oid =
                Der.oid(Der.of(info).enter(Der.SEQUENCE).enter(Der.SEQUENCE).content(Der.OID));
        try {
            return KeyFactory.getInstance(oid.equals(RSA_OID) ? "RSA" : "EC")
                    .generatePublic(new X509EncodedKeySpec(info));
        } catch (GeneralSecurityException malformed) {
            throw new TlsFormatException(
                    "unable to load public key from file '" + name + "': " + malformed.getMessage());
        }
    }
}
