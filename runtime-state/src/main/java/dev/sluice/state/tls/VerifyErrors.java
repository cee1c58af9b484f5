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

    private static final String PREFIX = "X509_V_ERR_";

    private static final Map<Integer, String> NAMES = Map.ofEntries(
            Map.entry(2, "UNABLE_TO_GET_ISSUER_CERT"),
            Map.entry(3, "UNABLE_TO_GET_CRL"),
            Map.entry(4, "UNABLE_TO_DECRYPT_CERT_SIGNATURE"),
            Map.entry(5, "UNABLE_TO_DECRYPT_CRL_SIGNATURE"),
            Map.entry(6, "UNABLE_TO_DECODE_ISSUER_PUBLIC_KEY"),
            Map.entry(7, "CERT_SIGNATURE_FAILURE"),
            Map.entry(8, "CRL_SIGNATURE_FAILURE"),
            Map.entry(9, "CERT_NOT_YET_VALID"),
            Map.entry(10, "CERT_HAS_EXPIRED"),
            Map.entry(11, "CRL_NOT_YET_VALID"),
            Map.entry(12, "CRL_HAS_EXPIRED"),
            Map.entry(13, "ERROR_IN_CERT_NOT_BEFORE_FIELD"),
            Map.entry(14, "ERROR_IN_CERT_NOT_AFTER_FIELD"),
            Map.entry(15, "ERROR_IN_CRL_LAST_UPDATE_FIELD"),
            Map.entry(16, "ERROR_IN_CRL_NEXT_UPDATE_FIELD"),
            Map.entry(17, "OUT_OF_MEM"),
            Map.entry(18, "DEPTH_ZERO_SELF_SIGNED_CERT"),
            Map.entry(19, "SELF_SIGNED_CERT_IN_CHAIN"),
            Map.entry(20, "UNABLE_TO_GET_ISSUER_CERT_LOCALLY"),
            Map.entry(21, "UNABLE_TO_VERIFY_LEAF_SIGNATURE"),
            Map.entry(22, "CERT_CHAIN_TOO_LONG"),
            Map.entry(23, "CERT_REVOKED"),
            Map.entry(25, "PATH_LENGTH_EXCEEDED"),
            Map.entry(26, "INVALID_PURPOSE"),
            Map.entry(27, "CERT_UNTRUSTED"),
            Map.entry(28, "CERT_REJECTED"),
            Map.entry(62, "HOSTNAME_MISMATCH"),
            Map.entry(63, "EMAIL_MISMATCH"),
            Map.entry(64, "IP_ADDRESS_MISMATCH"),
            Map.entry(79, "INVALID_CA"));

    private VerifyErrors() {}

    /** The number that a word stands for; one that nothing has where it stands for none that is known. */
    public static int number(String word) {
        for (Map.Entry<Integer, String> each : NAMES.entrySet()) {
            if (word.equals(PREFIX + each.getValue())) {
                return each.getKey();
            }
        }
        return word.matches("[0-9]{1,4}") ? Integer.parseInt(word) : Integer.MAX_VALUE;
    }

    /** The word for a number; the number itself where there is none. */
    public static String name(long number) {
        if (number == NONE) {
            return "X509_V_OK";
        }
        if (number == OTHER) {
            return PREFIX + "UNSPECIFIED";
        }
        String known = number < 0 || number > Integer.MAX_VALUE ? null : NAMES.get((int) number);
        return known == null ? Long.toString(number) : PREFIX + known;
    }
}
