package dev.sluice.tls;

import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Base64;
import java.util.Date;
import java.util.HexFormat;
import java.util.Map;
import java.util.stream.Collectors;
import javax.security.auth.x500.X500Principal;

/** What an authority says of a certificate, in the words of OpenSSL. The signer's own certificates follow as PEM alone. */
public final class OcspText {
    private static final int ENUMERATED = 0x0A;
    private static final int TIME = 0x18;
    private static final int SIGNATURE_BYTES_PER_LINE = 18;
    private static final String NONCE = "1.3.6.1.5.5.7.48.1.2";
    private static final HexFormat HEX = HexFormat.of().withUpperCase();
    private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern("yyyyMMddHHmmss'Z'");

    private static final Map<String, String> ALGORITHMS = Map.of(
            "1.3.14.3.2.26", "sha1",
            "2.16.840.1.101.3.4.2.1", "sha256",
            "1.2.840.113549.1.1.5", "sha1WithRSAEncryption",
            "1.2.840.113549.1.1.11", "sha256WithRSAEncryption",
            "1.2.840.113549.1.1.12", "sha384WithRSAEncryption",
            "1.2.840.113549.1.1.13", "sha512WithRSAEncryption",
            "1.2.840.10045.4.3.2", "ecdsa-with-SHA256",
            "1.2.840.10045.4.3.3", "ecdsa-with-SHA384",
            "1.2.840.10045.4.3.4", "ecdsa-with-SHA512");

    private static final String[] REASONS = {
        "unspecified",
        "keyCompromise",
        "cACompromise",
        "affiliationChanged",
        "superseded",
        "cessationOfOperation",
        "certificateHold",
        "",
        "removeFromCRL",
        "privilegeWithdrawn",
        "aACompromise"
    };

    private final StringBuilder text = new StringBuilder();

    private OcspText() {}

    /** The lines; empty for what cannot be read. */
    public static String lines(OcspResponse response) {
        OcspText lines = new OcspText();
        try {
            lines.response(response.encoded());
        } catch (TlsFormatException malformed) {
            return "";
        }
        return lines.text.toString();
    }

    /** Which certificate a response speaks of: its maker by name and key, and its number. */
    public static String identity(OcspResponse response, String margin) {
        OcspText lines = new OcspText();
        try {
            lines.identity(Der.of(response.certificateId()).enter(Der.SEQUENCE), margin, false);
        } catch (TlsFormatException malformed) {
            return "";
        }
        return lines.text.toString();
    }

    private void response(byte[] encoded) throws TlsFormatException {
        Der response = Der.of(encoded).enter(Der.SEQUENCE);
        byte[] unusedStatus = response.content(ENUMERATED);
        Der bytes = response.enter(Der.field(0)).enter(Der.SEQUENCE);
        byte[] unusedKind = bytes.content(Der.OID);
        Der basic = Der.of(bytes.content(Der.OCTET_STRING)).enter(Der.SEQUENCE);
        line("OCSP Response Data:");
        line("    OCSP Response Status: successful (0x0)");
        line("    Response Type: Basic OCSP Response");
        data(basic.enter(Der.SEQUENCE));
        signature(basic);
    }

    private void line(String line) {
        text.append(line).append('\n');
    }

    private void data(Der data) throws TlsFormatException {
        int version = data.tag() == Der.field(0) ? data.enter(Der.field(0)).content(Der.INTEGER)[0] : 0;
        line("    Version: " + (version + 1) + " (0x" + Integer.toHexString(version) + ")");
        line("    Responder Id: " + responder(data));
        line("    Produced At: " + moment(data));
        line("    Responses:");
        Der all = data.enter(Der.SEQUENCE);
        while (all.hasNext()) {
            single(all.enter(Der.SEQUENCE));
            // An empty line would end the answer.
            line(" ");
        }
        if (data.hasNext()) {
            line("    Response Extensions:");
            Der extensions = data.enter(Der.field(1)).enter(Der.SEQUENCE);
            while (extensions.hasNext()) {
                extension(extensions.enter(Der.SEQUENCE));
            }
        }
    }

