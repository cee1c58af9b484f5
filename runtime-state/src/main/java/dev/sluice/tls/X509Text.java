package dev.sluice.tls;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509CRL;
import java.security.cert.X509CRLEntry;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAKey;
import java.security.interfaces.RSAPublicKey;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Date;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Certificates and revocation lists in the words of HAProxy's commands, which are those of OpenSSL. */
public final class X509Text {
    private static final String[] MONTHS = {
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"
    };
    private static final HexFormat HEX = HexFormat.of().withUpperCase();
    private static final int DNS_NAME = 2;
    private static final int MAIL = 1;
    private static final int URI = 6;
    private static final int ADDRESS = 7;

    private X509Text() {}

    /** {@code Nov 22 09:20:07 2026 GMT}. */
    public static String date(Date date) {
        ZonedDateTime at = date.toInstant().atZone(ZoneOffset.UTC);
        return String.format(
                Locale.ROOT,
                "%s %2d %02d:%02d:%02d %d GMT",
                MONTHS[at.getMonthValue() - 1],
                at.getDayOfMonth(),
                at.getHour(),
                at.getMinute(),
                at.getSecond(),
                at.getYear());
    }

    /** The serial number's bytes. */
    public static byte[] serialBytes(X509Certificate certificate) {
        byte[] bytes = certificate.getSerialNumber().toByteArray();
        if (bytes.length > 1 && bytes[0] == 0) {
            return java.util.Arrays.copyOfRange(bytes, 1, bytes.length);
        }
        return bytes;
    }

    /** The same in capital hexadecimal digits. */
    public static String serial(X509Certificate certificate) {
        return HEX.formatHex(serialBytes(certificate));
    }

    /** The policies under which a certificate was made, as dotted numbers; none of what cannot be read. */
    public static List<String> policies(X509Certificate certificate) {
        List<String> all = new ArrayList<>();
        byte[] extension = certificate.getExtensionValue("2.5.29.32");
        if (extension == null) {
            return all;
        }
        try {
            Der policies = Der.of(Der.of(extension).content(Der.OCTET_STRING)).enter(Der.SEQUENCE);
            while (policies.hasNext()) {
                all.add(Der.oid(policies.enter(Der.SEQUENCE).content(Der.OID)));
            }
        } catch (TlsFormatException malformed) {
            return all;
        }
        return all;
    }

