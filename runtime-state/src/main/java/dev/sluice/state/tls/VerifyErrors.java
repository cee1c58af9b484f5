package dev.sluice.state.tls;

import java.util.Map;

/** Failures of certificates in OpenSSL's numbers, which configurations and the {@code ssl_c_err} fetches have. */
public final class VerifyErrors {
    public static final int NONE = 0;
    public static final int NO_CRL = 3;
    public static final int BAD_SIGNATURE = 7;
    public static final int NOT_YET_VALID = 9;
    public static final int EXPIRED = 10;
    public static final int CRL_EXPIRED = 12;
    public static final int SELF_SIGNED = 18;
    public static final int SELF_SIGNED_IN_CHAIN = 19;
    public static final int NO_ISSUER = 20;
    public static final int NO_ISSUER_OF_LEAF = 21;
    public static final int REVOKED = 23;
    public static final int INVALID_CA = 79;
    public static final int HOST_MISMATCH = 62;
    public static final int OTHER = 1;

    private static final Map<String, Integer> NAMES = Map.ofEntries(
            Map.entry("X509_V_ERR_UNABLE_TO_GET_CRL", NO_CRL),
            Map.entry("X509_V_ERR_CERT_SIGNATURE_FAILURE", BAD_SIGNATURE),
            Map.entry("X509_V_ERR_CERT_NOT_YET_VALID", NOT_YET_VALID),
            Map.entry("X509_V_ERR_CERT_HAS_EXPIRED", EXPIRED),
            Map.entry("X509_V_ERR_CRL_HAS_EXPIRED", CRL_EXPIRED),
            Map.entry("X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT", SELF_SIGNED),
            Map.entry("X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN", SELF_SIGNED_IN_CHAIN),
            Map.entry("X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY", NO_ISSUER),
            Map.entry("X509_V_ERR_UNABLE_TO_VERIFY_LEAF_SIGNATURE", NO_ISSUER_OF_LEAF),
            Map.entry("X509_V_ERR_CERT_REVOKED", REVOKED),
            Map.entry("X509_V_ERR_INVALID_CA", INVALID_CA));

    private VerifyErrors() {}

    /** The number that a word stands for; one that nothing has where it stands for none that is known. */
    public static int number(String word) {
        Integer named = NAMES.get(word);
        if (named != null) {
            return named;
        }
        return word.matches("[0-9]{1,4}") ? Integer.parseInt(word) : Integer.MAX_VALUE;
    }
}
