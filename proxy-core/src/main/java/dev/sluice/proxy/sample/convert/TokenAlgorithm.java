package dev.sluice.proxy.sample.convert;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How a token is signed (RFC 7518, section 3.1). */
enum TokenAlgorithm {
    NONE("", 0),
    HS256("HmacSHA256", 0),
    HS384("HmacSHA384", 0),
    HS512("HmacSHA512", 0),
    RS256("SHA256withRSA", 0),
    RS384("SHA384withRSA", 0),
    RS512("SHA512withRSA", 0),
    ES256("SHA256withECDSAinP1363Format", 256),
    ES384("SHA384withECDSAinP1363Format", 384),
    ES512("SHA512withECDSAinP1363Format", 521),
    PS256("RSASSA-PSS", 256),
    PS384("RSASSA-PSS", 384),
    PS512("RSASSA-PSS", 512);

    private final String scheme;
    private final int bits;

    TokenAlgorithm(String scheme, int bits) {
        this.scheme = scheme;
        this.bits = bits;
    }

    /** The algorithm of a name; null for none. */
    static @Nullable TokenAlgorithm of(String name) {
        for (TokenAlgorithm algorithm : values()) {
            String own = algorithm == NONE ? algorithm.name().toLowerCase(Locale.ROOT) : algorithm.name();
            if (own.equals(name)) {
                return algorithm;
            }
        }
        return null;
    }

    /** The JDK's name. */
    String scheme() {
        return scheme;
    }

    /** Bits of the curve, or of the digest of PSS. */
    int bits() {
        return bits;
    }

    /** Whether who checks a signature could make it. */
    boolean isSecret() {
        return scheme.startsWith("Hmac");
    }

    boolean isCurve() {
        return scheme.endsWith("P1363Format");
    }
}