    private static String responder(Der data) throws TlsFormatException {
        if (data.tag() == Der.field(1)) {
            X500Principal name = new X500Principal(data.enter(Der.field(1)).whole());
            return DistinguishedName.of(name).entries().stream()
                    .map(entry -> entry.name() + " = " + entry.value())
                    .collect(Collectors.joining(", "));
        }
        return HEX.formatHex(data.enter(Der.field(2)).content(Der.OCTET_STRING));
    }

    private static String moment(Der from) throws TlsFormatException {
        String written = new String(from.content(TIME), StandardCharsets.US_ASCII);
        try {
            return X509Text.date(Date.from(LocalDateTime.parse(written, MOMENT).toInstant(ZoneOffset.UTC)));
        } catch (DateTimeParseException odd) {
            throw new TlsFormatException("malformed time");
        }
    }

    private void identity(Der id, String margin, boolean withDigest) throws TlsFormatException {
        String digest = algorithm(id);
        if (withDigest) {
            line(margin + "Hash Algorithm: " + digest);
        }
        line(margin + "Issuer Name Hash: " + HEX.formatHex(id.content(Der.OCTET_STRING)));
        line(margin + "Issuer Key Hash: " + HEX.formatHex(id.content(Der.OCTET_STRING)));
        line(margin + "Serial Number: " + HEX.formatHex(id.content(Der.INTEGER)));
    }

    private static String algorithm(Der from) throws TlsFormatException {
        String oid = Der.oid(from.enter(Der.SEQUENCE).content(Der.OID));
        return ALGORITHMS.getOrDefault(oid, oid);
    }

    private void single(Der single) throws TlsFormatException {
        line("    Certificate ID:");
        identity(single.enter(Der.SEQUENCE), "      ", true);
        if (single.tag() == Der.field(1)) {
            Der revoked = single.enter(Der.field(1));
            line("    Cert Status: revoked");
            line("    Revocation Time: " + moment(revoked));
            if (revoked.hasNext()) {
                int reason = revoked.enter(Der.field(0)).content(ENUMERATED)[0];
                String word = reason >= 0 && reason < REASONS.length ? REASONS[reason] : "(UNKNOWN)";
                line("    Revocation Reason: " + word + " (0x" + Integer.toHexString(reason) + ")");
            }
        } else {
            line("    Cert Status: " + (single.tag() == Der.plainField(0) ? "good" : "unknown"));
            byte[] unusedStatus = single.whole();
        }
        line("    This Update: " + moment(single));
        if (single.tag() == Der.field(0)) {
            line("    Next Update: " + moment(single.enter(Der.field(0))));
        }
    }

    private void extension(Der extension) throws TlsFormatException {
        String oid = Der.oid(extension.content(Der.OID));
        while (extension.tag() != Der.OCTET_STRING) {
            byte[] unusedCritical = extension.whole();
        }
        line("        " + (oid.equals(NONCE) ? "OCSP Nonce" : oid) + ": ");
        line("            " + HEX.formatHex(extension.content(Der.OCTET_STRING)));
    }

    private void signature(Der basic) throws TlsFormatException {
        line("    Signature Algorithm: " + algorithm(basic));
        line("    Signature Value:");
        byte[] bits = basic.content(Der.BIT_STRING);
        HexFormat colons = HexFormat.ofDelimiter(":");
        for (int at = 1; at < bits.length; at += SIGNATURE_BYTES_PER_LINE) {
            int end = Math.min(bits.length, at + SIGNATURE_BYTES_PER_LINE);
            line("        " + colons.formatHex(bits, at, end) + (end < bits.length ? ":" : ""));
        }
        if (!basic.hasNext()) {
            return;
        }
        Der certificates = basic.enter(Der.field(0)).enter(Der.SEQUENCE);
        while (certificates.hasNext()) {
            line("-----BEGIN CERTIFICATE-----");
            line(Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(certificates.whole()));
            line("-----END CERTIFICATE-----");
        }
    }
}
