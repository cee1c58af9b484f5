package dev.sluice.tls;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Map;

/** Whether a response comes from the authority that it has to come from, and speaks of the present. */
public final class OcspSignature {
    /** Clocks differ; what is that much ahead of ours is no lie. */
    private static final Duration SKEW = Duration.ofMinutes(5);

    private static final String SIGNS_RESPONSES = "1.3.6.1.5.5.7.3.9";
    private static final int TIME = 0x18;
    private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern("yyyyMMddHHmmss'Z'");
    private static final int TAGGED = 0xA0;
    private static final Map<String, String> ALGORITHMS = Map.of(
            "1.2.840.113549.1.1.5", "SHA1withRSA",
            "1.2.840.113549.1.1.11", "SHA256withRSA",
            "1.2.840.113549.1.1.12", "SHA384withRSA",
            "1.2.840.113549.1.1.13", "SHA512withRSA",
            "1.2.840.10045.4.3.2", "SHA256withECDSA",
            "1.2.840.10045.4.3.3", "SHA384withECDSA",
            "1.2.840.10045.4.3.4", "SHA512withECDSA");

    private OcspSignature() {}

    /** Refuses a response that is about something else, of another time or signed by nobody who may. */
    public static void check(OcspResponse response, OcspRequest request, X509Certificate issuer, Instant now)
            throws TlsFormatException {
        if (!Arrays.equals(response.certificateId(), request.certificateId())) {
            throw new TlsFormatException("the response is about another certificate");
        }
        Der bytes = Der.of(response.encoded()).enter(Der.SEQUENCE);
        byte[] unusedStatus = bytes.whole();
        Der kind = bytes.enter(Der.field(0)).enter(Der.SEQUENCE);
        byte[] unusedKind = kind.whole();
        Der basic = Der.of(kind.content(Der.OCTET_STRING)).enter(Der.SEQUENCE);
        byte[] signed = basic.whole();
        String algorithm = ALGORITHMS.get(Der.oid(basic.enter(Der.SEQUENCE).content(Der.OID)));
        byte[] signature = basic.content(Der.BIT_STRING);
        if (algorithm == null || signature.length < 2) {
            throw new TlsFormatException("the response is signed in an unknown way");
        }
        List<X509Certificate> signers = new ArrayList<>(List.of(issuer));
        if (basic.hasNext()) {
            Der shown = basic.enter(Der.field(0)).enter(Der.SEQUENCE);
            while (shown.hasNext()) {
                signers.add(CertificateData.ofDer(shown.whole()));
            }
        }
        checkTime(signed, response.until(), now);
        byte[] bits = Arrays.copyOfRange(signature, 1, signature.length);
        boolean good = signers.stream()
                .anyMatch(signer -> maySign(signer, issuer, now) && isSignedBy(signer, algorithm, signed, bits));
        if (!good) {
            throw new TlsFormatException("the response is not signed by the certificate's maker");
        }
    }

    private static void checkTime(byte[] data, Instant until, Instant now) throws TlsFormatException {
        Der in = Der.of(data).enter(Der.SEQUENCE);
        while (in.tag() >= TAGGED) {
            byte[] unusedVersionOrResponder = in.whole();
        }
        byte[] unusedProducedAt = in.whole();
        Der single = in.enter(Der.SEQUENCE).enter(Der.SEQUENCE);
        byte[] unusedIdentity = single.whole();
        byte[] unusedStatus = single.whole();
        String written = new String(single.content(TIME), StandardCharsets.US_ASCII);
        try {
            Instant since = LocalDateTime.parse(written, MOMENT).toInstant(ZoneOffset.UTC);
            if (since.isAfter(now.plus(SKEW)) || until.isBefore(now)) {
                throw new TlsFormatException("the response is of another time");
            }
        } catch (DateTimeParseException odd) {
            throw new TlsFormatException("malformed time");
        }
    }

    /** The maker itself, or somebody whom it has told to. */
    private static boolean maySign(X509Certificate signer, X509Certificate issuer, Instant now) {
        if (signer.equals(issuer)) {
            return true;
        }
        try {
            List<String> uses = signer.getExtendedKeyUsage();
            signer.checkValidity(Date.from(now));
            signer.verify(issuer.getPublicKey());
            return uses != null
                    && uses.contains(SIGNS_RESPONSES)
                    && signer.getIssuerX500Principal().equals(issuer.getSubjectX500Principal());
        } catch (GeneralSecurityException other) {
            return false;
        }
    }

    private static boolean isSignedBy(X509Certificate signer, String algorithm, byte[] signed, byte[] bits) {
        try {
            Signature check = Signature.getInstance(algorithm);
            check.initVerify(signer.getPublicKey());
            check.update(signed);
            return check.verify(bits);
        } catch (GeneralSecurityException other) {
            return false;
        }
    }
}
