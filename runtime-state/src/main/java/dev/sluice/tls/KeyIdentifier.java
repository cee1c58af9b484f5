package dev.sluice.tls;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PublicKey;

/** The short name of a public key that certificates and questions about them carry (RFC 5280 section 4.2.1.2). */
final class KeyIdentifier {
    private KeyIdentifier() {}

    /** The hash of a key's bits. */
    static byte[] of(PublicKey key) throws TlsFormatException, GeneralSecurityException {
        Der parts = Der.of(key.getEncoded()).enter(Der.SEQUENCE);
        byte[] unusedAlgorithm = parts.whole();
        byte[] bits = parts.content(Der.BIT_STRING);
        MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
        // The first byte counts the bits that the last one lacks; it is no part of the key.
        sha1.update(bits, 1, bits.length - 1);
        return sha1.digest();
    }
}
