package dev.sluice.tls;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.HexFormat;

/**
 * What an authority says of one certificate, signed.
 *
 * @param encoded as it came, to be handed to clients
 * @param until when it ends to be true; far away where it does not say
 * @param certificateId which certificate it speaks of, in DER, as commands name it in hexadecimal digits
 */
public record OcspResponse(byte[] encoded, Instant until, byte[] certificateId) {
    private static final String BASIC = "1.3.6.1.5.5.7.48.1.1";
    private static final int ENUMERATED = 0x0A;
    private static final int TAGGED = 0xA0;
    private static final int TIME = 0x18;
    private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern("yyyyMMddHHmmss'Z'");

    /** Reads a response. */
    public static OcspResponse read(byte[] encoded) throws TlsFormatException {
        Der response = Der.of(encoded).enter(Der.SEQUENCE);
        byte[] status = response.content(ENUMERATED);
        if (status.length != 1 || status[0] != 0) {
            throw new TlsFormatException("OCSP response status not successful");
        }
        Der bytes = response.enter(Der.field(0)).enter(Der.SEQUENCE);
        if (!Der.oid(bytes.content(Der.OID)).equals(BASIC)) {
            throw new TlsFormatException("Failed to parse response");
        }
        Der basic = Der.of(bytes.content(Der.OCTET_STRING)).enter(Der.SEQUENCE).enter(Der.SEQUENCE);
        while (basic.tag() >= TAGGED) {
            byte[] unusedVersionOrResponder = basic.whole();
        }
        byte[] unusedProducedAt = basic.whole();
        Der first = basic.enter(Der.SEQUENCE).enter(Der.SEQUENCE);
        byte[] identity = first.whole();
        return new OcspResponse(encoded.clone(), until(first), identity);
    }

    /** What follows the identity: the status, since when, and until when, which may be missing. */
    private static Instant until(Der single) throws TlsFormatException {
        if (!single.hasNext()) {
            return Instant.MAX;
        }
        byte[] unusedStatus = single.whole();
        if (!single.hasNext()) {
            return Instant.MAX;
        }
        byte[] unusedThisUpdate = single.whole();
        if (!single.hasNext() || single.tag() != Der.field(0)) {
            return Instant.MAX;
        }
        String written = new String(single.enter(Der.field(0)).content(TIME), StandardCharsets.US_ASCII);
        try {
            return LocalDateTime.parse(written, MOMENT).toInstant(ZoneOffset.UTC);
        } catch (DateTimeParseException odd) {
            throw new TlsFormatException("malformed time");
        }
    }

    /** The certificate's identity in small hexadecimal digits. */
    public String id() {
        return HexFormat.of().formatHex(certificateId);
    }
}