    /** The SHA-1 of the certificate. */
    public static byte[] sha1(X509Certificate certificate) {
        try {
            return MessageDigest.getInstance("SHA-1").digest(certificate.getEncoded());
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** The kind of a key and its size, such as {@code RSA2048} or {@code EC256}. */
    public static String algorithm(PublicKey key) {
        if (key instanceof RSAPublicKey rsa) {
            return "RSA" + rsa.getModulus().bitLength();
        }
        if (key instanceof ECPublicKey ec) {
            return "EC" + ec.getParams().getOrder().bitLength();
        }
        return key.getAlgorithm();
    }

    /** The kind of a key in small letters: {@code rsa}, {@code ecdsa}. */
    public static String kind(PublicKey key) {
        return switch (key.getAlgorithm()) {
            case "RSA" -> "rsa";
            case "EC" -> "ecdsa";
            case "DSA" -> "dsa";
            default -> "dsa";
        };
    }

    /** The names and addresses that the certificate is for besides its subject, {@code DNS:a.test, IP Address:…}. */
    public static String alternativeNames(X509Certificate certificate) {
        List<String> names = new ArrayList<>();
        for (List<?> name : alternatives(certificate)) {
            String value = String.valueOf(name.get(1));
            switch ((Integer) name.get(0)) {
                case DNS_NAME -> names.add("DNS:" + value);
                case MAIL -> names.add("email:" + value);
                case URI -> names.add("URI:" + value);
                case ADDRESS -> names.add("IP Address:" + address(value));
                default -> names.add("othername:<unsupported>");
            }
        }
        return String.join(", ", names);
    }

    private static String address(String value) {
        return value.indexOf(':') >= 0 ? value.toUpperCase(Locale.ROOT) : value;
    }

    private static Collection<List<?>> alternatives(X509Certificate certificate) {
        try {
            Collection<List<?>> found = certificate.getSubjectAlternativeNames();
            return found == null ? List.of() : found;
        } catch (CertificateParsingException malformed) {
            return List.of();
        }
    }

    /** The host names that the certificate is for, in small letters: alternative names and common names. */
    public static List<String> hostNames(X509Certificate certificate) {
        List<String> names = new ArrayList<>();
        for (List<?> name : alternatives(certificate)) {
            if (name.get(0).equals(DNS_NAME)) {
                names.add(String.valueOf(name.get(1)).toLowerCase(Locale.ROOT));
            }
        }
        for (String name :
                DistinguishedName.of(certificate.getSubjectX500Principal()).all("CN")) {
            names.add(name.toLowerCase(Locale.ROOT));
        }
        return names.stream().distinct().toList();
    }

    /** The lines that describe one certificate, from its serial number on. */
    public static String lines(X509Certificate certificate) {
        return "Serial: " + serial(certificate)
                + "\nnotBefore: " + date(certificate.getNotBefore())
                + "\nnotAfter: " + date(certificate.getNotAfter())
                + "\nSubject Alternative Name: " + alternativeNames(certificate)
                + "\nAlgorithm: " + algorithm(certificate.getPublicKey())
                + "\nSHA1 FingerPrint: " + HEX.formatHex(sha1(certificate))
                + "\nSubject: " + subject(certificate)
                + "\nIssuer: " + issuer(certificate) + "\n";
    }

    /** Whose it is, in one line. */
    public static String subject(X509Certificate certificate) {
        return DistinguishedName.of(certificate.getSubjectX500Principal()).oneLine();
    }

    /** Who made it, in one line. */
    public static String issuer(X509Certificate certificate) {
        return DistinguishedName.of(certificate.getIssuerX500Principal()).oneLine();
    }

    /** The lines that describe one revocation list. */
    public static String lines(X509CRL list) {
        StringBuilder text = new StringBuilder();
        text.append("Version ").append(list.getVersion());
        text.append("\nSignature Algorithm: ").append(signature(list.getSigAlgName()));
        text.append("\nIssuer: ")
                .append(DistinguishedName.of(list.getIssuerX500Principal()).oneLine());
        text.append("\nLast Update: ").append(date(list.getThisUpdate()));
        text.append("\nNext Update: ").append(list.getNextUpdate() == null ? "NONE" : date(list.getNextUpdate()));
        Set<? extends X509CRLEntry> revoked = list.getRevokedCertificates();
        if (revoked == null || revoked.isEmpty()) {
            return text.append("\nNo Revoked Certificates.\n").toString();
        }
        text.append("\nRevoked Certificates:\n");
        revoked.stream()
                .sorted(Comparator.comparing(X509CRLEntry::getRevocationDate)
                        .thenComparing(X509CRLEntry::getSerialNumber))
                .forEach(entry -> text.append("    Serial Number: ")
                        .append(HEX.formatHex(unsigned(entry.getSerialNumber().toByteArray())))
                        .append("\n        Revocation Date: ")
                        .append(date(entry.getRevocationDate()))
                        .append('\n'));
        return text.toString();
    }

    private static byte[] unsigned(byte[] number) {
        return number.length > 1 && number[0] == 0 ? java.util.Arrays.copyOfRange(number, 1, number.length) : number;
    }

    /** {@code SHA256withRSA} as OpenSSL calls it. */
    private static String signature(String javaName) {
        return switch (javaName) {
            case "SHA1withRSA" -> "sha1WithRSAEncryption";
            case "SHA256withRSA" -> "sha256WithRSAEncryption";
            case "SHA384withRSA" -> "sha384WithRSAEncryption";
            case "SHA512withRSA" -> "sha512WithRSAEncryption";
            case "SHA256withECDSA" -> "ecdsa-with-SHA256";
            case "SHA384withECDSA" -> "ecdsa-with-SHA384";
            case "SHA512withECDSA" -> "ecdsa-with-SHA512";
            default -> javaName;
        };
    }

    /** How a certificate is signed, in OpenSSL's short form: {@code RSA-SHA256}. */
    public static String signatureName(X509Certificate certificate) {
        String javaName = certificate.getSigAlgName();
        int with = javaName.indexOf("with");
        if (with < 0) {
            return javaName;
        }
        String digest = javaName.substring(0, with);
        return javaName.endsWith("RSA") ? "RSA-" + digest : "ecdsa-with-" + digest;
    }

    /** The kind of a certificate's key and its bits: {@code RSA2048}; empty for one that has no such name. */
    public static String keyKind(X509Certificate certificate) {
        PublicKey key = certificate.getPublicKey();
        if (key instanceof RSAKey rsa) {
            return "RSA" + rsa.getModulus().bitLength();
        }
        if (key instanceof ECKey ec) {
            return "EC" + ec.getParams().getOrder().bitLength();
        }
        return "";
    }
}
