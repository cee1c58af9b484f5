package dev.sluice.proxy.sample.convert;

import dev.sluice.proxy.sample.Sample;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** Checks the signature of a token. Results are those of the manual: 1 for a good one, 0 for a bad one, less for none. */
final class TokenSignature {
    static final int UNKNOWN_ALGORITHM = -1;
    private static final int GOOD = 1;
    private static final int BAD = 0;
    private static final int INVALID_TOKEN = -3;
    private static final int UNKNOWN_KEY = -5;
    private static final int INTERNAL = -6;
    private static final int UNAVAILABLE_CERTIFICATE = -7;
    private static final int PARTS = 3;

    private TokenSignature() {}

    /**
     * What a signature is checked with.
     *
     * @param secret of a shared secret, its bytes; else null
     * @param open the public key; null for none
     * @param problem what is told where there is neither
     */
    record Key(byte @Nullable [] secret, @Nullable PublicKey open, int problem) {
        static final Key UNKNOWN = new Key(null, null, UNKNOWN_KEY);
        static final Key UNAVAILABLE = new Key(null, null, UNAVAILABLE_CERTIFICATE);

        static Key of(String secret) {
            return new Key(secret.getBytes(StandardCharsets.ISO_8859_1), null, 0);
        }

        static Key of(PublicKey key) {
            return new Key(null, key, 0);
        }
    }

    /** Looks at a token as such: less than 0 where it is none; without any algorithm 1 if there is no signature, as there should be. */
    static int check(Sample token, TokenAlgorithm algorithm) {
        if (Token.parts(token) != PARTS) {
            return INVALID_TOKEN;
        }
        boolean empty = Token.start(token, 2) == token.length();
        if (algorithm == TokenAlgorithm.NONE) {
            return empty ? GOOD : BAD;
        }
        return empty || Token.start(token, 1) <= 1 ? INVALID_TOKEN : 0;
    }

    /** Checks the signature of what is a token. */
    static int verify(Sample token, TokenAlgorithm algorithm, Key key) {
        byte[] signature = Token.part(token, 2);
        if (signature == null || signature.length == 0) {
            return INVALID_TOKEN;
        }
        int signed = Token.start(token, 2) - 1;
        try {
            if (algorithm.isSecret()) {
                byte[] secret = key.secret();
                return secret == null ? key.problem() : result(mac(token, signed, algorithm, secret, signature));
            }
            PublicKey open = key.open();
            if (open == null) {
                return key.problem();
            }
            boolean odd = signature.length % 2 != 0 || token.at(token.length() - 1) == '=';
            return algorithm.isCurve() && odd
                    ? INVALID_TOKEN
                    : result(isSigned(token, signed, algorithm, open, signature));
        } catch (GeneralSecurityException failure) {
            return INTERNAL;
        }
    }

    private static int result(boolean good) {
        return good ? GOOD : BAD;
    }

    private static boolean mac(Sample token, int signed, TokenAlgorithm algorithm, byte[] secret, byte[] signature)
            throws GeneralSecurityException {
        Mac mac = Mac.getInstance(algorithm.scheme());
        mac.init(new SecretKeySpec(secret.length == 0 ? new byte[1] : secret, algorithm.scheme()));
        mac.update(token.bytes(), token.start(), signed);
        boolean padded = token.at(token.length() - 1) == '=';
        return !padded && MessageDigest.isEqual(mac.doFinal(), signature);
    }

    private static boolean isSigned(Sample token, int signed, TokenAlgorithm algorithm, PublicKey key, byte[] signature)
            throws GeneralSecurityException {
        if (!fits(algorithm, key, signature)) {
            return false;
        }
        Signature verifier = Signature.getInstance(algorithm.scheme());
        verifier.initVerify(key);
        if (algorithm.scheme().equals("RSASSA-PSS")) {
            String digest = "SHA-" + algorithm.bits();
            verifier.setParameter(new PSSParameterSpec(
                    digest, "MGF1", new MGF1ParameterSpec(digest), algorithm.bits() / Byte.SIZE, 1));
        }
        verifier.update(token.bytes(), token.start(), signed);
        return verifier.verify(signature);
    }

    /** Whether key and signature are of the kind and size that the algorithm has, which libraries take for errors otherwise. */
    private static boolean fits(TokenAlgorithm algorithm, PublicKey key, byte[] signature) {
        if (algorithm.isCurve()) {
            int bytes = (algorithm.bits() + Byte.SIZE - 1) / Byte.SIZE;
            return key instanceof ECPublicKey ec
                    && ec.getParams().getOrder().bitLength() == algorithm.bits()
                    && signature.length == 2 * bytes;
        }
        return key instanceof RSAPublicKey rsa
                && signature.length == (rsa.getModulus().bitLength() + Byte.SIZE - 1) / Byte.SIZE;
    }
}
