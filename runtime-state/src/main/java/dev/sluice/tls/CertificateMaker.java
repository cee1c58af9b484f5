package dev.sluice.tls;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/** Makes certificates for hosts, with the key of another certificate and signed by an authority whose key is at hand. */
public final class CertificateMaker {
    /** What names of hosts look like; a client may ask for anything, and what it asks for is going to be signed. */
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9_-]{1,63}(\\.[A-Za-z0-9_-]{1,63}){0,20}");

    private static final int HOST_MAX = 253;
    /** The standard's bound for a common name; longer ones stand among the other names alone. */
    private static final int COMMON_NAME_MAX = 64;

    private static final int UTF8_TEXT = 0x0C;
    private static final int UTC_TIME = 0x17;
    private static final int BOOLEAN = 0x01;
    private static final int NULL = 0x05;
    private static final int DNS_NAME = 2;
    private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern("yyMMddHHmmss'Z'");
    private static final String KEY_IDENTIFIER = "2.5.29.14";
    private static final byte[] COMMON_NAME = {0x55, 0x04, 0x03};
    private static final byte[] SHA256_RSA = {0x2A, (byte) 0x86, 0x48, (byte) 0x86, (byte) 0xF7, 0x0D, 0x01, 0x01, 0x0B
    };
    private static final byte[] SHA256_ECDSA = {0x2A, (byte) 0x86, 0x48, (byte) 0xCE, 0x3D, 0x04, 0x03, 0x02};
    /** Signs, and agrees on keys by being encrypted to. */
    private static final byte[] USAGE = {5, (byte) 0xA0};

    private final CertificateData authority;
    private final PrivateKey key;

    private CertificateMaker(CertificateData authority, PrivateKey key) {
        this.authority = authority;
        this.key = key;
    }

    /** Signs as an authority, which has to have a key of a kind that can sign. */
    public static CertificateMaker of(String name, CertificateData authority) throws TlsFormatException {
        PrivateKey key = authority.key();
        if (key == null) {
            throw new TlsFormatException("unable to load the private key of the CA in '" + name + "'");
        }
        if (!key.getAlgorithm().equals("RSA") && !key.getAlgorithm().equals("EC")) {
            throw new TlsFormatException("the CA in '" + name
                    + "' has a key of a kind that signs no certificates here: " + key.getAlgorithm());
        }
        return new CertificateMaker(authority, key);
    }

    /** A certificate for a host, with the key of {@code like}; empty where it is no host or cannot be made. */
    public Optional<CertificateData> make(String host, CertificateData like, Instant now, RandomGenerator random) {
        if (host.length() > HOST_MAX || !HOST.matcher(host).matches()) {
            return Optional.empty();
        }
        try {
            boolean rsa = key.getAlgorithm().equals("RSA");
            byte[] algorithm = rsa
                    ? Der.wrap(Der.SEQUENCE, Der.wrap(Der.OID, SHA256_RSA), Der.wrap(NULL))
                    : Der.wrap(Der.SEQUENCE, Der.wrap(Der.OID, SHA256_ECDSA));
            byte[] statement = Der.wrap(
                    Der.SEQUENCE,
                    Der.wrap(Der.field(0), Der.wrap(Der.INTEGER, new byte[] {2})),
                    Der.wrap(
                            Der.INTEGER,
                            BigInteger.valueOf(random.nextLong() >>> 1).toByteArray()),
                    algorithm,
                    authority.leaf().getSubjectX500Principal().getEncoded(),
                    Der.wrap(
                            Der.SEQUENCE,
                            moment(now.minus(Duration.ofDays(1))),
                            moment(now.plus(Duration.ofDays(365)))),
                    subject(host),
                    like.leaf().getPublicKey().getEncoded(),
                    extensions(host, like.leaf()));
            Signature signature = Signature.getInstance(rsa ? "SHA256withRSA" : "SHA256withECDSA");
            signature.initSign(key);
            signature.update(statement);
            byte[] signed = Der.wrap(Der.BIT_STRING, new byte[] {0}, signature.sign());
            List<X509Certificate> chain = new ArrayList<>();
            chain.add(CertificateData.ofDer(Der.wrap(Der.SEQUENCE, statement, algorithm, signed)));
            chain.addAll(authority.chain());
            return Optional.of(new CertificateData(chain, like.key(), null, null));
        } catch (GeneralSecurityException | TlsFormatException failure) {
            return Optional.empty();
        }
    }

    private static byte[] moment(Instant at) {
        return Der.wrap(UTC_TIME, text(MOMENT.format(at.atZone(ZoneOffset.UTC))));
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** The authority's own name, and the host's where there is room for it. */
    private byte[] subject(String host) throws TlsFormatException {
        byte[] above = authority.leaf().getSubjectX500Principal().getEncoded();
        if (host.length() > COMMON_NAME_MAX) {
            return above;
        }
        byte[] name = Der.wrap(
                Der.SET, Der.wrap(Der.SEQUENCE, Der.wrap(Der.OID, COMMON_NAME), Der.wrap(UTF8_TEXT, text(host))));
        return Der.wrap(Der.SEQUENCE, Der.of(above).content(Der.SEQUENCE), name);
    }

    private byte[] extensions(String host, X509Certificate like) throws TlsFormatException, GeneralSecurityException {
        List<byte[]> all = new ArrayList<>();
        all.add(extension(19, true, Der.wrap(Der.SEQUENCE)));
        all.add(extension(15, true, Der.wrap(Der.BIT_STRING, USAGE)));
        all.add(extension(14, false, Der.wrap(Der.OCTET_STRING, KeyIdentifier.of(like.getPublicKey()))));
        byte[] above = authority.leaf().getExtensionValue(KEY_IDENTIFIER);
        if (above != null) {
            byte[] id = Der.of(Der.of(above).content(Der.OCTET_STRING)).content(Der.OCTET_STRING);
            all.add(extension(35, false, Der.wrap(Der.SEQUENCE, Der.wrap(Der.plainField(0), id))));
        }
        all.add(extension(17, false, Der.wrap(Der.SEQUENCE, Der.wrap(Der.plainField(DNS_NAME), text(host)))));
        return Der.wrap(Der.field(3), Der.wrap(Der.SEQUENCE, all.toArray(byte[][]::new)));
    }

    private static byte[] extension(int number, boolean critical, byte[] value) {
        byte[] name = Der.wrap(Der.OID, new byte[] {0x55, 0x1D, (byte) number});
        byte[] content = Der.wrap(Der.OCTET_STRING, value);
        return critical
                ? Der.wrap(Der.SEQUENCE, name, Der.wrap(BOOLEAN, new byte[] {(byte) 0xFF}), content)
                : Der.wrap(Der.SEQUENCE, name, content);
    }
}
