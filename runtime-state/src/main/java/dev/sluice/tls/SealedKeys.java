package dev.sluice.tls;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.util.Map;
import javax.crypto.Cipher;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;

/** Private keys that are sealed as PKCS #8 says, by the scheme that is in use: PBES2 of PKCS #5. */
final class SealedKeys {
    /** Stretching a passphrase further than this takes longer than anybody waits; files that ask for it are broken. */
    private static final int ROUNDS_MAX = 20_000_000;

    private static final String SCHEME = "1.2.840.113549.1.5.13";
    private static final String STRETCHING = "1.2.840.113549.1.5.12";
    private static final String USUAL_DIGEST = "1.2.840.113549.2.7";
    private static final Map<String, String> DIGESTS = Map.of(
            USUAL_DIGEST,
            "PBKDF2WithHmacSHA1",
            "1.2.840.113549.2.8",
            "PBKDF2WithHmacSHA224",
            "1.2.840.113549.2.9",
            "PBKDF2WithHmacSHA256",
            "1.2.840.113549.2.10",
            "PBKDF2WithHmacSHA384",
            "1.2.840.113549.2.11",
            "PBKDF2WithHmacSHA512");

    /** A cipher and the bits of its key. */
    private record Sealing(String algorithm, int bits) {
        String kind() {
            return algorithm.substring(0, algorithm.indexOf('/'));
        }
    }

    private static final Map<String, Sealing> CIPHERS = Map.of(
            "1.2.840.113549.3.7", new Sealing("DESede/CBC/PKCS5Padding", 192),
            "2.16.840.1.101.3.4.1.2", new Sealing("AES/CBC/PKCS5Padding", 128),
            "2.16.840.1.101.3.4.1.22", new Sealing("AES/CBC/PKCS5Padding", 192),
            "2.16.840.1.101.3.4.1.42", new Sealing("AES/CBC/PKCS5Padding", 256));

    private SealedKeys() {}

    static byte[] open(byte[] content, char[] passphrase) throws TlsFormatException {
        Der whole = Der.of(content).enter(Der.SEQUENCE);
        Der algorithm = whole.enter(Der.SEQUENCE);
        if (!Der.oid(algorithm.content(Der.OID)).equals(SCHEME)) {
            throw new TlsFormatException("the key is encrypted by a scheme other than PBES2");
        }
        Der parts = algorithm.enter(Der.SEQUENCE);
        Der stretching = parts.enter(Der.SEQUENCE);
        Der cipher = parts.enter(Der.SEQUENCE);
        Sealing sealing = CIPHERS.get(Der.oid(cipher.content(Der.OID)));
        if (!Der.oid(stretching.content(Der.OID)).equals(STRETCHING) || sealing == null) {
            throw new TlsFormatException("the key is encrypted in an unknown way");
        }
        byte[] start = cipher.content(Der.OCTET_STRING);
        Der how = stretching.enter(Der.SEQUENCE);
        byte[] salt = how.content(Der.OCTET_STRING);
        BigInteger rounds = new BigInteger(1, how.content(Der.INTEGER));
        if (how.tag() == Der.INTEGER) {
            byte[] unusedLength = how.whole();
        }
        String digest = how.hasNext() ? Der.oid(how.enter(Der.SEQUENCE).content(Der.OID)) : USUAL_DIGEST;
        String stretched = DIGESTS.get(digest);
        if (stretched == null || rounds.signum() == 0 || rounds.bitLength() > 31 || rounds.intValue() > ROUNDS_MAX) {
            throw new TlsFormatException("the key is encrypted in an unknown way");
        }
        try {
            PBEKeySpec words = new PBEKeySpec(passphrase, salt, rounds.intValue(), sealing.bits());
            byte[] secret = SecretKeyFactory.getInstance(stretched)
                    .generateSecret(words)
                    .getEncoded();
            words.clearPassword();
            Cipher opener = Cipher.getInstance(sealing.algorithm());
            opener.init(Cipher.DECRYPT_MODE, new SecretKeySpec(secret, sealing.kind()), new IvParameterSpec(start));
            return opener.doFinal(whole.content(Der.OCTET_STRING));
        } catch (GeneralSecurityException | IllegalArgumentException wrong) {
            throw new TlsFormatException("the key cannot be decrypted with this passphrase");
        }
    }
}
