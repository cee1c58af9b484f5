package dev.sluice.tls;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;

/** Private keys in the forms that PEM files have them. */
final class PrivateKeys {
    private static final byte[] ZERO = {Der.INTEGER, 1, 0};
    private static final byte[] RSA = {
        Der.SEQUENCE, 13, Der.OID, 9, 0x2A, (byte) 0x86, 0x48, (byte) 0x86, (byte) 0xF7, 13, 1, 1, 1, 5, 0
    };
    private static final byte[] EC = {Der.OID, 7, 0x2A, (byte) 0x86, 0x48, (byte) 0xCE, 0x3D, 2, 1};

    private PrivateKeys() {}

    static PrivateKey read(Pem block) throws TlsFormatException {
        byte[] pkcs8 = switch (block.type()) {
            case "PRIVATE KEY" -> block.content();
            case "RSA PRIVATE KEY" -> Der.wrap(Der.SEQUENCE, ZERO, RSA, Der.wrap(Der.OCTET_STRING, block.content()));
            case "EC PRIVATE KEY" -> ofSec1(block.content());
            default -> throw new TlsFormatException("unsupported key '" + block.type() + "'");
        };
        try {
            return KeyFactory.getInstance(algorithm(pkcs8)).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
        } catch (GeneralSecurityException malformed) {
            throw new TlsFormatException("unusable key: " + malformed.getMessage());
        }
    }

    private static byte[] ofSec1(byte[] sec1) throws TlsFormatException {
        Der fields = Der.of(sec1).enter(Der.SEQUENCE);
        byte[] unusedVersion = fields.content(Der.INTEGER);
        byte[] unusedSecret = fields.content(Der.OCTET_STRING);
        byte[] curve = fields.enter(Der.field(0)).whole();
        return Der.wrap(Der.SEQUENCE, ZERO, Der.wrap(Der.SEQUENCE, EC, curve), Der.wrap(Der.OCTET_STRING, sec1));
    }

    private static String algorithm(byte[] pkcs8) throws TlsFormatException {
        Der fields = Der.of(pkcs8).enter(Der.SEQUENCE);
        byte[] unusedVersion = fields.content(Der.INTEGER);
        String oid = Der.oid(fields.enter(Der.SEQUENCE).content(Der.OID));
        return switch (oid) {
            case "1.2.840.113549.1.1.1" -> "RSA";
            case "1.2.840.10045.2.1" -> "EC";
            case "1.3.101.112", "1.3.101.113" -> "EdDSA";
            default -> throw new TlsFormatException("unsupported kind of key " + oid);
        };
    }

    /** Whether one signs what the other verifies. */
    static boolean match(PrivateKey key, PublicKey certificate) {
        String scheme = switch (key.getAlgorithm()) {
            case "RSA" -> "SHA256withRSA";
            case "EC" -> "SHA256withECDSA";
            default -> "EdDSA";
        };
        byte[] probe = {1, 2, 3, 4};
        try {
            Signature signer = Signature.getInstance(scheme);
            signer.initSign(key);
            signer.update(probe);
            byte[] signature = signer.sign();
            Signature verifier = Signature.getInstance(scheme);
            verifier.initVerify(certificate);
            verifier.update(probe);
            return verifier.verify(signature);
        } catch (GeneralSecurityException different) {
            return false;
        }
    }
}
